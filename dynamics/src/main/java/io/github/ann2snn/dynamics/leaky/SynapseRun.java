package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.leaky.LeakySpikes.SpikeHistory;
import io.github.ann2snn.dynamics.leaky.StdpRule.StdpPairing;
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
    table = SynapseTable.of(group, network.neurons());
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

  /** The exponentially decaying current that a group of synapses sends into each neuron. */
  static final class SynapseCurrents {
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

  /** Exponentially decaying traces that are touched by events only; in between they are implied. */
  private static final class StdpTraces {
    private final double[] values;
    private final long[] since;
    private final DecayTable decay;
    private final double amplitude;
    private final boolean adds;

    /**
     * @param count number of traces, all 0 at the start
     * @param amplitude what an event adds, or sets for nearest neighbours
     */
    StdpTraces(int count, double amplitude, DecayTable decay, StdpPairing pairing) {
      values = new double[count];
      since = new long[count];
      this.decay = decay;
      this.amplitude = amplitude;
      adds = pairing == StdpPairing.ALL_TO_ALL;
    }

    /** Trace {@code i} at a step that is not before its last event. */
    double at(int i, long step) {
      return values[i] * decay.after(step - since[i]);
    }

    /** An event of trace {@code i}. */
    void event(int i, long step) {
      values[i] = adds ? at(i, step) + amplitude : amplitude;
      since[i] = step;
    }
  }

  /** {@code e^(-n dt/tau)} for whole numbers of steps n; those that occur often are looked up. */
  private static final class DecayTable {
    private static final int LONGEST = 4096;

    private final double dtMs;
    private final double tauMs;
    private final double[] factors;

    DecayTable(double dtMs, double tauMs) {
      this.dtMs = dtMs;
      this.tauMs = tauMs;
      factors = new double[LONGEST];
      for (int n = 0; n < LONGEST; n++) {
        factors[n] = exact(n);
      }
    }

    /** What remains after {@code steps}, at least 0. */
    double after(long steps) {
      return steps < LONGEST ? factors[(int) steps] : exact(steps);
    }

    private double exact(long steps) {
      return Math.exp(-(steps * dtMs) / tauMs);
    }
  }
}
