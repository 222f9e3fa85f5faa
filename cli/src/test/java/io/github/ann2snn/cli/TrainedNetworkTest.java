package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Command lines on a small model and its network, made once. */
abstract class TrainedNetworkTest extends CommandLineTest {
  @TempDir static Path shared;
  static String dataset;
  static String model;
  static String network;

  /** A command line for tests that need no folder of their own. */
  private static final class Setup extends CommandLineTest {}

  @BeforeAll
  static void runOnce() {
    dataset = quarters(shared.resolve("quarters"));
    Setup setup = new Setup();
    setup.folder = shared;
    Outcome outcome =
        setup.run(
            "run",
            "--dataset",
            dataset,
            "--architecture",
            "16-12-4",
            "--epochs",
            "1",
            "--timesteps",
            "4",
            "--out",
            shared.resolve("out").toString());
    assertEquals(0, outcome.exitCode(), outcome.err());
    model = shared.resolve("out/model.zip").toString();
    network = shared.resolve("out/network.nir").toString();
  }
}
