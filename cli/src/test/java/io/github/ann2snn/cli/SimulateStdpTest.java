package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leaky neurons with synapses that learn. */
class SimulateStdpTest extends SimulationTest {
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
    fails(3, "stdp --neurons 3 --connect " + path("list.csv"), message);
  }

  @Test
  void aListThatIsMissingOrNoText() throws IOException {
    fails(3, "stdp --connect " + folder, folder + ": it is a folder; name a CSV file");
    fails(3, "stdp --connect " + path("none.csv"), "none.csv: no such file; --connect takes");
    Files.write(folder.resolve("list.csv"), new byte[] {'f', (byte) 0xff, '\n'});
    fails(3, "stdp --connect " + path("list.csv"), "list.csv: not UTF-8 text");
  }
}
