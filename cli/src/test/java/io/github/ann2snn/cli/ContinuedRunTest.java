package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training or run that was interrupted goes on as it was asked to. */
class ContinuedRunTest extends QuartersTest {
  @Test
  void resumeTakesItsOptionsFromTheCheckpoint() throws IOException {
    String[] options = {
      "--dropout=0.25",
      "--updater=nesterovs",
      "--batch-size=50",
      "--l2=1e-3",
      "--seed=11",
      "--validation-split=0.2",
      "--activation=qcfs",
      "--levels=6",
      "--no-average-weights"
    };
    assertEquals(0, run(with(training("train", "whole.zip", "--epochs=3"), options)).exitCode());
    assertEquals(0, run(with(training("train", "m.zip", "--epochs=1"), options)).exitCode());
    Outcome resumed = run("train", "--resume", "--epochs=3", "--out", path("m.zip"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertArrayEquals(bytes("whole.zip"), bytes("m.zip"));
    Outcome complete = run("train", "--resume", "--out", path("m.zip"));
    assertEquals(0, complete.exitCode(), complete.err());
    assertTrue(complete.err().contains("all 3 epochs already"), complete.err());

    // What is given once more, in other words, does not contradict; what differs is named.
    Outcome same = run("train", "--resume", "--l2", "0.001", "-d", dataset, "-o", path("m.zip"));
    assertEquals(0, same.exitCode(), same.err());
    assertFails(
        3,
        "its dropout is 0.25, but 0.5 was asked for",
        "train",
        "--resume",
        "--dropout=0.5",
        "--out",
        path("m.zip"));
    assertFails(
        3,
        "its weight averaging is false, but true was asked for",
        "train",
        "--resume",
        "--average-weights",
        "--out",
        path("m.zip"));
  }

  @Test
  void thereMustBeSomethingToResume() {
    for (String command : List.of("train", "run")) {
      assertFails(
          3,
          "no such file, so there is nothing to resume; leave --resume out",
          command,
          "--resume",
          "--out",
          path("nothing"));
      assertFalse(Files.exists(folder.resolve("nothing")));
    }
  }

  @Test
  void aFinishedRunIsNotAskedAnotherQuestion() throws IOException {
    runAll("out");
    byte[] results = bytes("out/results.json");
    assertFails(
        2,
        "the run into " + path("out") + " is finished; ann2snn train --resume --out ",
        "run",
        "--resume",
        "--epochs=5",
        "--out",
        path("out"));
    assertArrayEquals(results, bytes("out/results.json"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "seed, \"seed\" is no option with a value",
        "--nosuch=1, Unknown option: '--nosuch=1'",
        "--timesteps=abc, Invalid value for option '--timesteps': 'abc' is not a whole number"
      })
  void damagedOptionsOfARunAreToldWithTheirFile(String option, String message) throws IOException {
    runAll("out");
    Path file = folder.resolve("out/unfinished.json");
    Files.writeString(
        file, "{\"schema\": \"ann2snn.unfinished-run/1\", \"options\": [\"" + option + "\"]}");
    assertFails(3, file + ": " + message, "run", "--resume", "--out", path("out"));
  }
}
