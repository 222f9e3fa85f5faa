package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.cluster.EvaluationJob;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.Simulators;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What every task needs to know, sent once to each executor: the network as the bytes of its file,
 * and how it runs. An executor makes one simulator of it, which its tasks share.
 */
final class EvaluationSetup implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] network;
  private final SimulationSettings settings;
  private final EarlyExit exit;
  private transient Simulator simulator;

  private EvaluationSetup(byte[] network, SimulationSettings settings, EarlyExit exit) {
    this.network = network;
    this.settings = settings;
    this.exit = exit;
  }

  /**
   * The setup of a job.
   *
   * @throws IOException if the network cannot be written to the folder for temporary files
   */
  static EvaluationSetup of(EvaluationJob job) throws IOException {
    Path file = Files.createTempFile("ann2snn-", ".nir");
    try {
      NirWriter.write(job.network(), file);
      return new EvaluationSetup(Files.readAllBytes(file), job.settings(), job.exit().orElse(null));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** The bytes of the network's file. */
  byte[] network() {
    return network;
  }

  SimulationSettings settings() {
    return settings;
  }

  Optional<EarlyExit> exit() {
    return Optional.ofNullable(exit);
  }

  /**
   * Runs the network; any number of tasks may share it.
   *
   * @throws IOException if the network's bytes were damaged on their way
   */
  synchronized Simulator simulator() throws IOException {
    if (simulator == null) {
      simulator = Simulators.of(NirReader.read("the network sent", network).network(), settings);
    }
    return simulator;
  }
}
