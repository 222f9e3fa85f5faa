package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong options and files. */
class StdpBadInputTest extends StdpTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--neurons 0 | --neurons is 0, expected 1 to 10000",
        "--neurons 10001 | --neurons is 10001, expected 1 to 10000",
        "--epochs 0 | --epochs is 0, expected at least 1",
        "--inhibition -1 | inhibition is -1.0, expected at least 0",
        "--inhibition NaN | inhibition is NaN, expected at least 0",
        "--threshold-step -0.1 | threshold step, mV is -0.1, expected at least 0",
        "--threads 0 | --threads is 0, expected at least 1",
      })
  void aWrongOptionIsNamed(String options, String message) {
    String[] args = {"stdp", "train", "--dataset", dataset, "--out", path("out")};
    Outcome outcome = run(with(args, options.split(" ", -1)));
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains("ann2snn: " + message), outcome.err());
    assertEquals("", outcome.out());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void stdpNeedsACommand() {
    Outcome outcome = run("stdp");
    assertEquals(2, outcome.exitCode());
    assertTrue(
        outcome.err().contains("ann2snn: name what to do: train or evaluate"), outcome.err());
  }

  @Test
  void thereMustBeSomethingToResume() {
    Outcome outcome = train("out", "--resume");
    assertEquals(ExitCode.BAD_FILE.number(), outcome.exitCode());
    assertTrue(
        outcome.err().contains("network.h5: no such file, so there is nothing to resume"),
        outcome.err());
  }

  @Test
  void anotherTrainingIsNotResumed() throws IOException {
    learned();
    Outcome outcome = train("out", "--resume", "--epochs", "2", "--seed", "7");
    assertTrue(outcome.exitCode() != 0);
    assertTrue(
        outcome
            .err()
            .contains(
                "network.h5: cannot resume: its seed is 42, but 7 was asked for; use the same, or train from the start"),
        outcome.err());
  }

  @Test
  void fewerEpochsThanThereWereAreRefused() {
    trained("out", "--epochs", "2");
    Outcome outcome = train("out", "--resume", "--epochs", "1");
    assertEquals(2, outcome.exitCode());
    assertTrue(
        outcome.err().contains("has learned 600 samples already, more than 300"), outcome.err());
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    learned();
    Path file = folder.resolve("out/network.h5");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
    for (Outcome outcome :
        new Outcome[] {
          train("out", "--resume", "--epochs", "2"),
          run("stdp", "evaluate", file.toString(), "--dataset", dataset)
        }) {
      assertEquals(ExitCode.BAD_FILE.number(), outcome.exitCode(), outcome.err());
      assertTrue(outcome.err().contains("ann2snn: " + file + ": "), outcome.err());
      assertFalse(outcome.err().contains("\tat "), outcome.err());
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Outcome outcome = run("stdp", "evaluate", path("no.h5"), "--dataset", dataset);
    assertEquals(ExitCode.BAD_FILE.number(), outcome.exitCode());
    assertTrue(
        outcome.err().contains("no.h5: no such file; ann2snn stdp train writes one"),
        outcome.err());
  }

  @Test
  void samplesMustFitTheNetwork() throws IOException {
    learned();
    Path table = folder.resolve("table.csv");
    Files.writeString(table, "a,b,label\n" + "1,2,x\n3,4,y\n".repeat(10));
    Outcome outcome = run("stdp", "evaluate", path("out/network.h5"), "--dataset", "csv:" + table);
    assertEquals(ExitCode.BAD_FILE.number(), outcome.exitCode());
    assertTrue(outcome.err().contains("takes 16 inputs and tells 4 classes"), outcome.err());
  }
}
