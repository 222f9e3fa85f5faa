package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small networks as programs for a simulator, all run by one Python, as it starts slowly. */
abstract class ExportedPrograms extends CommandLineTest {
  /** Runs programs one after the other, each in the namespace of a program of its own. */
  private static final String RUN_ALL =
      """
      import runpy, sys
      folders, sys.argv[1:] = sys.argv[1:], []
      for each in folders:
          print("program", each)
          try:
              runpy.run_path(each + "/SIMULATOR_network.py", run_name="__main__")
          except SystemExit as end:
              print("ended with", end.code)
      """;

  final HandmadeNetworks networks = new HandmadeNetworks();

  private final String simulator;
  private final List<String> exported = new ArrayList<>();

  /**
   * @param simulator its name in commands
   */
  ExportedPrograms(String simulator) {
    this.simulator = simulator;
  }

  /** Exports a network with three samples, and gives what was said. */
  String export(String name, SpikingNetwork network, String... more) throws IOException {
    NirWriter.write(network, folder.resolve(name + ".nir"));
    String data = quarters(folder.resolve("quarters"));
    List<String> words =
        new ArrayList<>(
            List.of("export", simulator, path(name + ".nir"), "--dataset", data, "--samples", "3"));
    words.addAll(List.of("--out", path("export-" + name)));
    words.addAll(Arrays.asList(more));
    Outcome outcome = run(words.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    exported.add("export-" + name);
    return outcome.err();
  }

  /** The program of a network. */
  Path program(String name) {
    return folder.resolve("export-" + name).resolve(simulator + "_network.py");
  }

  /** Changes a program, so that it does something else. */
  void spoil(String name, String right, String wrong) throws IOException {
    String text = Files.readString(program(name));
    assertTrue(text.contains(right), text);
    Files.writeString(program(name), text.replace(right, wrong));
  }

  /** Any Python reads a program, whether it has its simulator or not. */
  @Test
  final void pythonReadsTheProgram() throws IOException {
    Python python = Python.with("ast", "python3");
    export("read", networks.hardReset(InputCoding.POISSON), "--reset", "zero");
    Path script =
        Files.writeString(
            folder.resolve("read.py"), "import ast, sys; ast.parse(open(sys.argv[1]).read())");
    assertEquals("", python.run(script, program("read").toString()));
    Files.writeString(program("read"), "for\n");
    assertThrows(AssertionError.class, () -> python.run(script, program("read").toString()));
  }

  /** Runs all programs, and gives what each printed. */
  Map<String, List<String>> printed(Python python) throws IOException {
    Path script = folder.resolve("run_all.py");
    Files.writeString(script, RUN_ALL.replace("SIMULATOR", simulator));
    Map<String, List<String>> printed = new LinkedHashMap<>();
    String name = "";
    for (String line : python.run(script, exported.toArray(String[]::new)).lines().toList()) {
      name = line.startsWith("program ") ? line.substring(8) : name;
      printed.computeIfAbsent(name, each -> new ArrayList<>()).add(line);
    }
    printed.keySet().removeIf(each -> !exported.contains(each)); // what Python said before
    assertEquals(exported, List.copyOf(printed.keySet()));
    return printed;
  }

  /** All spikes, of which there are some, and all classes. */
  static void assertAgrees(String program, List<String> lines) {
    String text = program + ": " + String.join("\n", lines);
    assertTrue(lines.contains("AGREES"), text);
    assertTrue(lines.contains("ended with 0"), text);
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("spike counts: (\\d+) of \\1 equal .*")),
        text);
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("classes: 3 of 3 equal; ")), text);
    List<String> populations =
        lines.stream().filter(line -> line.matches("\\w+ +\\d+ +-?\\d+ +-?\\d+ +\\d+")).toList();
    assertTrue(populations.size() >= 1, text);
    for (String population : populations) {
      String[] cells = population.split(" +", -1);
      assertTrue(Integer.parseInt(cells[2]) != 0, "silent: " + text);
      assertEquals(cells[2], cells[3], text);
    }
  }

  /** A program that does something else says so. */
  static void assertDiffers(List<String> lines) {
    assertTrue(lines.contains("DIFFERS: more than 0 % of counts, or a class"), lines.toString());
    assertTrue(lines.contains("ended with 1"), lines.toString());
  }
}
