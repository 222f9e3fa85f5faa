package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.columns.ColumnKernel;
import io.github.ann2snn.runtime.columns.ColumnKernel.Columns;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Inputs with a plastic synapse onto every excitatory neuron; each of these drives an inhibitory
 * neuron of its own, which inhibits all others. Weights and thresholds change while it learns.
 */
public final class CompetitiveNetwork {
  /** Most neurons; their weights must fit into an array. */
  public static final int MOST_NEURONS = 10_000;

  private static final double MOST_WEIGHT_AT_START = 0.3;
  private static final double LEAST_SHARE_AT_START = 0.01;

  private final CompetitiveModel model;
  private final int inputs;
  private final int neurons;
  private final float[] weights;
  private final float[] thresholds;

  /**
   * @param weights in [0, 1]; those of an input to all neurons, input by input: {@code [inputs,
   *     neurons]}; not copied
   * @param thresholds what each neuron's threshold adapts to: it is this much above the {@link
   *     CompetitiveModel#baseThresholdMv}, mV; not copied
   * @throws IllegalArgumentException if sizes do not fit, or a value is not finite or out of range
   */
  public CompetitiveNetwork(
      CompetitiveModel model, int inputs, float[] weights, float[] thresholds) {
    this.model = model;
    this.inputs = inputs;
    this.neurons = thresholds.length;
    this.weights = weights;
    this.thresholds = thresholds;
    if (neurons < 1 || neurons > MOST_NEURONS || inputs < 1) {
      throw Refusal.of(
          "%d inputs and %d neurons, expected at least 1 input and 1 to %d neurons",
          inputs, neurons, MOST_NEURONS);
    }
    if (weights.length != (long) inputs * neurons) {
      throw Refusal.of("%d weights, expected %d x %d", weights.length, inputs, neurons);
    }
    for (float weight : weights) {
      if (!(weight >= 0 && weight <= 1)) {
        throw Refusal.of("weight %s, expected 0 to 1", weight);
      }
    }
    for (float threshold : thresholds) {
      if (!(threshold >= 0) || Float.isInfinite(threshold)) {
        throw Refusal.of("adaptive threshold %s mV, expected at least 0", threshold);
      }
    }
  }

  /**
   * A network that has learned nothing: weights even in [0.003, 0.303), as Diehl and Cook's program
   * draws them.
   */
  public static CompetitiveNetwork random(
      CompetitiveModel model, int inputs, int neurons, long seed) {
    if (neurons < 1 || neurons > MOST_NEURONS) {
      throw Refusal.of("%d neurons, expected 1 to %d", neurons, MOST_NEURONS);
    }
    SplittableRandom random = new SplittableRandom(seed);
    float[] weights = new float[Math.multiplyExact(inputs, neurons)];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) ((random.nextDouble() + LEAST_SHARE_AT_START) * MOST_WEIGHT_AT_START);
    }
    float[] thresholds = new float[neurons];
    Arrays.fill(thresholds, (float) CompetitiveModel.THRESHOLD_START_MV);
    return new CompetitiveNetwork(model, inputs, weights, thresholds);
  }

  /** The constants. */
  public CompetitiveModel model() {
    return model;
  }

  /** Number of inputs. */
  public int inputs() {
    return inputs;
  }

  /** Number of excitatory neurons, and of inhibitory ones. */
  public int neurons() {
    return neurons;
  }

  /** All weights, {@code [inputs, neurons]}; a copy. */
  public float[] weights() {
    return weights.clone();
  }

  /** The weights of one neuron's synapses, one per input; a copy. */
  public float[] receptiveField(int neuron) {
    float[] field = new float[inputs];
    for (int i = 0; i < inputs; i++) {
      field[i] = weights[i * neurons + neuron];
    }
    return field;
  }

  /** How much each neuron's threshold is above the base, mV; a copy. */
  public float[] adaptiveThresholds() {
    return thresholds.clone();
  }

  /** How many synapses of each input have a weight that is not zero. */
  public int[] effectiveFanOuts() {
    int[] fanOuts = new int[inputs];
    for (int k = 0; k < weights.length; k++) {
      fanOuts[k / neurons] += weights[k] == 0 ? 0 : 1;
    }
    return fanOuts;
  }

  /** The weights themselves. */
  float[] sharedWeights() {
    return weights;
  }

  /** The adaptive thresholds themselves. */
  float[] sharedThresholds() {
    return thresholds;
  }

  /** The weights as {@link ColumnKernel} has them; a copy. */
  float[] tiles() {
    float[] tiles = Aligned.floats(Math.multiplyExact(inputs, ColumnKernel.padded(neurons)));
    for (int n = 0; n < neurons; n++) {
      int column = Columns.at(inputs, n);
      for (int i = 0; i < inputs; i++) {
        tiles[column + i * ColumnKernel.TILE] = weights[i * neurons + n];
      }
    }
    return tiles;
  }

  /** Takes over weights from {@link #tiles}. */
  void setTiles(float[] tiles) {
    for (int n = 0; n < neurons; n++) {
      int column = Columns.at(inputs, n);
      for (int i = 0; i < inputs; i++) {
        weights[i * neurons + n] = tiles[column + i * ColumnKernel.TILE];
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompetitiveNetwork that
        && model.equals(that.model)
        && inputs == that.inputs
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(thresholds, that.thresholds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(thresholds);
  }
}
