package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.Optional;

/** Which simulator runs a network: the fast one, unless it cannot. */
public final class Simulators {
  /** How much more than a dense one a path of other connections takes, in plain loops: measured. */
  private static final double LOCAL = 20;

  private Simulators() {}

  /**
   * {@return the fastest simulator that can run {@code network}; the result is the same for all}
   *
   * @param network to run
   * @param settings of the run
   */
  public static Simulator of(SpikingNetwork network, SimulationSettings settings) {
    return network.isRecurrent()
        ? new ReferenceSimulator(network, settings)
        : new EventDrivenSimulator(network, settings);
  }

  /**
   * {@return the simulator that has ended first with some samples: for few, one whose loops need no
   * time to be compiled}
   *
   * @param network to run
   * @param settings of the run
   * @param samples how many will be run
   */
  public static Simulator of(SpikingNetwork network, SimulationSettings settings, int samples) {
    return network.isRecurrent()
        ? new ReferenceSimulator(network, settings)
        : new EventDrivenSimulator(
            network, settings, Kernels.selected(work(network) * settings.timesteps() * samples));
  }

  /** Paths of dense connections; those of others count for what they take. */
  private static double work(SpikingNetwork network) {
    double work = 0;
    for (Population population : network.populations()) {
      for (Connection connection : population.connections()) {
        work += (connection instanceof Affine ? 1 : LOCAL) * connection.paths();
      }
    }
    return work;
  }

  /**
   * {@return what runs a network, for reports: the kernel of the fast simulator, or why not that}
   *
   * @param simulator of the network
   */
  public static String describe(Simulator simulator) {
    return simulator instanceof EventDrivenSimulator fast
        ? fast.kernel()
        : describe(simulator.network());
  }

  /**
   * {@return what runs {@code network}, for reports: the kernel of the fast simulator, or why not
   * that}
   *
   * @param network to run
   */
  public static String describe(SpikingNetwork network) {
    return network.isRecurrent()
        ? "reference: the network is recurrent"
        : EventDrivenSimulator.selectedKernel();
  }

  /**
   * {@return what the user should know about the choice, if it is the slow simulator; else empty}
   *
   * @param network to run
   */
  public static Optional<String> notice(SpikingNetwork network) {
    return network.isRecurrent()
        ? Optional.of(
            "The network is recurrent: the reference simulator runs it, step by step, which is"
                + " slower than the event-driven one.")
        : Optional.empty();
  }
}
