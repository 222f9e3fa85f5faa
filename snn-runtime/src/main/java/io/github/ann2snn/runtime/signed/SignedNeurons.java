package io.github.ann2snn.runtime.signed;

import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.kernel.ScalarKernel;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.Arrays;

/**
 * The signed neurons of a layer laid out for loops, each at a place of its own; {@link Negative}
 * says what they do. Places without neuron never fire. Arrays have one value per place and a lead
 * ({@link Aligned#LEAD}).
 *
 * @param up threshold of a spike of +1, where n is not below 0
 * @param down negative of the threshold of one of -1, where n is above 0
 * @param upBelow threshold of a spike of +1 where n is below 0
 * @param downBelow negative of the threshold of one of -1, where n is not above 0
 * @param price of what is below 0
 * @param atThreshold whether a potential equal to a threshold fires
 * @param saturates whether potentials are held within their limits before neurons fire
 * @param lanes that are run together; 1 without vectors
 */
public record SignedNeurons(
    float[] up,
    float[] down,
    float[] upBelow,
    float[] downBelow,
    float[] price,
    boolean atThreshold,
    boolean saturates,
    int lanes) {
  /** Currents that change nothing that they are added to. */
  private static final float[] NOTHING = Values.filled(NeuronProgram.TILE, -0f);

  /**
   * Lays them out.
   *
   * @param places of each neuron, below {@code stride}
   * @param saturates whether their network is one of integers
   * @param kernel whose vectors are used, if it has any
   */
  public static SignedNeurons of(
      Firing firing, int[] places, int stride, boolean saturates, Kernel kernel) {
    int lanes = kernel instanceof ScalarKernel ? 1 : SimdFiring.lanes();
    Negative negative = firing.negative().orElseThrow();
    float[] theta = firing.threshold();
    float[] below = negative.threshold();
    float[] price = negative.price();
    float[][] values = new float[5][];
    Arrays.setAll(values, k -> Aligned.floats(stride));
    for (float[] each : values) {
      Arrays.fill(each, Float.MAX_VALUE);
    }
    for (int j = 0; j < theta.length; j++) {
      int at = Aligned.LEAD + places[j];
      float d = negative.shift(j, theta[j]);
      values[0][at] = theta[j];
      values[1][at] = below[j];
      values[2][at] = theta[j] + d;
      values[3][at] = price[j] == Negative.NONE ? Float.MAX_VALUE : below[j] + d;
      values[4][at] = price[j];
    }
    return new SignedNeurons(
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        firing.rule() == FireRule.AT_THRESHOLD,
        saturates,
        lanes);
  }

  /** Room for what each neuron has fired, behind a lead, and to fire in. */
  public int[] memory() {
    return new int[3 * up.length];
  }

  /**
   * Lets the neurons at some places integrate a current for some steps, and fire.
   *
   * @param from first place
   * @param width number of places
   * @param at where the current of the first place at the first step is in {@code in}
   * @param stride from one step's current to the next one's; 0 for a constant one
   * @param v potentials, behind a lead
   * @param net of {@link #memory}
   * @param fired two values per place, behind a lead: the steps at which it fired +1, and -1; those
   *     of these steps are added
   * @param first the bit of the first step
   */
  public void fire(
      int from,
      int width,
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      int[] net,
      int[] fired,
      int first) {
    int j = 0;
    for (; lanes > 1 && atThreshold && j + lanes <= width; j += lanes) {
      int place = Aligned.LEAD + from + j;
      int room = up.length + 2 * (from + j);
      SimdFiring.fire(this, place, in, at + j, stride, steps, v, net, room, first);
      for (int k = 0; k < lanes; k++) {
        fired[Aligned.LEAD + 2 * (from + j + k)] |= net[room + k];
        fired[Aligned.LEAD + 2 * (from + j + k) + 1] |= net[room + lanes + k];
      }
    }
    for (; j < width; j++) {
      int place = Aligned.LEAD + from + j;
      float potential = v[place];
      int n = net[place];
      int plus = 0;
      int minus = 0;
      for (int t = 0; t < steps; t++) {
        potential += in[at + t * stride + j];
        if (saturates) {
          potential = Arithmetic.saturate((int) potential);
        }
        float high = n >= 0 ? up[place] : upBelow[place];
        float low = n > 0 ? down[place] : downBelow[place];
        if (potential > high || (atThreshold && potential == high)) {
          potential -= n >= 0 ? up[place] : price[place];
          n++;
          plus |= 1 << first + t;
        } else if (-potential > low || (atThreshold && -potential == low)) {
          potential += n > 0 ? up[place] : price[place];
          n--;
          minus |= 1 << first + t;
        }
      }
      v[place] = potential;
      net[place] = n;
      fired[Aligned.LEAD + 2 * (from + j)] |= plus;
      fired[Aligned.LEAD + 2 * (from + j) + 1] |= minus;
    }
  }

  /**
   * Lets the neurons at some places fire that have integrated already.
   *
   * @param t the bit of the step
   */
  public void fire(int from, int width, float[] v, int[] net, int[] fired, int t) {
    fire(from, width, NOTHING, 0, 0, 1, v, net, fired, t);
  }
}
