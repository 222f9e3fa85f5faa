package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * The quantisation-clip-floor-shift activation (Bu et al. 2022, "Optimal ANN-SNN Conversion for
 * High-accuracy and Ultra-low-latency Spiking Neural Networks", with their shift φ = 1/2): {@code
 * h(z) = λ clip(floor(z L / λ + 1/2) / L, 0, 1)}. It is what an integrate-and-fire neuron with
 * threshold λ and initial potential λ / 2 emits on average in T = L steps of constant input z.
 *
 * @param levels L, from 1 to {@value #MAX_LEVELS}; h has L + 1 values
 * @param lambda the scale λ, the largest value of h, greater than 0
 */
public record ClipFloorShift(int levels, float lambda) implements Operation {
  /** The most levels. */
  public static final int MAX_LEVELS = 65_536;

  /**
   * Checks both numbers.
   *
   * @throws IllegalArgumentException naming the rule and the value, if one is out of range
   */
  public ClipFloorShift {
    Refusal.when(!isLevels(levels), "%s; got %s", levelsRule(), levels);
    Refusal.when(!isScale(lambda), "lambda must be a finite number greater than 0; got %s", lambda);
  }

  /** Whether a number of levels is in range. */
  public static boolean isLevels(int levels) {
    return levels >= 1 && levels <= MAX_LEVELS;
  }

  /** The rule that {@link #isLevels} checks. */
  public static String levelsRule() {
    return "levels must be from 1 to " + MAX_LEVELS;
  }

  /** Whether a number can be λ. */
  public static boolean isScale(float lambda) {
    return lambda > 0 && lambda <= Float.MAX_VALUE;
  }

  /** The level n of h(z) = λ n / L, from 0 to L; 0 where z is NaN. */
  public int level(float z) {
    return clipped(z * slope() + 0.5f);
  }

  /** h(z). */
  public float value(float z) {
    return level(z) * step();
  }

  /** The cast is the floor where the number is not negative, and what is negative is clipped. */
  private int clipped(float shifted) {
    return Math.max(0, Math.min(levels, (int) shifted));
  }

  private float slope() {
    return levels / lambda;
  }

  private float step() {
    return lambda / levels;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Operation.single(inputs);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    float[] values = inputs.get(0).clone();
    applyTo(values, 0, values.length);
    return values;
  }

  /** Replaces values z, from {@code from} to before {@code to}, by h(z). */
  public void applyTo(float[] values, int from, int to) {
    float slope = slope();
    float step = step();
    for (int i = from; i < to; i++) {
      values[i] = clipped(values[i] * slope + 0.5f) * step;
    }
  }

  /**
   * Replaces gradients of the loss with respect to h, from {@code from} to before {@code to}, by
   * those with respect to z, as Bu et al. give them: as they are where h is neither clipped to 0
   * nor to λ, otherwise zero.
   *
   * @param gradients by h before, by z after
   * @param z what h was taken of
   * @return the gradient with respect to λ: the sum over gradient times {@code (h - z) / λ} between
   *     the clips, times 0 below and 1 above
   */
  public double backpropagate(float[] gradients, float[] z, int from, int to) {
    float slope = slope();
    float perLambda = 1 / lambda;
    float top = levels;
    double sum = 0;
    for (int i = from; i < to; i++) {
      float shifted = z[i] * slope + 0.5f;
      if (shifted >= top) {
        sum += gradients[i];
        gradients[i] = 0;
      } else if (shifted > 0) {
        int level = (int) shifted;
        sum += gradients[i] * (level / top - z[i] * perLambda);
      } else {
        gradients[i] = 0;
      }
    }
    return sum;
  }
}
