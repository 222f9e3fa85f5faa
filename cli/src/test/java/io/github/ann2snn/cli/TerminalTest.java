package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.cli.shell.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed on terminals, into files, and where less is wanted. */
class TerminalTest extends TrainedNetworkTest {
  private static final Terminal.Display SCREEN = new Terminal.Display(true, StandardCharsets.UTF_8);
  private static final String ESCAPE = "\u001b";

  private String results() {
    return shared.resolve("out/results.json").toString();
  }

  @Test
  void pipedResultsHaveNoEscapeCodes() {
    for (String[] args :
        new String[][] {
          {"inspect", results()},
          {"evaluate", network, "--dataset", dataset},
          {"compare", model, network, "--dataset", dataset, "--early-exit", "1"},
          {"run", "--help"}
        }) {
      Outcome outcome = run(new Terminal.Display(false, StandardCharsets.UTF_8), Map.of(), args);
      assertEquals(0, outcome.exitCode(), outcome.err());
      assertFalse(outcome.out().contains(ESCAPE), outcome.out());
      assertFalse(outcome.err().contains(ESCAPE), outcome.err());
    }
  }

  @Test
  void aTerminalHasColorsUnlessTheyAreUnwanted() {
    Outcome colored = run(SCREEN, Map.of(), "inspect", results());
    assertTrue(colored.out().contains(ESCAPE + "[1maccuracy"), colored.out());
    assertTrue(run(SCREEN, Map.of(), "run", "--help").out().contains(ESCAPE));
    Outcome plain = run("inspect", results());
    assertEquals(plain.out(), colored.out().replaceAll(ESCAPE + "\\[[0-9;]*m", ""));
    assertEquals(plain.out(), run(SCREEN, Map.of("NO_COLOR", "yes"), "inspect", results()).out());
    assertEquals(colored.out(), run(SCREEN, Map.of("NO_COLOR", ""), "inspect", results()).out());
    Outcome json = run(SCREEN, Map.of(), "inspect", results(), "--json");
    assertFalse(json.out().contains(ESCAPE), json.out());
  }

  @Test
  void accuracyIsDrawnWhereTheCharsetHasBlocks() {
    String drawn = "SNN accuracy, 1 ... T";
    String line =
        run("inspect", results()).out().lines().filter(l -> l.contains(drawn)).findFirst().get();
    assertTrue(
        line.matches("  SNN accuracy, 1 ... T +[\\u2581-\\u2588]{4}  .* off the best"), line);
    Outcome ascii =
        run(new Terminal.Display(true, StandardCharsets.US_ASCII), Map.of(), "inspect", results());
    assertFalse(ascii.out().contains(drawn), ascii.out());
  }

  @Test
  void quietCommandsSayNothing() throws IOException {
    String[][] commands = {
      {"evaluate", network, "--dataset", dataset},
      {"compare", model, network, "--dataset", dataset},
      {"convert", model, "--dataset", dataset, "--out", path("x.nir")},
      {
        "train",
        "--dataset",
        dataset,
        "--architecture",
        "16-8-4",
        "--epochs",
        "1",
        "--json",
        "--out",
        path("x.zip")
      },
      {"explain", model, network, "--dataset", dataset, "--samples", "50"},
      {
        "run",
        "--dataset",
        dataset,
        "--architecture",
        "16-8-4",
        "--epochs",
        "1",
        "--timesteps",
        "4",
        "--out",
        path("out")
      },
      {"inspect", network}
    };
    for (String[] command : commands) {
      String[] quiet = QuartersTest.with(command, "--quiet");
      Outcome loud = run(command);
      Outcome outcome = run(quiet);
      assertEquals(0, outcome.exitCode(), outcome.err());
      assertEquals("", outcome.err(), command[0]);
      assertFalse(loud.err().isEmpty() && !command[0].equals("inspect"), command[0]);
      assertEquals(loud.out(), outcome.out(), command[0]);
      assertFalse(outcome.out().isEmpty());
    }
    assertTrue(Files.exists(folder.resolve("out/results.json")));
    Outcome json = run("evaluate", network, "--dataset", dataset, "--quiet", "--json");
    assertEquals("", json.err());
    assertTrue(new JsonMapper().readTree(json.out()).has("snn"));
  }

  @Test
  void quietCommandsStillWarn() {
    String calibrated = path("calibrated.nir");
    Outcome converted =
        run(
            QuartersTest.with(
                new String[] {"convert", model, "--dataset", dataset, "--out", calibrated},
                "--calibrate",
                "both",
                "--timesteps",
                "4"));
    assertEquals(0, converted.exitCode(), converted.err());
    Outcome outcome =
        run("evaluate", calibrated, "--dataset", dataset, "--timesteps", "5", "--quiet");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals(
        "Notice: " + calibrated + " was converted for 4 steps; it runs 5.", outcome.err().strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "inspect"})
  void quietCommandsStillFailLoudly(String command) {
    Outcome outcome = run(command, path("missing.nir"), "--quiet");
    assertEquals(3, outcome.exitCode());
    assertTrue(outcome.err().startsWith("ann2snn: "), outcome.err());
    assertEquals("", outcome.out());
  }

  @Test
  void namesCannotSteerTheTerminal() throws IOException {
    String text = Files.readString(java.nio.file.Path.of(results()));
    String hostile = text.replace("\"dense_0\"", "\"<b>\\u001b[31m\\u202e\\\"x\"");
    assertFalse(text.equals(hostile));
    Files.writeString(folder.resolve("hostile.json"), hostile);
    Outcome outcome = run("inspect", path("hostile.json"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().contains("<b>\\u001b[31m\\u202e\"x"), outcome.out());
  }
}
