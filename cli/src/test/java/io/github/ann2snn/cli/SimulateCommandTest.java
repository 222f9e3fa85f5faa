package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neurons as differential equations, from the command line to files. */
class SimulateCommandTest extends CommandLineTest {
  private Outcome simulate(String line) {
    String[] words = (line + " --out " + path("out")).split(" ", -1);
    return run(Stream.concat(Stream.of("simulate"), Arrays.stream(words)).toArray(String[]::new));
  }

  private Outcome succeeds(String line) {
    Outcome outcome = simulate(line);
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve("out").resolve(file));
  }

  private JsonNode document() throws IOException {
    return new JsonMapper().readTree(folder.resolve("out/results.json").toFile());
  }

  /** 20 mV of 25 take 16.0 ms from rest, and each later spike 5 ms more: Brian2's lif_2p5nA. */
  @Test
  void leakyNeuronFiresAtTheTimesOfTheReference() throws IOException {
    Outcome outcome = succeeds("lif --neurons 1 --current 2500pA --duration 0.2s");
    assertEquals(
        List.of(
            "neuron,time_ms",
            "0,16.0",
            "0,37.0",
            "0,58.0",
            "0,79.0",
            "0,100.0",
            "0,121.0",
            "0,142.0",
            "0,163.0",
            "0,184.0"),
        lines("spikes.csv"));
    List<String> potentials = lines("potentials.csv");
    assertEquals(2001, potentials.size());
    assertEquals("time_ms,V_0_mV", potentials.get(0));
    assertEquals("0.0,-70.0", potentials.get(1));
    assertEquals(-69.7512458437292, Double.parseDouble(potentials.get(2).split(",", -1)[1]), 1e-12);
    assertEquals(
        List.of("neuron,current_nA,spikes,settled_rate_Hz", "0,2.5,9," + 1000 / 21.0),
        lines("rates.csv"));
    assertTrue(
        outcome.out().startsWith("lif: 1 neuron at 2500pA, 200ms in 2,000 steps of 0.1ms\n"),
        outcome.out());
    assertTrue(outcome.out().contains("  spikes            9\n"), outcome.out());
    assertEquals(
        "Wrote results.json, its CSV files and report.html to " + path("out") + "\n",
        outcome.err());
    JsonNode document = document();
    assertEquals("ann2snn.simulation/1", document.get("schema").asText());
    assertEquals("2500pA", document.at("/settings/current").asText());
    assertEquals("10MOhm", document.at("/settings/resistance").asText());
    assertEquals(45, document.at("/results/meanRateHz").asDouble(), 1e-12);
    assertTrue(document.at("/results/silence").isNull());
    assertEquals(42, document.at("/provenance/seed").asInt());
  }

  @ParameterizedTest
  @CsvSource({"lif", "stdp"})
  void tutorialsOwnCurrentIsSilentAndSaysWhy(String model) throws IOException {
    Outcome outcome = succeeds(model + " --preset tutorial --neurons 12");
    String why =
        "Nothing fired: 1.5pA through 10 MOhm lifts V by 15 uV, and the threshold is 20 mV above"
            + " rest. It takes more than 2 nA.";
    assertTrue(outcome.out().endsWith(why + "\n"), outcome.out());
    assertTrue(outcome.out().startsWith(model + ", tutorial: 12 neurons at 1.5pA"), outcome.out());
    JsonNode document = document();
    assertEquals(0, document.at("/results/spikes").asInt());
    assertEquals(0.015, document.at("/results/membrane/strongestDriveMv").asDouble(), 1e-15);
    assertEquals(why, document.at("/results/silence").asText());
    assertEquals("tutorial", document.get("preset").asText());
    assertEquals(10, lines("potentials.csv").get(0).chars().filter(c -> c == ',').count());
    Outcome inspected = run("inspect", path("out/results.json"));
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertTrue(
        inspected.out().startsWith("simulation of 12 neurons (" + model + "), "), inspected.out());
    assertTrue(inspected.out().endsWith(", 0 spikes; --json shows all of it\n" + why + "\n"));
  }

  /** The counts are those of Brian2's stdp_n100, whose every spike the engine's tests compare. */
  @Test
  void tutorialsNetworkDrivenIsTheReference() throws IOException {
    Outcome outcome = succeeds("stdp --preset tutorial-driven --json");
    JsonNode document = new JsonMapper().readTree(outcome.out());
    assertEquals(document, document());
    assertEquals(6792, document.at("/results/spikes").asInt());
    assertEquals("2.1nA", document.at("/settings/current").asText());
    assertEquals("4nA", document.at("/settings/currentTo").asText());
    List<String> spikes = lines("spikes.csv");
    assertEquals(6793, spikes.size());
    assertEquals(List.of("98,6.9", "99,6.9", "96,7.0"), spikes.subList(1, 4));
    List<String> weights = lines("weights.csv");
    assertEquals("from,to,before_mV,after_mV", weights.get(0));
    assertEquals(9901, weights.size());
    assertTrue(weights.get(1).startsWith("0,1,0.02,"), weights.get(1));
    assertEquals(0.03331330819745697, Double.parseDouble(weights.get(1).split(",", -1)[3]), 1e-9);
    assertEquals(9900, document.at("/results/weights/synapses").asInt());
    assertEquals(
        List.of("spikes.csv", "rates.csv", "potentials.csv", "weights.csv", "window.csv"),
        new JsonMapper().convertValue(document.get("files"), List.class));
  }

  @Test
  void axonFiresAtTheConvergedRateWithEitherMethod() throws IOException {
    Outcome outcome = succeeds("hh --current 2nA");
    JsonNode document = document();
    assertEquals("rk4", document.at("/settings/method").asText());
    assertEquals("0.05ms", document.at("/settings/dt").asText());
    assertEquals(68.324, document.at("/results/settledRateHz/mean").asDouble(), 0.002);
    assertEquals(10, document.at("/results/strongestDensityMicroamperesPerCm2").asDouble(), 1e-12);
    assertEquals(-64.996379, document.at("/results/restMv").asDouble(), 1e-6);
    assertEquals(0.0529, document.at("/results/gatesAtRest/m").asDouble(), 1e-3);
    assertTrue(outcome.out().contains("  rest              -64.9964 mV; gates m "), outcome.out());
    assertEquals("time_ms,m_0,h_0,n_0", lines("gates.csv").get(0));
    assertEquals(20_002, lines("gates.csv").size());
    succeeds("hh --current 2nA --method exponential-euler");
    assertEquals("0.01ms", document().at("/settings/dt").asText());
    assertEquals(68.324, document().at("/results/settledRateHz/mean").asDouble(), 0.5);
  }

  @Test
  void axonBelowItsRangeSaysWhereItFires() {
    Outcome outcome = succeeds("hh --current 0nA --duration 10ms");
    assertTrue(
        outcome
            .out()
            .endsWith("fires repetitively from about 1.252 to 12.6 nA (6.26 to 63 uA/cm2).\n"),
        outcome.out());
  }

  @Test
  void seriesOfAnEarlierSimulationDoNotStay() throws IOException {
    succeeds("stdp --neurons 2 --duration 30ms");
    Files.writeString(folder.resolve("out/notes.csv"), "mine");
    assertTrue(Files.exists(folder.resolve("out/weights.csv")));
    succeeds("hh --duration 5ms");
    assertFalse(Files.exists(folder.resolve("out/weights.csv")));
    assertTrue(Files.exists(folder.resolve("out/gates.csv")));
    assertEquals("mine", Files.readString(folder.resolve("out/notes.csv")));
  }

  @Test
  void currentsSpreadFromTheFirstNeuronToTheLast() throws IOException {
    succeeds("lif --neurons 5 --current 1nA --current-to 3nA --traces 2");
    List<String> rates = lines("rates.csv");
    assertEquals(List.of("0,1.0,0,0.0", "1,1.5,0,0.0", "2,2.0,0,0.0"), rates.subList(1, 4));
    assertTrue(rates.get(4).startsWith("3,2.5,47,47.6"), rates.get(4));
    assertEquals("time_ms,V_0_mV,V_1_mV", lines("potentials.csv").get(0));
  }

  @Test
  void noiseDependsOnTheSeedAlone() throws IOException {
    String line = "lif --neurons 3 --current 1.9nA --noise 2nA --duration 300ms --seed ";
    succeeds(line + 1);
    byte[] first = Files.readAllBytes(Path.of(path("out/spikes.csv")));
    byte[] document = Files.readAllBytes(Path.of(path("out/results.json")));
    succeeds(line + 1);
    assertArrayEquals(first, Files.readAllBytes(Path.of(path("out/spikes.csv"))));
    assertArrayEquals(document, Files.readAllBytes(Path.of(path("out/results.json"))));
    succeeds(line + 2);
    assertFalse(Arrays.equals(first, Files.readAllBytes(Path.of(path("out/spikes.csv")))));
  }

  @Test
  void aDurationBetweenStepsIsRoundedAndSaid() throws IOException {
    Outcome outcome = succeeds("lif --neurons 1 --duration 10.04ms --quiet");
    String note = "the duration 10.04ms is not a multiple of dt 0.1ms: simulating 100 steps, 10ms";
    assertEquals(note + "\n", outcome.err());
    assertEquals(note, document().at("/notices/0").asText());
    assertTrue(
        outcome.out().endsWith("only after 16.0944 ms; take a longer --duration.\n"),
        outcome.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "lif --current 2.5       | '--current': '2.5' has no unit; expected a current with its unit",
        "lif --current 2.5nF     | '--current': '2.5nF' is a capacitance; expected a current",
        "lif --current NaN       | '--current': 'NaN' is no number with a unit; expected a current",
        "hh --current NaNnA      | 'NaNnA' is no number with a unit",
        "hh --current 2.5mV      | '2.5mV' is a voltage; expected a current",
        "lif --duration 1        | '1' has no unit; expected a time",
        "lif --dt 0.1mS          | '0.1mS' is a conductance; expected a time",
        "lif --dt 10ms           | dt is 10.0 ms, expected less than tau_m = 10.0 ms",
        "lif --dt 0ms            | the dt is 0ms, expected more than 0s",
        "lif --duration -1s      | the duration is -1s, expected more than 0s",
        "lif --duration 0.01ms   | shorter than half a step",
        "lif --tau -10ms         | tau_m is -10.0 ms, expected a number > 0",
        "lif --refractory 0.05ms | refractory period is 0.05 ms, shorter than the step of 0.1 ms",
        "lif --refractory -1ms   | refractory period is -1.0 ms, expected a number >= 0",
        "lif --reset -50mV       | reset is -50.0 mV, expected less than the threshold",
        "lif --resistance 0Ohm   | R_m is 0.0 MOhm, expected a number > 0",
        "lif --neurons 0         | --neurons is 0, expected 1 to 1000000",
        "lif --noise -1nA        | --noise is -1nA, expected at least 0nA",
        "lif --traces 11         | --traces is 11, expected 1 to 10",
        "lif --current-to 3nA    | --current-to is given without --current",
        "lif --preset brian      | 'brian' is none of tutorial, tutorial-driven",
        "lif --weight 1mV        | Unknown options: '--weight', '1mV'",
        "stdp --neurons 5000     | --neurons is 5000, expected 1 to 2000: every pair has a synapse",
        "stdp --tau-plus 0.1ms   | dt is 0.1 ms, expected less than tau+ = 0.1 ms",
        "stdp --tau-minus -20ms  | tau- is -20.0 ms, expected a number > 0",
        "stdp --weight 1V        | weight of synapse 0 is 1000.0 mV, expected -100.0 to 100.0",
        "stdp --weight-limit -1mV | weight limits are 1.0 to -1.0",
        "hh --dt 0.1ms           | dt is 0.1 ms, with which rk4 is unstable or far off",
        "hh --method euler       | 'euler' is none of exponential-euler, rk4",
        "hh --preset tutorial    | Unknown options: '--preset', 'tutorial'",
        "hh --duration 1000000s  | trace fewer neurons or fewer steps"
      })
  void badInputIsExplainedAndNothingWritten(String line, String message) {
    Outcome outcome = simulate(line);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals("", outcome.out());
    assertFalse(Files.exists(folder.resolve("out/results.json")));
  }

  @Test
  void refusesADocumentOfANewerVersion() throws IOException {
    Path file = folder.resolve("newer.json");
    Files.writeString(file, "{\"schema\": \"ann2snn.simulation/2\"}");
    Outcome outcome = run("inspect", file.toString());
    assertEquals(3, outcome.exitCode());
    assertTrue(outcome.err().contains("this program reads ann2snn.simulation/1"), outcome.err());
  }
}
