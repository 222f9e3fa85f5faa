package io.github.ann2snn.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.dynamics.Drive;
import io.github.ann2snn.cli.dynamics.NeuronRun;
import io.github.ann2snn.cli.dynamics.Preset;
import io.github.ann2snn.cli.dynamics.SimulationDocument;
import io.github.ann2snn.cli.dynamics.SimulationPage;
import io.github.ann2snn.runtime.dynamics.Dimension;
import io.github.ann2snn.runtime.dynamics.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/**
 * What all simulations of neurons have in common: the currents, the time, and where it all goes.
 */
final class SimulationOptions {
  private static final int MOST_TRACES = 10;

  @Option(
      names = "--current",
      paramLabel = "I",
      converter = QuantityConverter.Current.class,
      description = "Constant current into each neuron. Default: 2.5nA, or the preset's.")
  private Quantity current;

  @Option(
      names = "--current-to",
      paramLabel = "I",
      converter = QuantityConverter.Current.class,
      description =
          "Current into the last neuron; the first gets --current, those between evenly spread"
              + " values. Default: as --current.")
  private Quantity currentTo;

  @Option(
      names = "--noise",
      paramLabel = "I",
      converter = QuantityConverter.Current.class,
      defaultValue = "0nA",
      description =
          "Standard deviation of Gaussian noise on the current, drawn for each neuron and step.")
  private Quantity noise;

  @Option(
      names = "--duration",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      defaultValue = "1s",
      description = "Simulated time; rounded to whole steps, which is said.")
  Quantity duration;

  @Option(
      names = "--traces",
      paramLabel = "N",
      defaultValue = "10",
      description = "Potentials of the first N neurons are written, 1 to 10.")
  private int traces;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of everything that is random, which is the noise.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "simulation",
      description = "Folder for results.json, the series as CSV and report.html.")
  private Path out;

  @Option(
      names = "--json",
      description = "Print results.json instead of a table.",
      showDefaultValue = Visibility.NEVER)
  private boolean json;

  /** The currents into that many neurons. */
  Drive drive(BaseCommand command, int neurons, Optional<Preset> preset) {
    if (currentTo != null && current == null && preset.isEmpty()) {
      throw command.usage("--current-to is given without --current; give both");
    }
    Quantity first =
        current != null
            ? current
            : preset.map(Preset::first).orElse(Quantity.parse("2.5nA", Dimension.CURRENT));
    Quantity same = current != null ? first : preset.map(Preset::last).orElse(first);
    Quantity last = currentTo != null ? currentTo : same;
    return command.fromOptions(() -> new Drive(neurons, first, last, noise, seed));
  }

  /** How many neurons' potentials are to be written. */
  int traces(BaseCommand command) {
    if (traces < 1 || traces > MOST_TRACES) {
      throw command.usage("--traces is %d, expected 1 to %d".formatted(traces, MOST_TRACES));
    }
    return traces;
  }

  void requireOut(BaseCommand command) {
    Output.requireFolder(command, out);
  }

  /** Writes and prints what happened. */
  void finish(BaseCommand command, NeuronRun run, ObjectNode settings, Optional<Preset> preset)
      throws IOException {
    run.steps().note().ifPresent(command.terminal()::warn);
    SimulationDocument document = new SimulationDocument(run, settings, preset);
    document.write(out);
    SimulationPage.read(out.resolve(SimulationDocument.FILE)).write(out.resolve("report.html"));
    command.terminal().out().print(json ? document.toJson() : document.toText());
    command.terminal().out().flush();
    command
        .terminal()
        .say(
            "Wrote %s, its CSV files and report.html to %s"
                .formatted(SimulationDocument.FILE, out));
  }
}
