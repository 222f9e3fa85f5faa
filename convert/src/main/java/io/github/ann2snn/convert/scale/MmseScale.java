package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.scale.ActivationScales.NeuronGroups;

/**
 * The scale at which T steps lose least: lambda minimises the mean squared error between an
 * activation a &gt;= 0 and what a neuron with constant input makes of it,
 *
 * <pre>q(a) = lambda / T * clip(floor(a T / lambda + v0), 0, T)</pre>
 *
 * <p>(Li et al. 2021, "A Free Lunch From ANN: Towards Efficient, Accurate Spiking Neural Networks
 * Calibration", adaptive threshold by minimal mean squared error; there v0 is 0, here it is the
 * initial potential that neurons get.) As in the authors' code, the candidates are 100 %, 99 % ...
 * 6 % of the largest activation; the larger wins a tie.
 *
 * <p>The trade-off: a smaller lambda makes the steps between rates finer and clips more of the
 * large activations. The scale is for one T: at more steps its clipping remains as an error that a
 * percentile would not have, at fewer it clips too little. Spikes that arrive unevenly are not
 * considered.
 */
final class MmseScale implements ActivationScales.Search {
  private static final int CANDIDATES = 95;

  private final NeuronGroups groups;
  private final double[] largest;
  private final int timesteps;
  private final double initialPotential;
  private final double[][] errors;

  /** What a spike stands for, by group and candidate. */
  private final double[][] steps;

  MmseScale(NeuronGroups groups, double[] largest, ConversionConfig config) {
    this.groups = groups;
    this.largest = largest;
    this.timesteps = config.defaults().timesteps();
    this.initialPotential = config.initialPotential();
    this.errors = new double[groups.groups()][CANDIDATES];
    this.steps = new double[groups.groups()][CANDIDATES];
    for (int group = 0; group < steps.length; group++) {
      for (int c = 0; c < CANDIDATES; c++) {
        steps[group][c] = candidate(largest[group], c) / timesteps;
      }
    }
  }

  @Override
  public void add(float[] activations, int rows) {
    int neurons = groups.neurons();
    for (int k = 0; k < rows * neurons; k++) {
      double a = Math.max(0, activations[k]);
      int group = groups.of(k % neurons);
      // Without current a neuron fires only if its potential begins at the threshold.
      if (largest[group] > 0 && (a > 0 || initialPotential >= 1)) {
        add(a, timesteps, initialPotential, steps[group], errors[group]);
      }
    }
  }

  /** All candidates at once: the JVM makes vectors of this loop. */
  private static void add(double a, double most, double initial, double[] steps, double[] errors) {
    for (int c = 0; c < CANDIDATES; c++) {
      double spikes = Math.min(most, Math.floor(a / steps[c] + initial));
      double error = a - steps[c] * spikes;
      errors[c] += error * error;
    }
  }

  private static double candidate(double largest, int c) {
    return largest * (100 - c) / 100;
  }

  @Override
  public LayerScale scale() {
    double[] lambda = new double[groups.groups()];
    for (int group = 0; group < lambda.length; group++) {
      int best = 0;
      for (int c = 1; c < CANDIDATES; c++) {
        best = errors[group][c] < errors[group][best] ? c : best;
      }
      lambda[group] = candidate(largest[group], best);
    }
    return groups.scale(lambda);
  }
}
