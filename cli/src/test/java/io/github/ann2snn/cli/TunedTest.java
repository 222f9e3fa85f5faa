package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A tuning of a small model on the built-in digits, which the tests of a class look at. */
abstract class TunedTest extends CommandLineTest {
  @TempDir static Path shared;
  static String learned;
  static String heldOut;
  static Outcome whole;

  /** A command line for tests that need no folder of their own. */
  private static final class Setup extends CommandLineTest {}

  @BeforeAll
  static void runOnce() {
    Setup setup = new Setup();
    setup.folder = shared;
    learned = shared.resolve("learned.zip").toString();
    heldOut = shared.resolve("heldout.zip").toString();
    train(setup, learned, "0");
    train(setup, heldOut, "0.3");
    whole = tune(setup, shared.resolve("whole").toString(), heldOut);
    assertEquals(0, whole.exitCode(), whole.err());
  }

  private static void train(CommandLineTest setup, String model, String validation) {
    Outcome outcome =
        setup.run(
            "train",
            "--dataset",
            "digits",
            "--architecture",
            "784-20-10",
            "--epochs",
            "1",
            "--validation-split",
            validation,
            "--out",
            model);
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  static Outcome tune(CommandLineTest setup, String out, String model, String... more) {
    List<String> args = new ArrayList<>(List.of("tune", model, "--dataset", "digits"));
    args.addAll(List.of("--out", out));
    for (List<String> option :
        List.of(
            List.of("--max-accuracy-drop", "2"),
            List.of("--budget", "4"),
            List.of("--timesteps", "8"),
            List.of("--calibration-samples", "500"))) {
      if (!Arrays.asList(more).contains(option.get(0))) {
        args.addAll(option);
      }
    }
    args.addAll(List.of(more));
    return setup.run(args.toArray(String[]::new));
  }

  Outcome tune(String out, String model, String... more) {
    return tune(this, path(out), model, more);
  }

  static JsonNode json(Path file) throws IOException {
    return new JsonMapper().readTree(file.toFile());
  }

  static Path wholeFile(String name) {
    return shared.resolve("whole").resolve(name);
  }

  static void assertSameBytes(Path expected, Path actual) throws IOException {
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(actual), actual.toString());
  }
}
