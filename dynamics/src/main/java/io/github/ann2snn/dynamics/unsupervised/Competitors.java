package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import io.github.ann2snn.runtime.columns.ColumnKernel;
import io.github.ann2snn.runtime.columns.ColumnKernel.Columns;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.Arrays;

/**
 * Some of the excitatory neurons. Their last steps are kept, because who computes them learns late
 * that neurons of others have fired, whose effect these steps do not have.
 */
final class Competitors {
  private static final ConductanceMembrane KIND = ConductanceMembrane.EXCITATORY;

  private final CompetitiveNetwork network;
  private final ColumnKernel kernel;
  private final Columns columns;
  private final int kept;
  private final int neurons;
  private final float[] state;
  private final float[] thresholds;
  private final int[] readyAt;
  private final int[] refractory;
  private final int[] inhibiting;
  private int refractoryCount;

  /**
   * @param columns the neurons, of which the last may not be any of the network
   * @param kept so many steps may be computed from the last one that is certain
   */
  Competitors(CompetitiveNetwork network, ColumnKernel kernel, Columns columns, int kept) {
    this.network = network;
    this.kernel = kernel;
    this.columns = columns;
    this.kept = kept;
    this.neurons = Math.min(columns.width(), network.neurons() - columns.first());
    this.state = Aligned.floats(kept * 3 * columns.width());
    this.thresholds = new float[neurons];
    this.readyAt = new int[neurons];
    this.refractory = new int[neurons];
    this.inhibiting = new int[network.neurons()];
  }

  /** Where the state before step {@code t} lies. */
  private int before(int t) {
    return Aligned.LEAD + t % kept * 3 * columns.width();
  }

  /** All at rest, with no conductance. */
  void rest() {
    int width = columns.width();
    Arrays.fill(state, before(0), before(0) + width, (float) KIND.restMv());
    Arrays.fill(state, before(0) + width, before(0) + 3 * width, 0);
    float base = (float) network.model().baseThresholdMv();
    float[] above = network.sharedThresholds();
    float[] limits = columns.limits();
    Arrays.fill(limits, Float.POSITIVE_INFINITY);
    for (int n = 0; n < neurons; n++) {
      thresholds[n] = base + above[columns.first() + n];
      limits[Aligned.LEAD + n] = thresholds[n];
    }
    refractoryCount = 0;
  }

  /**
   * Advances by step {@code t}; some inputs fire.
   *
   * @return whether one is above its threshold
   */
  boolean step(int t, InputSpikes input, Inhibition inhibition) {
    float[] limits = columns.limits();
    for (int k = 0; k < refractoryCount; k++) {
      int n = refractory[k];
      limits[Aligned.LEAD + n] = t < readyAt[n] ? Float.POSITIVE_INFINITY : thresholds[n];
    }
    int after = before(t + 1);
    boolean above =
        kernel.step(columns, input.indices(t), input.from(t), input.to(t), state, before(t), after);
    for (int k = 0; k < refractoryCount; k++) {
      int n = refractory[k];
      if (t < readyAt[n]) {
        state[after + n] = (float) KIND.resetMv();
      }
    }
    inhibit(inhibition.at(t, inhibiting), after + 2 * columns.width());
    return above;
  }

  /** Adds to the inhibitory conductances of all, once for each of {@code count} others. */
  private void inhibit(int count, int conductances) {
    if (count == 0) {
      return;
    }
    float weight = (float) network.model().inhibition();
    float sum = weight * count;
    for (int n = 0; n < columns.width(); n++) {
      state[conductances + n] += sum;
    }
    for (int k = 0; k < count; k++) {
      int own = inhibiting[k] - columns.first();
      if (own >= 0 && own < neurons) {
        state[conductances + own] -= weight;
      }
    }
  }

  /**
   * Who is above its threshold after step {@code t}.
   *
   * @param into gets their numbers in the network, ascending
   * @return how many they are
   */
  int above(int t, int[] into) {
    int after = before(t + 1);
    int count = 0;
    for (int n = 0; n < neurons; n++) {
      if (state[after + n] > columns.limits()[Aligned.LEAD + n]) {
        into[count++] = columns.first() + n;
      }
    }
    return count;
  }

  /** Whether a neuron is one of these. */
  boolean has(int neuron) {
    return neuron >= columns.first() && neuron - columns.first() < neurons;
  }

  /** One of these fires at step {@code t}, the last that is certain. */
  void fire(int neuron, int t) {
    int n = neuron - columns.first();
    state[before(t + 1) + n] = (float) KIND.resetMv();
    readyAt[n] = t + KIND.refractorySteps();
    refractory[refractoryCount++] = n;
  }

  /** Raises a threshold for this presentation and those that follow, mV. */
  void raise(int neuron, float rise) {
    network.sharedThresholds()[neuron] += rise;
    thresholds[neuron - columns.first()] += rise;
  }

  /** Steps up to {@code t} are certain. */
  void settle(int t) {
    int left = 0;
    for (int k = 0; k < refractoryCount; k++) {
      int n = refractory[k];
      if (t + 1 < readyAt[n]) {
        refractory[left++] = n;
      } else {
        columns.limits()[Aligned.LEAD + n] = thresholds[n];
      }
    }
    refractoryCount = left;
  }

  /** Lets thresholds decay. */
  void decayThresholds(float factor) {
    float[] all = network.sharedThresholds();
    for (int n = columns.first(); n < columns.first() + neurons; n++) {
      all[n] *= factor;
    }
  }

  /** Scales weights so that their mean is {@link CompetitiveModel#WEIGHT_PER_INPUT}. */
  void normalise() {
    kernel.normalise(columns, (float) (CompetitiveModel.WEIGHT_PER_INPUT * columns.inputs()));
  }
}
