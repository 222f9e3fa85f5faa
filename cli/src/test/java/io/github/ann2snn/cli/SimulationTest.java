package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Simulates neurons from the command line, into files. */
abstract class SimulationTest extends CommandLineTest {
  /** Simulates into the folder {@code out}. */
  final Outcome succeeds(String line) {
    Outcome outcome = run(words(line));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  /** Fails with a message alone: nothing is written. */
  final void fails(int exitCode, String line, String message) {
    assertFails(exitCode, message, words(line));
    assertFalse(Files.exists(out("results.json")));
  }

  private String[] words(String line) {
    return ("simulate " + line + " --out " + path("out")).split(" ", -1);
  }

  final Path out(String file) {
    return folder.resolve("out").resolve(file);
  }

  final List<String> lines(String file) throws IOException {
    return Files.readAllLines(out(file));
  }

  final JsonNode document() throws IOException {
    return new JsonMapper().readTree(out("results.json").toFile());
  }
}
