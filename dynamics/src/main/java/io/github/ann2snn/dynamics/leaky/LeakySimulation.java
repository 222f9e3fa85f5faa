package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.leaky.LeakyMembrane.RefractoryInput;
import io.github.ann2snn.dynamics.leaky.LeakySpikes.SpikeHistory;
import io.github.ann2snn.dynamics.leaky.SynapseRun.SynapseCurrents;
import io.github.ann2snn.dynamics.quantity.Allowed;
import io.github.ann2snn.dynamics.quantity.InputCurrent;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One run of a {@link LeakyNetwork}, which starts at rest. The order within a step is Brian2's
 * (Stimberg, Brette and Goodman 2019):
 *
 * <ol>
 *   <li>potentials are recorded;
 *   <li>neurons that are not refractory integrate;
 *   <li>of these, those above the threshold fire, and are refractory from now on;
 *   <li>arriving spikes act: the neuron behind the synapse gets the weight as it is, then the
 *       weight learns;
 *   <li>weights of synapses onto the neurons that fired learn;
 *   <li>the neurons that fired are reset.
 * </ol>
 *
 * <p>The same network and currents give the same bits. A run is used by one thread.
 */
public final class LeakySimulation {
  private final LeakyMembrane membrane;
  private final InputCurrent current;
  private final double decay;
  private final long refractorySteps;
  private final double[] potentials;
  private final long[] awakeAt;
  private final boolean[] refractory;
  private final boolean[] deaf;
  private final double[] drive;
  private final List<SynapseRun> groups = new ArrayList<>();
  private final List<SynapseCurrents> currents = new ArrayList<>();
  private final SpikeHistory history;
  private final PotentialLog log;
  private long step;

  /**
   * A run at its start.
   *
   * @param current injected into each neuron while it is not refractory
   * @param traced neurons whose potentials are recorded
   * @throws IllegalArgumentException if a traced neuron does not exist
   */
  public LeakySimulation(LeakyNetwork network, InputCurrent current, int... traced) {
    membrane = network.membrane();
    this.current = current;
    decay = membrane.decay(network.dtMs());
    refractorySteps = membrane.refractorySteps(network.dtMs());
    int neurons = network.neurons();
    potentials = new double[neurons];
    Arrays.fill(potentials, membrane.restMv());
    awakeAt = new long[neurons];
    refractory = new boolean[neurons];
    deaf =
        membrane.refractoryInput() == RefractoryInput.IGNORED ? refractory : new boolean[neurons];
    drive = new double[neurons];
    int longestDelay = 0;
    for (SynapseGroup group : network.groups()) {
      SynapseRun run = new SynapseRun(group, network);
      groups.add(run);
      run.currents().ifPresent(currents::add);
      longestDelay = Math.max(longestDelay, run.longestDelay());
    }
    history = new SpikeHistory(longestDelay);
    log = new PotentialLog(traced, neurons);
  }

  /**
   * A run with constant currents.
   *
   * @param nanoamperes one current per neuron
   * @throws IllegalArgumentException if there is not one finite current for each neuron or a traced
   *     neuron does not exist
   */
  public static LeakySimulation constant(
      LeakyNetwork network, double[] nanoamperes, int... traced) {
    if (nanoamperes.length != network.neurons()) {
      throw Refusal.of(
          "%d currents for %d neurons, expected one each", nanoamperes.length, network.neurons());
    }
    double[] copy = nanoamperes.clone();
    for (int n = 0; n < copy.length; n++) {
      Allowed.finite("current into neuron " + n, copy[n], "nA");
    }
    return new LeakySimulation(network, (neuron, step) -> copy[neuron], traced);
  }

  /**
   * Goes on for that many steps.
   *
   * @throws IllegalArgumentException if the number is negative or a current is not finite
   */
  public void advance(long steps) {
    Refusal.when(steps < 0, "%d steps, expected a number >= 0", steps);
    log.reserve(steps);
    for (long end = Math.addExact(step, steps); step < end; step++) {
      log.add(potentials);
      integrate();
      threshold();
      for (SynapseRun group : groups) {
        group.arrive(step, history, potentials, deaf);
      }
      for (SynapseRun group : groups) {
        group.fire(step, history);
      }
      reset();
    }
  }

  private void integrate() {
    if (!currents.isEmpty()) {
      Arrays.fill(drive, 0);
      for (SynapseCurrents synaptic : currents) {
        synaptic.advance(drive);
      }
    }
    double rest = membrane.restMv();
    double resistance = membrane.resistanceMegohm();
    double approach = 1 - decay;
    for (int n = 0; n < potentials.length; n++) {
      refractory[n] = step < awakeAt[n];
      if (!refractory[n]) {
        double asymptote = rest + resistance * injected(n);
        potentials[n] = potentials[n] * decay + asymptote * approach + drive[n];
      }
    }
  }

  private double injected(int neuron) {
    double nanoamperes = current.at(neuron, step);
    if (!Double.isFinite(nanoamperes)) {
      throw Refusal.of(
          "current into neuron %d at step %d is %s nA, expected a finite number",
          neuron, step, nanoamperes);
    }
    return nanoamperes;
  }

  private void threshold() {
    double threshold = membrane.thresholdMv();
    for (int n = 0; n < potentials.length; n++) {
      if (potentials[n] > threshold && !refractory[n]) {
        history.add(n, step);
        awakeAt[n] = step + refractorySteps;
        refractory[n] = true;
      }
    }
    history.endStep(step);
  }

  private void reset() {
    int end = history.end(step);
    for (int s = history.start(step); s < end; s++) {
      potentials[history.neuron(s)] = membrane.resetMv();
    }
  }

  /** Number of steps done. */
  public long steps() {
    return step;
  }

  /** The spikes so far. */
  public LeakySpikes spikes() {
    return history.spikes().copy();
  }

  /** The potential of the i-th traced neuron at the start of each step so far, mV. */
  public double[] potentials(int i) {
    return log.values(i);
  }

  /** The weights of a group as they are now, in its order and unit. */
  public double[] weights(int group) {
    return groups.get(group).weights();
  }

  /** The potentials of chosen neurons at every step. */
  private static final class PotentialLog {
    private final int[] neurons;
    private final double[][] values;
    private int count;

    /**
     * @throws IllegalArgumentException if one of the neurons does not exist
     */
    PotentialLog(int[] neurons, int existing) {
      this.neurons = neurons.clone();
      values = new double[neurons.length][0];
      for (int neuron : neurons) {
        if (neuron < 0 || neuron >= existing) {
          throw Refusal.of(
              "neuron %d is to be traced; the network has 0 to %d", neuron, existing - 1);
        }
      }
    }

    /**
     * Makes room for that many more steps.
     *
     * @throws IllegalArgumentException if an array cannot hold them
     */
    void reserve(long steps) {
      if (neurons.length > 0 && count + steps > Integer.MAX_VALUE - 8) {
        throw Refusal.of(
            "traces of %d steps, expected at most %d; run fewer steps or trace no neuron",
            count + steps, Integer.MAX_VALUE - 8);
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = Arrays.copyOf(values[i], (int) (count + steps));
      }
    }

    void add(double[] potentials) {
      for (int i = 0; i < neurons.length; i++) {
        values[i][count] = potentials[neurons[i]];
      }
      count++;
    }

    /** The potentials of the i-th traced neuron, mV. */
    double[] values(int i) {
      return values[Objects.checkIndex(i, values.length)].clone();
    }
  }
}
