package io.github.ann2snn.cli;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Currents neuron by neuron, from a file. */
class SimulateCurrentsTest extends SimulationTest {
  private String list(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("c.csv"), text.replace("\\n", "\n"));
    return "--currents " + file;
  }

  private List<String> currents() throws IOException {
    return lines("rates.csv").stream().skip(1).map(line -> line.split(",", -1)[1]).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "neuron,current_nA\\n0,2.5\\n1,-0.5\\n2,3e0\\n",
        "current_pA,neuron\\n\\n3000,2\\n2500,0\\n\\n-500,1\\n",
        "\uFEFFneuron;current_nA\\n1;-0,5\\n2;3\\n0;2,5\\n",
        "neuron\tcurrent_uA\\n2\t0,003\\n1\t-,0005\\n0\t2.5e-3\\n",
      })
  void eachNeuronGetsItsOwn(String text) throws IOException {
    for (String model : List.of("lif", "stdp", "hh")) {
      Outcome outcome = succeeds(model + " --duration 20ms " + list(text));
      assertEquals(List.of("2.5", "-0.5", "3.0"), currents(), model);
      assertEquals(3, document().at("/settings/neurons").asInt());
      assertEquals("c.csv", document().at("/settings/currents").asText());
      assertEquals(64, document().at("/settings/currentsSha256").asText().length());
      assertEquals("[]", document().get("notices").toString());
      assertTrue(outcome.out().contains("as c.csv lists, 20ms in "), outcome.out());
    }
  }

  /** At 3 nA the first spike comes after tau ln 3, 11 ms; at 4 nA after tau ln 2, 7 ms. */
  @Test
  void theyFireAsTheyDoUnderThatCurrentAlone() throws IOException {
    succeeds("lif --duration 16ms " + list("neuron,current_nA\\n0,3\\n1,1\\n2,4\\n"));
    List<String> listed = lines("spikes.csv");
    assertEquals(List.of("neuron,time_ms", "2,6.9", "0,10.9"), listed);
    succeeds("lif --neurons 1 --current 4nA --duration 16ms");
    assertEquals("0,6.9", lines("spikes.csv").get(1));
  }

  @Test
  void neuronsWithoutALineGetNoneWhichIsSaid() throws IOException {
    Outcome outcome =
        succeeds("lif --neurons 4 --duration 20ms " + list("neuron,current_nA\\n2,3\\n"));
    assertEquals(List.of("0.0", "0.0", "3.0", "0.0"), currents());
    assertTrue(
        outcome.err().contains("c.csv has no line for 3 of 4 neurons: no current flows into them"),
        outcome.err());
    assertEquals("0nA", document().at("/settings/current").asText());
    assertEquals("3nA", document().at("/settings/currentTo").asText());
  }

  @Test
  void aFileMayHaveAnyName() throws IOException {
    Path file = Files.writeString(folder.resolve("100%d.csv"), "neuron,current_nA\n2,3\n");
    Outcome outcome = succeeds("lif --neurons 3 --duration 20ms --currents " + file);
    assertTrue(outcome.err().contains("100%d.csv has no line for 2 of 3 neurons"), outcome.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "neuron,current_nA\\n0,1\\n3,1 | c.csv, line 3: neuron is '3', expected a neuron, 0 to 2",
        "neuron,current_nA\\n-1,1      | c.csv, line 2: neuron is '-1', expected a neuron, 0 to 2",
        "neuron,current_nA\\n0,1\\n0,2 | c.csv, line 3: neuron 0 has a line already",
        "neuron,current_nA\\n0,1nA     | c.csv, line 2: current_nA is '1nA', expected a number",
        "neuron,current_nA\\n0,NaN     | c.csv, line 2: current_nA is 'NaN', expected a number",
        "neuron,current_nA\\n0,1e99    | c.csv, line 2: current_nA is 1E+99nA is too large or too small",
        "neuron,current_nA\\n0         | c.csv, line 2: 1 values, expected 2: neuron,current_nA",
        "neuron,current_nA\\n0,1,5     | c.csv, line 2: 3 values, expected 2: neuron,current_nA",
        "neuron,current_nA             | c.csv: it lists no currents below its header",
        "neuron,current_mV\\n0,1       | c.csv, line 1: the header is 'neuron,current_mV', expected neuron,current_nA",
        "neuron\\n0                    | c.csv, line 1: the header is 'neuron', expected neuron,current_nA",
        "0,1\\n1,2                     | c.csv, line 1: the header is '0,1', expected neuron,current_nA",
        "''                            | c.csv: it is empty, expected a header, neuron,current_nA",
      })
  void refusesALine(String text, String message) throws IOException {
    for (String model : List.of("lif", "hh")) {
      fails(3, model + " --neurons 3 " + list(text), message);
    }
  }

  @Test
  void refusesOtherCurrentsBesideAndFilesThatAreNone() throws IOException {
    String listed = list("neuron,current_nA\\n0,1\\n");
    String both = "--currents lists all currents; leave out --current, --current-to and --preset";
    fails(2, "lif --current 1nA " + listed, both);
    fails(2, "hh --current 1nA --current-to 2nA " + listed, both);
    fails(2, "stdp --preset tutorial " + listed, both);
    fails(2, "lif --neurons 0 " + listed, "--neurons is 0, expected 1 to 1000000");
    fails(3, "lif --currents " + path("none.csv"), "none.csv: no such file; --currents takes");
    fails(3, "lif --currents " + folder, "it is a folder; name a CSV file");
    Files.write(folder.resolve("c.csv"), new byte[] {'n', (byte) 0xff, '\n'});
    fails(3, "lif --currents " + path("c.csv"), "c.csv: not UTF-8 text");
    assertFalse(Files.exists(out("report.html")));
  }

  @Test
  void aListIsNotWrittenOver() throws IOException {
    Path file = folder.resolve("rates.csv");
    Files.writeString(file, "neuron,current_nA\n0,1\n");
    String lost = "rates.csv is read, as --currents, and would be lost";
    assertFails(2, lost, "simulate", "lif", "--currents=" + file, "--out=" + folder);
    assertEquals("neuron,current_nA\n0,1\n", Files.readString(file));
  }

  /** A list of synapses may be written so as well. */
  @Test
  void synapsesMayHaveSemicolonsAndDecimalCommas() throws IOException {
    Path file = folder.resolve("list.csv");
    Files.writeString(file, "from;to;weight_mV;delay_ms\n1;0;3,5;1\n");
    succeeds("stdp --neurons 2 --duration 20ms --connect " + file);
    assertTrue(lines("weights.csv").get(1).startsWith("1,0,3.5,"));
  }
}
