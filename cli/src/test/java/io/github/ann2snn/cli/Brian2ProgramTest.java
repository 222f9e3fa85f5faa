package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
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

/**
 * Networks of each kind fire in Brian2 what they fire here; one Python runs all, as it starts
 * slowly.
 */
class Brian2ProgramTest extends CommandLineTest {
  /** Runs programs one after the other, each in the namespace of a program of its own. */
  private static final String RUN_ALL =
      """
      import runpy, sys
      for each in sys.argv[1:]:
          print("program", each)
          try:
              runpy.run_path(each + "/brian2_network.py", run_name="__main__")
          except SystemExit as end:
              print("ended with", end.code)
      """;

  private final HandmadeNetworks networks = new HandmadeNetworks();

  @Test
  void networksOfEachKindFireTheSame() throws IOException {
    Python python = Python.with("brian2", "python3-brian");
    Map<String, List<String>> printed = new LinkedHashMap<>();
    export("integers", networks.integers(Readout.MEMBRANE));
    export("integers-delayed", networks.integers(Readout.SPIKES), "--delays");
    export("hard-reset", networks.hardReset(InputCoding.POISSON));
    export("convolution", networks.convolution());
    export("residual", networks.residual());
    export("residual-delayed", networks.residual(), "--delays");
    export("signed", networks.signed());
    export("recurrent", networks.recurrent());
    export("wrong", networks.integers(Readout.MEMBRANE));
    Path wrong = folder.resolve("export-wrong/brian2_network.py");
    Files.writeString(
        wrong, Files.readString(wrong).replace("\"v -= threshold\"", "\"v -= threshold + 1\""));
    List<String> exported = folders();
    Path script = Files.writeString(folder.resolve("run_all.py"), RUN_ALL);
    String name = "";
    for (String line : python.run(script, exported.toArray(String[]::new)).lines().toList()) {
      name = line.startsWith("program ") ? line.substring(8) : name;
      printed.computeIfAbsent(name, each -> new ArrayList<>()).add(line);
    }
    assertEquals(exported, List.copyOf(printed.keySet()));
    assertDiffers(printed.remove("export-wrong"));
    printed.forEach(Brian2ProgramTest::assertAgrees);
  }

  /** A program that does something else says so. */
  private static void assertDiffers(List<String> lines) {
    assertTrue(lines.contains("DIFFERS: more than 0 % of counts, or a class"), lines.toString());
    assertTrue(lines.contains("ended with 1"), lines.toString());
  }

  private void export(String name, SpikingNetwork network, String... more) throws IOException {
    NirWriter.write(network, folder.resolve(name + ".nir"));
    String data = quarters(folder.resolve("quarters"));
    List<String> words =
        new ArrayList<>(
            List.of("export", "brian2", path(name + ".nir"), "--dataset", data, "--samples", "3"));
    words.addAll(List.of("--out", path("export-" + name)));
    words.addAll(Arrays.asList(more));
    Outcome outcome = run(words.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  private List<String> folders() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith("export-"))
          .sorted()
          .toList();
    }
  }

  /** All spikes, of which there are some, and all classes. */
  private static void assertAgrees(String program, List<String> lines) {
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
}
