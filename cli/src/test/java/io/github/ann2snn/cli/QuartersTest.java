package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** Command lines on the images of quarters. */
abstract class QuartersTest extends CommandLineTest {
  String dataset;

  @BeforeEach
  void writeDataset() {
    dataset = quarters(folder.resolve("quarters"));
  }

  /** Trains, converts and compares a small network, which must succeed. */
  Outcome runAll(String out, String... more) {
    List<String> args =
        Stream.concat(
                Stream.of(
                    "run",
                    "--dataset",
                    dataset,
                    "--architecture",
                    "16-20-12-4",
                    "--epochs",
                    "4",
                    "--learning-rate",
                    "0.01",
                    "--timesteps",
                    "16",
                    "--out",
                    path(out)),
                Stream.of(more))
            .toList();
    Outcome outcome = run(args.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  JsonNode json(String file) throws IOException {
    return new JsonMapper().readTree(folder.resolve(file).toFile());
  }

  static String[] with(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  /** A command that trains a small network into a place. */
  String[] training(String command, String out, String... more) {
    return with(
        new String[] {
          command, "--dataset", dataset, "--architecture", "16-8-4", "--out", path(out)
        },
        more);
  }

  /** What a file holds. */
  byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }
}
