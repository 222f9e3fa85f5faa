package io.github.ann2snn.dynamics.leaky;

import java.util.Optional;

/** The exponentially decaying current that a group of synapses sends into each neuron. */
final class SynapseCurrents {
  private final double[] nanoamperes;
  private final double decay;
  private final double gain;

  private SynapseCurrents(int neurons, double decay, double gain) {
    nanoamperes = new double[neurons];
    this.decay = decay;
    this.gain = gain;
  }

  /** The currents of synapses with that response; empty if they have none. */
  static Optional<SynapseCurrents> of(SynapseResponse response, LeakyNetwork network) {
    if (response instanceof SynapseResponse.ExponentialCurrent current) {
      double dtMs = network.dtMs();
      double gain = current.gain(network.membrane(), dtMs);
      return Optional.of(new SynapseCurrents(network.neurons(), current.decay(dtMs), gain));
    }
    return Optional.empty();
  }

  /** Adds the weights of a branch to the currents of its targets. */
  void add(SynapseTable table, double[] weights, int branch) {
    int[] targets = table.targets();
    int end = table.branchStarts()[branch + 1];
    for (int k = table.branchStarts()[branch]; k < end; k++) {
      nanoamperes[targets[k]] += weights[k];
    }
  }

  /** Adds to {@code driveMv} what the currents do in a step, and lets them decay over it. */
  void advance(double[] driveMv) {
    for (int n = 0; n < nanoamperes.length; n++) {
      driveMv[n] += gain * nanoamperes[n];
      nanoamperes[n] *= decay;
    }
  }
}
