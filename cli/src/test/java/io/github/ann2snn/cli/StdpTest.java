package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Learning which quarter of an image is bright, without being told. */
abstract class StdpTest extends QuartersTest {
  static final int NEURONS = 12;
  static final int SAMPLES = 300;

  /** Learned once for all tests that only read. */
  @TempDir private static Path shared;

  @BeforeEach
  void writeFewSamples() throws IOException {
    Path few = shared.resolve("few");
    Files.createDirectories(few);
    write(few, "train", SAMPLES, 1);
    write(few, "t10k", 100, 2);
    dataset = "idx:" + few;
  }

  final Outcome train(String out, String... more) {
    return run(
        with(
            new String[] {
              "stdp", "train", "--dataset", dataset, "--neurons=" + NEURONS, "--out", path(out)
            },
            more));
  }

  final void trained(String out, String... more) {
    Outcome outcome = train(out, more);
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  /** A folder {@code out} with what was learned. */
  final void learned() throws IOException {
    Path network = shared.resolve("network.h5");
    Path results = shared.resolve("results.json");
    Path out = folder.resolve("out");
    if (!Files.exists(results)) {
      trained("out");
      Files.copy(out.resolve("network.h5"), network);
      Files.copy(out.resolve("results.json"), results);
    } else {
      Files.createDirectories(out);
      Files.copy(network, out.resolve("network.h5"));
      Files.copy(results, out.resolve("results.json"));
    }
  }
}
