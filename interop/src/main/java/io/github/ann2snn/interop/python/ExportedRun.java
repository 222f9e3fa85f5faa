package io.github.ann2snn.interop.python;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;

/**
 * What is exported: a network, and how it is run.
 *
 * @param network that runs
 * @param settings of the run
 * @param delays whether a spike takes a step from one population to the next, as {@link
 *     ReferenceSimulator#delay} says; without, it arrives in the step in which it was fired
 */
public record ExportedRun(SpikingNetwork network, SimulationSettings settings, boolean delays) {
  /** The most paths that are written: each is a synapse, of some 50 bytes in most simulators. */
  static final long MOST_PATHS = 1L << 26;

  /** Numbers of neurons, which files hold in single precision, are exact up to here. */
  private static final int MOST_NEURONS = 1 << 24;

  /** {@return what runs it here, for the other simulator to be compared with} */
  public Simulator simulator() {
    return delays ? new ReferenceSimulator(network, settings, 1) : Simulators.of(network, settings);
  }

  /**
   * {@return whether a population fires in this run: the last one does not where its potentials are
   * read}
   *
   * @param layer of the network
   */
  public boolean fires(Population layer) {
    return settings.readout() == Readout.SPIKES || !layer.name().equals(network.output().name());
  }

  /**
   * {@return whether some population asks for a feature}
   *
   * @param feature of a simulator
   */
  boolean has(Feature feature) {
    return network.populations().stream().anyMatch(layer -> feature.isOf(this, layer));
  }

  /**
   * Makes sure that a simulator does exactly what is run here.
   *
   * @param simulator that is asked to
   * @throws IllegalArgumentException if it cannot, naming for each reason a layer and what to do
   */
  public void requireExact(PythonSimulator simulator) {
    List<String> reasons = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      simulator
          .limit(feature)
          .ifPresent(
              limit ->
                  network.populations().stream()
                      .filter(layer -> feature.isOf(this, layer))
                      .findFirst()
                      .ifPresent(layer -> reasons.add(limit.of(layer.name(), feature))));
    }
    Refusal.when(
        !reasons.isEmpty(),
        "%s cannot run this network exactly: %s",
        simulator.name(),
        String.join("; also ", reasons));
    requireRoom();
  }

  private void requireRoom() {
    Refusal.when(
        network.paths() > MOST_PATHS,
        "the network has %,d paths, which all would be synapses, expected at most %,d; export a"
            + " smaller one, or write it as NIR with ann2snn export nir",
        network.paths(),
        MOST_PATHS);
    for (Population layer : network.populations()) {
      Refusal.when(
          layer.size() > MOST_NEURONS,
          "layer %s has %,d neurons, expected at most %,d",
          layer.name(),
          layer.size(),
          MOST_NEURONS);
    }
  }

  /**
   * {@return the steps after which the first spikes that depend on the inputs reach the outputs: 0
   * without delays}
   */
  public int latency() {
    int[] steps = new int[network.populations().size()];
    for (int p = 0; p < steps.length; p++) {
      steps[p] = Integer.MAX_VALUE;
      for (Projection from : network.populations().get(p).projections()) {
        steps[p] =
            Math.min(steps[p], from.isFromInput() ? 0 : steps[from.source()] + (delays ? 1 : 0));
      }
    }
    return steps[steps.length - 1];
  }
}
