package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs of simulate as programs, which Brian2 runs to the same spikes and potentials. */
class SimulateBrian2Test extends SimulationTest {
  private static final double SAME = 1e-9;

  private static Python brian2() {
    return Python.with("brian2", "python3-brian");
  }

  private Path program() {
    return folder.resolve("program.py");
  }

  /** Simulates and exports; the program finds that Brian2 did the same. */
  private void brian2Repeats(String line) throws IOException {
    Python python = brian2();
    Outcome outcome = succeeds(line + " --brian2 " + program());
    String call = "python3 " + program() + " --compare " + path("out");
    assertTrue(outcome.err().contains("Wrote " + program() + ": " + call + "\n"), outcome.err());
    String printed = python.run(program(), "--compare", path("out"));
    assertTrue(printed.endsWith("\nThe same run.\n"), printed);
  }

  /** The same header, as many rows, and the same numbers but for rounding. */
  private void assertSame(String file) throws IOException {
    List<String> ours = lines(file);
    List<String> theirs = Files.readAllLines(folder.resolve("program-brian2").resolve(file));
    assertEquals(ours.get(0), theirs.get(0));
    assertEquals(ours.size(), theirs.size(), file);
    assertTrue(ours.size() > 1, file);
    for (int row = 1; row < ours.size(); row++) {
      double[] expected = numbers(ours.get(row));
      double[] actual = numbers(theirs.get(row));
      assertEquals(expected.length, actual.length);
      for (int column = 0; column < expected.length; column++) {
        assertEquals(expected[column], actual[column], SAME, file + ", row " + row);
      }
    }
  }

