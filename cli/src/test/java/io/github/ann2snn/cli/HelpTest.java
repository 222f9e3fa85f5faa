package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.shell.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.OptionSpec;

/** What commands say of themselves. */
class HelpTest extends CommandLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "datasets",
        "datasets list",
        "datasets fetch",
        "datasets verify",
        "train",
        "import",
        "import keras",
        "import torch-npz",
        "convert",
        "export",
        "export numpy",
        "export json",
        "evaluate",
        "compare",
        "explain",
        "inspect",
        "tune",
        "report",
        "export",
        "export nir",
        "simulate",
        "simulate lif",
        "simulate hh",
        "simulate stdp",
        "stdp",
        "stdp train",
        "stdp evaluate",
        "bench",
        "help"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    Outcome outcome = run((command + " --help").split(" ", -1));
    assertEquals(0, outcome.exitCode());
    assertTrue(outcome.out().startsWith("Usage: ann2snn " + command), outcome.out());
    assertTrue(outcome.out().contains("Example: ann2snn " + command), outcome.out());
    assertTrue(outcome.out().contains("4   conversion refused"), outcome.out());
    assertEquals("", outcome.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run DIR Folder",
        "train FILE File",
        "import keras FILE File",
        "import torch-npz FILE File",
        "convert FILE File",
        "export nir FILE File",
        "export numpy DIR Folder",
        "export json DIR Folder",
        "evaluate FILE File",
        "compare FILE File",
        "explain FILE File",
        "tune DIR Folder",
        "report FILE File",
        "simulate lif DIR Folder",
        "simulate hh DIR Folder",
        "simulate stdp DIR Folder",
        "stdp train DIR Folder",
        "stdp evaluate FILE File",
        "bench FILE File"
      })
  void outSaysWhetherItIsAFileOrAFolder(String line) {
    String[] words = line.split(" (?=DIR|FILE|F)", -1);
    String help = run((words[0] + " --help").split(" ", -1)).out().replaceAll("\\s+", " ");
    assertTrue(help.contains("--out=" + words[1] + " " + words[2] + " for "), help);
    assertTrue(
        words[1].equals("DIR")
            || help.contains("- is the standard")
            || line.matches("(train|imp).*"),
        help);
  }

  @Test
  void helpShowsDefaults() {
    String help = run("run", "--help").out().replaceAll("\\s+", " ");
    for (String option :
        new String[] {
          "--epochs=N Passes over the training samples. Default: 10",
          "--batch-size=N Samples per update. Default: 128",
          "--timesteps=T Simulation steps, at most: how many the network is made for is chosen, unless --normalization is given too. Default: 32",
          "Default: 99.9",
          "--seed=N Seed of everything that is random. Default: 42",
          "Default: auto"
        }) {
      assertTrue(help.contains(option), option + " in " + help);
    }
  }

  @Test
  void versionAndCompletion() {
    Outcome version = run("--version");
    assertEquals(0, version.exitCode());
    assertTrue(version.out().matches("ann2snn \\d+\\.\\d+\\.\\d+\\R"), version.out());
    Outcome completion = run("generate-completion");
    assertEquals(0, completion.exitCode());
    assertTrue(completion.out().contains("--normalization"));
  }

  @Test
  void helpIsAlsoACommand() {
    for (String command : new String[] {"run", "simulate lif", "datasets fetch"}) {
      String asked = run((command + " --help").split(" ", -1)).out();
      assertEquals(asked, run(("help " + command).split(" ", -1)).out());
    }
    assertEquals(run("--help").out(), run("help").out());
  }

  @Test
  void manyOptionsStandUnderHeadingsTheCommonOnesFirst() {
    String help = run("run", "--help").out();
    assertTrue(help.startsWith("Usage: ann2snn run [OPTIONS]\n"), help);
    List<String> headings =
        List.of(
            "\nMost used:\n  -d, --dataset=NAME",
            "\nData:\n",
            "\nTraining:\n",
            "\nConversion:\n",
            "\nSimulation:\n",
            "\nEnergy:\n",
            "\nGeneral:\n",
            "--verbose");
    for (int i = 1; i < headings.size(); i++) {
      int before = help.indexOf(headings.get(i - 1));
      assertTrue(before >= 0 && before < help.indexOf(headings.get(i)), headings.get(i));
    }
    assertFalse(run("export", "nir", "--help").out().contains("General:"));
  }

  @Test
  void shortNamesMeanTheSameEverywhere() {
    Map<String, String> longName = Map.of("-o", "--out", "-q", "--quiet", "-d", "--dataset");
    for (CommandLine command : commands(Ann2Snn.commandLine(Terminal.ofSystem()))) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        String name = command.getCommandSpec().qualifiedName() + " " + option.longestName();
        longName.forEach(
            (shorter, longer) ->
                assertEquals(
                    option.longestName().equals(longer),
                    List.of(option.names()).contains(shorter),
                    name));
        assertTrue(
            option.longestName().equals("--timesteps") == List.of(option.names()).contains("-t"));
        boolean none =
            !option.type().isPrimitive() || option.showDefaultValue() == Visibility.NEVER;
        assertTrue(!option.required() || (none && option.defaultValue() == null), name);
      }
      assertFalse(command.getUsageMessage().contains("Default: []"), command.getUsageMessage());
      assertFalse(command.getUsageMessage().contains("Default: {}"), command.getUsageMessage());
    }
  }

  private static List<CommandLine> commands(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(sub -> all.addAll(commands(sub)));
    return all;
  }
}
