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
  void silenceDespiteNoiseIsExplained() {
    Outcome outcome = succeeds("lif --neurons 1 --current 1nA --noise 1pA --duration 1ms");
    assertTrue(
        outcome.out().endsWith("It takes more than 2 nA, or stronger noise.\n"), outcome.out());
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
        "lif --traces 11         | --traces is 11, expected 0 to 10",
        "lif --traces -1         | --traces is -1, expected 0 to 10",
        "lif --duration 1000s    | 10 traces of 10,000,000 steps are more than 8,388,608 values; take fewer --traces (0: none)",
        "lif --from 1s           | --from is 1s, expected less than --duration",
        "lif --from -1ms         | --from is -1ms, expected 0s to",
        "lif --from 5ms --until 5ms | --until is 5ms, expected at least a step more than --from, 5ms",
        "lif --until NaNms       | 'NaNms' is no number with a unit",
        "lif --pulse-width 1ms   | --pulse-period and --pulse-width belong together",
        "hh --pulse-period 1ms   | --pulse-period and --pulse-width belong together",
        "lif --pulse-period 1ms --pulse-width 2ms | --pulse-width is 2ms, expected at least a step, 0.1ms, and at most",
        "lif --pulse-period 1ms --pulse-width 0ms | --pulse-width is 0ms, expected at least a step",
        "lif --current-to 3nA    | --current-to is given without --current",
        "lif --preset brian      | 'brian' is none of tutorial, tutorial-driven",
        "lif --weight 1mV        | Unknown options: '--weight', '1mV'",
        "stdp --neurons 5000     | --neurons is 5000, expected 1 to 2000: every pair may have a synapse",
        "stdp --tau-plus 0.1ms   | dt is 0.1 ms, expected less than tau+ = 0.1 ms",
        "stdp --tau-minus -20ms  | tau- is -20.0 ms, expected a number > 0",
        "stdp --weight 1V        | weight of synapse 0 is 1000.0 mV, expected -100.0 to 100.0",
        "stdp --weight-limit -1mV | weight limits are 1.0 to -1.0",
        "stdp --weight 2.5nA     | '--weight' (with --synapse jump): '2.5nA' is a current; expected a voltage",
        "stdp --synapse exponential --a-plus 1mV | '--a-plus' (with --synapse exponential): '1mV' is a voltage",
        "stdp --synapse exponential --tau-synapse 0.1ms | dt is 0.1 ms, expected less than tau_s = 0.1 ms",
        "stdp --synapse exponential --tau-synapse -5ms | tau_s is -5.0 ms, expected a number > 0",
        "stdp --synapse alpha    | 'alpha' is none of jump, exponential",
        "stdp --tau-synapse 5ms  | --tau-synapse is given, but a jump has no time constant",
        "stdp --delay -1ms       | --delay is -1ms, expected 0s to",
        "stdp --delay 200s       | --delay is 200s, expected at most 1,000,000 steps of 0.1ms",
        "stdp --connect 1.01     | probability of a synapse is 1.01, expected 0 to 1",
        "stdp --connect some     | Invalid value for option '--connect': 'some' is none of all, one-to-one, a probability (0 to 1), a CSV file of from,to",
        "stdp --connect one-to-one --neurons 5 | connects the first half to the second, and --neurons is 5",
        "stdp --dt 0ms --delay 1ms | the dt is 0ms, expected more than 0s",
        "hh --dt 0.1ms           | it takes at most 0.07 ms. Take a shorter step, such as 0.01 ms, or the method exponential-euler",
        "hh --dt 1ms             | it takes at most 0.07 ms. Take a shorter step, such as 0.01 ms",
        "hh --method euler       | 'euler' is none of exponential-euler, rk4",
        "hh --preset tutorial    | Unknown options: '--preset', 'tutorial'",
        "hh --duration 1000000s  | 1 trace of 20,000,000,000 steps are more than"
      })
  void badInputIsExplainedAndNothingWritten(String line, String message) {
    Outcome outcome = simulate(line);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals("", outcome.out());
    assertFalse(Files.exists(folder.resolve("out/results.json")));
  }

  /** At 3 nA from 100 ms on: 11 ms to the threshold, then every 16 ms. */
  @Test
  void aCurrentIsSwitchedOnAndOff() throws IOException {
    succeeds("lif --neurons 1 --current 3nA --from 100ms --until 150ms --duration 300ms");
    assertEquals(List.of("0,110.9", "0,126.8", "0,142.7"), lines("spikes.csv").subList(1, 4));
    assertEquals(4, lines("spikes.csv").size());
    assertEquals("100ms", document().at("/settings/from").asText());
    assertFalse(document().at("/results/drive/steadyInSecondHalf").asBoolean());
    succeeds("lif --neurons 1 --current 3nA --from 150ms --duration 300ms");
    assertTrue(document().at("/results/drive/steadyInSecondHalf").asBoolean());
  }

  /** Pulses of 12 ms reach the threshold once each, after 11 ms. */
  @Test
  void aCurrentComesInPulses() throws IOException {
    Outcome outcome =
        succeeds(
            "lif --neurons 1 --current 3nA --pulse-period 100ms --pulse-width 12.04ms --duration 0.3s");
    assertEquals(List.of("0,10.9", "0,110.9", "0,210.9"), lines("spikes.csv").subList(1, 4));
    assertEquals(
        "--pulse-width 12.04ms is not a multiple of dt 0.1ms: taking 120 steps",
        outcome.err().lines().findFirst().orElse(""));
    assertTrue(
        outcome.out().startsWith("lif: 1 neuron at 3nA, pulses of 12.04ms every 100ms, 300ms"),
        outcome.out());
    outcome = succeeds("lif --neurons 1 --current 3nA --pulse-period 50ms --pulse-width 5ms");
    assertTrue(
        outcome.out().endsWith("only after 10.9861 ms, and flows for 5 ms without a pause.\n"),
        outcome.out());
  }

  @Test
  void withoutTracesThereAreNone() throws IOException {
    succeeds("hh --traces 0 --duration 20ms");
    assertEquals("[\"spikes.csv\",\"rates.csv\"]", document().get("files").toString());
    succeeds("lif --traces 0 --duration 20ms");
    assertFalse(Files.exists(folder.resolve("out/potentials.csv")));
  }

  @Test
  void synapsesFollowTheRule() throws IOException {
    succeeds("stdp --neurons 6 --connect one-to-one --duration 10ms");
    assertEquals(
        List.of("from,to,before_mV,after_mV", "0,3,0.02,0.02", "1,4,0.02,0.02", "2,5,0.02,0.02"),
        lines("weights.csv"));
    succeeds("stdp --neurons 40 --connect 0.25 --duration 10ms");
    List<String> some = lines("weights.csv");
    assertEquals(40 * 39 / 4.0, some.size() - 1, 60);
    succeeds("stdp --neurons 40 --connect 0.25 --duration 10ms --seed 43");
    assertFalse(some.equals(lines("weights.csv")));
    succeeds("stdp --neurons 40 --connect 0.25 --duration 10ms --seed 42");
    assertEquals(some, lines("weights.csv"));
    assertEquals("0.25", document().at("/settings/connect").asText());
  }

  /**
   * Neuron 1, at 2.5 nA, fires at 16.0 ms; its spike arrives at 17.0 ms and lifts neuron 0, which
   * has no current, from -70 mV by the 3 mV of the list.
   */
  @Test
  void aListNamesSynapsesWeightsAndDelays() throws IOException {
    Files.writeString(
        folder.resolve("list.csv"), "from,to,weight_mV,delay_ms\n1,0,3,1\n\n0,1,-2,1.04\n");
    Outcome outcome =
        succeeds(
            "stdp --neurons 2 --current 0nA --current-to 2.5nA --duration 20ms --connect "
                + path("list.csv"));
    assertEquals(List.of("1,0,3.0,3.0", "0,1,-2.0,-2.0"), lines("weights.csv").subList(1, 3));
    assertEquals("17.0,-70.0,", lines("potentials.csv").get(171).substring(0, 11));
    assertEquals("17.1,-67.0,", lines("potentials.csv").get(172).substring(0, 11));
    assertTrue(
        outcome.err().startsWith("1 delay in the list, not multiples of dt 0.1ms, rounded"),
        outcome.err());
    assertEquals("list.csv", document().at("/settings/connect").asText());
    assertEquals(64, document().at("/settings/connectSha256").asText().length());
    assertEquals(1, document().get("notices").size());
  }

  /** An instantaneous current of 1 nA that decays with 5 ms, through 10 MOhm and 10 ms. */
  @Test
  void exponentialSynapsesHaveCurrents() throws IOException {
    Files.writeString(folder.resolve("list.csv"), "to,from\n0,1\n");
    succeeds(
        "stdp --neurons 2 --current 0nA --current-to 2.5nA --duration 25ms --synapse exponential"
            + " --weight 1nA --connect "
            + path("list.csv"));
    assertEquals("from,to,before_nA,after_nA", lines("weights.csv").get(0));
    assertEquals("delta_t_ms,change_nA,formula_nA", lines("window.csv").get(0));
    assertEquals("5ms", document().at("/settings/tauSynapse").asText());
    // It arrives at the end of step 160, so that V has gained for 5.0 ms at 21.1 ms.
    double expected = -70 + 10 * (Math.exp(-0.5) - Math.exp(-1));
    String line = lines("potentials.csv").get(212);
    assertTrue(line.startsWith("21.1,"), line);
    assertEquals(expected, Double.parseDouble(line.split(",", -1)[1]), 1e-9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "from,to;0,1;2,3          | list.csv, line 3: to is '3', expected a neuron, 0 to 2",
        "from,to;-1,0             | list.csv, line 2: from is '-1', expected a neuron, 0 to 2",
        "from,to;1.0,0            | list.csv, line 2: from is '1.0', expected a neuron, 0 to 2",
        "from,to;0                | list.csv, line 2: 1 values, expected 2: from,to",
        "0,1;1,2                  | list.csv, line 1: the header is '0,1', expected from,to[,weight_mV[,delay_ms]]",
        "from,to,weight_nA;0,1,1  | the header is 'from,to,weight_nA', expected from,to[,weight_mV",
        "from,to,to;0,1,1         | the header is 'from,to,to', expected",
        "from,to,weight_mV;0,1,101 | list.csv, line 2: weight_mV is '101', expected a number, -100.0 to 100.0",
        "from,to,weight_mV;0,1,NaN | list.csv, line 2: weight_mV is 'NaN', expected a number",
        "from,to,delay_ms;0,1,-1  | list.csv, line 2: delay_ms is '-1', expected a number, 0 to 100000",
        "from,to,delay_ms;0,1,1ms | list.csv, line 2: delay_ms is '1ms', expected a number",
        "\"\"                       | list.csv: it is empty, expected a header, from,to"
      })
  void aBadListIsExplainedAndNothingWritten(String list, String message) throws IOException {
    Files.writeString(folder.resolve("list.csv"), list.replace(';', '\n'));
    assertBadFile("stdp --neurons 3 --connect " + path("list.csv"), message);
  }

  @Test
  void aListThatIsMissingOrNoText() throws IOException {
    assertBadFile("stdp --connect " + folder, folder + ": it is a folder; name a CSV file");
    assertBadFile("stdp --connect " + path("none.csv"), "none.csv: no such file; --connect takes");
    Files.write(folder.resolve("list.csv"), new byte[] {'f', (byte) 0xff, '\n'});
    assertBadFile("stdp --connect " + path("list.csv"), "list.csv: not UTF-8 text");
  }

  private void assertBadFile(String line, String message) {
    Outcome outcome = simulate(line);
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), message + " in " + outcome.err());
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