  private static double[] numbers(String line) {
    return Stream.of(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** Also with a spike of ours put elsewhere, which the program has to find. */
  @Test
  void leakyNeuronsWithNoiseAndPulsesAreRepeated() throws IOException {
    Python python = brian2();
    succeeds(
        "lif --neurons 3 --current 2.2nA --current-to 5nA --noise 2nA --seed -7 --from 2ms"
            + " --until 55ms --pulse-period 20ms --pulse-width 15ms --refractory 1ms"
            + " --duration 60ms --brian2 "
            + program());
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(out("potentials.csv"), other.resolve("potentials.csv"));
    String moved = Files.readString(out("spikes.csv")).replaceFirst("\n2,", "\n0,");
    Files.writeString(other.resolve("spikes.csv"), moved);
    AssertionError failure =
        assertThrows(
            AssertionError.class, () -> python.run(program(), "--compare", other.toString()));
    String said = failure.getMessage();
    assertTrue(said.contains("ended with 1: Brian2 "), said);
    assertTrue(said.contains("\nAnother run: see LIMITS.\n"), said);
    assertSame("spikes.csv");
    assertSame("potentials.csv");
  }

  /** Weights begin below their limit, meet it, and spikes arrive late at refractory neurons. */
  @Test
  void aNetworkThatLearnsIsRepeated() throws IOException {
    brian2Repeats(
        "stdp --preset tutorial-driven --neurons 4 --weight 3mV --weight-limit 3.01mV"
            + " --a-minus 0.02mV --delay 0.3ms --tau-minus 15ms --duration 80ms");
    assertSame("spikes.csv");
    assertSame("potentials.csv");
    assertSame("weights.csv");
    assertTrue(lines("weights.csv").stream().anyMatch(row -> row.endsWith(",3.01")));
    assertFalse(Files.readString(program()).contains("np.loadtxt"));
  }

  /** Currents and synapses in files; currents behind synapses, as slow as the membrane. */
  @Test
  void listedSynapsesAndCurrentsAreRepeated() throws IOException {
    Path currents = folder.resolve("currents.csv");
    StringBuilder list = new StringBuilder("neuron,current_pA\n");
    for (int n = 0; n < 12; n++) {
      list.append(n).append(',').append(2000 + 150 * n).append('\n');
    }
    Files.writeString(currents, list);
    brian2Repeats(
        "stdp --currents "
            + currents
            + " --connect 0.3 --synapse exponential --tau-synapse 10ms --weight 0.4nA --nearest"
            + " --dt 0.2ms --duration 80ms");
    assertSame("spikes.csv");
    assertSame("potentials.csv");
    assertSame("weights.csv");
    assertTrue(Files.exists(folder.resolve("program.currents.csv")));
    assertTrue(Files.exists(folder.resolve("program.synapses.csv")));
  }

  @Test
  void axonsAreRepeated() throws IOException {
    brian2Repeats("hh --neurons 2 --current 2nA --current-to 8nA --duration 15ms");
    assertSame("spikes.csv");
    assertSame("potentials.csv");
    assertSame("gates.csv");
  }

  @Test
  void theOtherMethodIsRepeated() throws IOException {
    brian2Repeats("hh --method exponential-euler --dt 0.04ms --current 4nA --duration 12ms");
    assertSame("spikes.csv");
    assertSame("potentials.csv");
    assertSame("gates.csv");
  }

  @Test
  void aProgramReplacesAnEarlierOneWithItsFiles() throws IOException {
    Path list = folder.resolve("list.csv");
    StringBuilder synapses = new StringBuilder("from,to,weight_mV,delay_ms\n");
    for (int k = 0; k < 11; k++) {
      synapses.append(k).append(",0,").append(k + 0.5).append(",0.2\n");
    }
    Files.writeString(list, synapses);
    succeeds("stdp --neurons 11 --connect " + list + " --duration 1ms --brian2 " + program());
    Path beside = folder.resolve("program.synapses.csv");
    assertEquals(
        List.of("# Made by ann2snn: from, to, weight in mV, delay in steps", "0,0,0.5,2"),
        Files.readAllLines(beside).subList(0, 2));
    assertEquals(12, Files.readAllLines(beside).size());
    succeeds("hh --duration 1ms --brian2 " + program());
    assertFalse(Files.exists(beside));
    assertTrue(Files.readString(program()).contains("Hodgkin and Huxley"));
  }

  @Test
  void aProgramThatCannotBeWrittenIsRefused() throws IOException {
    fails(2, "lif --brian2 " + path("program"), "is no name of a Python program on a disk; name");
    fails(2, "lif --brian2 -", "--brian2: - is no name of a Python program on a disk; name one");
    Files.createDirectory(folder.resolve("folder.py"));
    fails(2, "hh --brian2 " + path("folder.py"), "folder.py is a folder; name a file");
    Files.writeString(folder.resolve("file"), "x");
    fails(2, "stdp --brian2 " + path("file/a.py"), "--brian2: cannot write ");
    Path device = Files.createSymbolicLink(folder.resolve("null.py"), Path.of("/dev/null"));
    fails(2, "lif --brian2 " + device, "null.py is no name of a Python program on a disk");
    Files.delete(device);
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Files.writeString(program(), "print('mine')\n");
    String others = "program.py: was not written by ann2snn, whose file begins with";
    fails(2, "lif --brian2 " + program(), others);
    assertEquals("print('mine')\n", Files.readString(program()));
    Files.delete(program());
    Path beside = folder.resolve("program.synapses.csv");
    Files.writeString(beside, "from,to\n0,1\n");
    fails(2, "lif --brian2 " + program(), "program.synapses.csv: was not written by ann2snn");
    assertFalse(Files.exists(program()));
    Files.delete(beside);
    Path input = folder.resolve("program.currents.csv");
    Files.writeString(input, "neuron,current_nA\n0,2\n");
    fails(
        2,
        "lif --currents " + input + " --brian2 " + program(),
        "program.currents.csv is read, as --currents, and would be lost; write somewhere else");
    Files.move(input, program());
    fails(
        2,
        "lif --currents " + program() + " --brian2 " + program(),
        "program.py is read, as --currents, and would be lost");
  }
}
