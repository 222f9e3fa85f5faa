package io.github.ann2snn.dynamics.leaky;

import java.util.Optional;

/** A group of synapses during a run: its weights, currents and traces. */
final class SynapseRun {
  private final SynapseTable table;
  private final double[] weights;
  private final double minimum;
  private final double maximum;
  private final Optional<SynapseCurrents> currents;
  private final StdpTraces before;
  private final StdpTraces behind;

  SynapseRun(SynapseGroup group, LeakyNetwork network) {
    table = new SynapseTable(group, network.neurons());
    weights = table.gather(group.weights());
    minimum = group.minimum();
    maximum = group.maximum();
    currents = SynapseCurrents.of(group.response(), network);
    if (group.plasticity().isPresent()) {
      StdpRule rule = group.plasticity().get();
      before =
          new StdpTraces(
              table.branches(),
              rule.potentiation(),
              new DecayTable(network.dtMs(), rule.tauPlusMs()),
              rule.pairing());
      behind =
          new StdpTraces(
              network.neurons(),
              -rule.depression(),
              new DecayTable(network.dtMs(), rule.tauMinusMs()),
              rule.pairing());
    } else {
      before = null;
      behind = null;
    }
  }

  /** The longest delay in steps. */
  int longestDelay() {
    return table.longestDelay();
  }

  /** The weights in the order of the group. */
  double[] weights() {
    return table.scatter(weights);
  }

  /** The currents of these synapses, if they have any. */
  Optional<SynapseCurrents> currents() {
    return currents;
  }

  /**
   * Delivers the spikes that arrive at {@code step}.
   *
   * @param potentials where jumps go, except to {@code deaf} neurons
   */
  void arrive(long step, SpikeHistory history, double[] potentials, boolean[] deaf) {
    int[] delays = table.delays();
    for (int d = 0; d < delays.length; d++) {
      long fired = step - delays[d];
      if (fired < 0) {
        continue;
      }
      int end = history.end(fired);
      for (int s = history.start(fired); s < end; s++) {
        int branch = table.branch(d, history.neuron(s));
        if (currents.isPresent()) {
          currents.get().add(table, weights, branch);
        } else {
          jump(branch, potentials, deaf);
        }
        if (before != null) {
          depress(branch, step);
        }
      }
    }
  }

  private void jump(int branch, double[] potentials, boolean[] deaf) {
    int[] targets = table.targets();
    int end = table.branchStarts()[branch + 1];
    for (int k = table.branchStarts()[branch]; k < end; k++) {
      if (!deaf[targets[k]]) {
        potentials[targets[k]] += weights[k];
      }
    }
  }

  private void depress(int branch, long step) {
    int[] targets = table.targets();
    int end = table.branchStarts()[branch + 1];
    for (int k = table.branchStarts()[branch]; k < end; k++) {
      weights[k] = clipped(weights[k] + behind.at(targets[k], step));
    }
    before.event(branch, step);
  }

  /** Lets the weights of synapses onto the neurons learn that fire at {@code step}. */
  void fire(long step, SpikeHistory history) {
    if (before == null) {
      return;
    }
    int end = history.end(step);
    for (int s = history.start(step); s < end; s++) {
      potentiate(history.neuron(s), step);
    }
  }

  private void potentiate(int neuron, long step) {
    int[] incoming = table.incoming();
    int[] branches = table.incomingBranches();
    int end = table.incomingStarts()[neuron + 1];
    for (int p = table.incomingStarts()[neuron]; p < end; p++) {
      int k = incoming[p];
      weights[k] = clipped(weights[k] + before.at(branches[p], step));
    }
    behind.event(neuron, step);
  }

  private double clipped(double weight) {
    return Math.min(Math.max(weight, minimum), maximum);
  }
}
