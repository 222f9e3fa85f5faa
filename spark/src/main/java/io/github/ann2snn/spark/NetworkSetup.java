package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.eventdriven.Simulators;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A network and how it runs, sent once to each executor as the bytes of its file. An executor makes
 * one simulator of it, which its tasks share.
 */
final class NetworkSetup implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] network;
  private final SimulationSettings settings;
  private transient Simulator simulator;

  private NetworkSetup(byte[] network, SimulationSettings settings) {
    this.network = network;
    this.settings = settings;
  }

  /**
   * The setup of a network.
   *
   * @throws IOException if it cannot be written to the folder for temporary files
   */
  static NetworkSetup of(SpikingNetwork network, SimulationSettings settings) throws IOException {
    Path file = Files.createTempFile("ann2snn-", ".nir");
    try {
      NirWriter.write(network, file);
      return new NetworkSetup(Files.readAllBytes(file), settings);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Feeds all that a run depends on to {@code digest}. */
  void addTo(MessageDigest digest) {
    digest.update(network);
    digest.update(settings.toString().getBytes(StandardCharsets.UTF_8));
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
