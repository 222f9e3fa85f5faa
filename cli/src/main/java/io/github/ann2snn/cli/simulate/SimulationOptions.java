package io.github.ann2snn.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.brian2.Brian2Program;
import io.github.ann2snn.cli.options.QuantityConverter;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.report.simulation.Drive;
import io.github.ann2snn.report.simulation.NeuronRun;
import io.github.ann2snn.report.simulation.SimulationDocument;
import io.github.ann2snn.report.simulation.SimulationDocument.Preset;
import io.github.ann2snn.report.simulation.Switching;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/**
 * What all simulations of neurons have in common: the currents, the time, and where it all goes.
 */
@OptionGroup.In(OptionGroup.SIMULATION)
final class SimulationOptions {
  private static final String BRIAN2 = "--brian2";
  private static final int MOST_TRACES = 10;
  private static final long MOST_TRACED_VALUES = HodgkinHuxleySimulation.MAX_TRACED_STATES;

  @Option(
      names = "--current",
      paramLabel = "I",
      converter = QuantityConverter.Current.class,
      description =
          "Current into each neuron, constant while it flows. Default: 2.5nA, or the preset's.")
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
      names = "--currents",
      paramLabel = "FILE",
      description =
          "Instead of --current: a CSV file with the current into each neuron, neuron,current_nA with"
              + " that header (or current_pA and so on), neurons from 0; a neuron without a line gets"
              + " none.")
  private Path currents;

  @Option(
      names = "--noise",
      paramLabel = "I",
      converter = QuantityConverter.Current.class,
      defaultValue = "0nA",
      description =
          "Standard deviation of Gaussian noise on the current, drawn for each neuron and step.")
  private Quantity noise;

  @Option(
      names = "--from",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      defaultValue = "0ms",
      description = "When the current is switched on (the noise always is).")
  private Quantity from;

  @Option(
      names = "--until",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      description = "When it is switched off again. Default: never.")
  private Optional<Quantity> until;

  @Option(
      names = "--pulse-period",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      description =
          "Between --from and --until the current comes in pulses, one at each period. Default: no"
              + " pulses.")
  private Optional<Quantity> pulsePeriod;

  @Option(
      names = "--pulse-width",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      description = "How long a pulse lasts.")
  private Optional<Quantity> pulseWidth;

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
      description = "Potentials of the first N neurons are written, 0 to 10.")
  private int traces;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of everything that is random: noise, and synapses by probability.")
  long seed;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = "simulation",
      description = "Folder for results.json, the series as CSV and report.html.")
  private Path out;

  @Option(
      names = BRIAN2,
      paramLabel = "FILE",
      description =
          "Also write the same run as a Python program for Brian2, FILE.py, which compares its traces"
              + " with these.")
  private Path brian2;

  @Option(
      names = "--json",
      description = "Print results.json instead of a table.",
      showDefaultValue = Visibility.NEVER)
  private boolean json;

  /**
   * The currents into the neurons.
   *
   * @param asked how many there are to be; null: as many as --currents lists, or {@code usual}
   * @throws IOException if the currents are listed in a file that cannot be read
   */
  Drive drive(BaseCommand command, Integer asked, int usual, Optional<Preset> preset)
      throws IOException {
    command.refuse(
        currentTo != null && current == null && preset.isEmpty(),
        "--current-to is given without --current; give both");
    command.refuse(
        currents != null && (current != null || currentTo != null || preset.isPresent()),
        "--currents lists all currents; leave out --current, --current-to and --preset");
    Drive.Constant constant =
        currents == null
            ? command.fromOptions(() -> spread(asked == null ? usual : asked, preset))
            : listed(command, asked);
    return command.fromOptions(
        () ->
            new Drive(constant, noise, seed, new Switching(from, until, pulsePeriod, pulseWidth)));
  }

  private Drive.Constant spread(int neurons, Optional<Preset> preset) {
    Quantity first =
        current != null
            ? current
            : preset.map(Preset::first).orElse(Quantity.parse("2.5nA", Dimension.CURRENT));
    Quantity same = current != null ? first : preset.map(Preset::last).orElse(first);
    return new Drive.Spread(neurons, first, currentTo != null ? currentTo : same);
  }

  private Drive.Constant listed(BaseCommand command, Integer asked) throws IOException {
    try {
      return Drive.Listed.read(
          currents, asked == null ? OptionalInt.empty() : OptionalInt.of(asked));
    } catch (IllegalArgumentException e) { // --neurons is out of range
      throw command.usage("%s", e.getMessage());
    }
  }

  /**
   * How many neurons' potentials are to be written.
   *
   * @param neurons how many there are
   * @param steps of the run
   */
  int traces(BaseCommand command, int neurons, QuantitySteps steps) {
    if (traces < 0 || traces > MOST_TRACES) {
      throw command.usage("--traces is %d, expected 0 to %d", traces, MOST_TRACES);
    }
    int traced = Math.min(neurons, traces);
    if (traced > 0 && steps.steps() >= MOST_TRACED_VALUES / traced) {
      throw command.usage(
          "%s of %,d steps are more than %,d values; take fewer --traces (0: none), a shorter"
              + " --duration or a longer --dt",
          traced == 1 ? "1 trace" : traced + " traces", steps.steps(), MOST_TRACED_VALUES);
    }
    return traced;
  }

  void requireOut(BaseCommand command) {
    Output.requireFolder(
        command, out, out.resolve(SimulationDocument.FILE), out.resolve(SimulationDocument.PAGE));
    Output.requireKind(command, out.resolve(SimulationDocument.FILE), SimulationDocument.SCHEMA);
    Output.requireBeside(command, SimulationDocument.csvFiles(out));
    if (brian2 != null) {
      requireProgram(command);
    }
  }

  private void requireProgram(BaseCommand command) {
    command.refuse(
        !brian2.toString().endsWith(Brian2Program.SUFFIX) || Output.isStream(brian2),
        "%s: %s is no name of a Python program on a disk; name one, such as %s.py",
        BRIAN2,
        brian2,
        out.getFileName());
    Output.requireFile(command, BRIAN2, brian2);
    Output.requireBeside(command, BRIAN2, Brian2Program.files(brian2));
  }

  /**
   * Writes and prints what happened.
   *
   * @param program the same in Brian2
   */
  void finish(
      BaseCommand command,
      NeuronRun run,
      Supplier<Brian2Program> program,
      ObjectNode settings,
      Optional<Preset> preset,
      List<String> notes)
      throws IOException {
    List<String> notices = new ArrayList<>(run.notes());
    notices.addAll(notes);
    notices.forEach(notice -> command.warn("%s", notice));
    SimulationDocument document = new SimulationDocument(run, settings, preset, notices);
    command.print(json ? document.toJson() : document.toText());
    document.write(out);
    UsedOptions.write(command, out);
    command.say("Wrote %s, its CSV files and report.html to %s", SimulationDocument.FILE, out);
    if (brian2 != null) {
      AtomicFile.createFolder(brian2.toAbsolutePath().getParent());
      program.get().write(brian2);
      String call = UsedOptions.quoted(brian2.toString());
      String ours = UsedOptions.quoted(out.toString());
      command.say("Wrote %s: python3 %s --compare %s", brian2, call, ours);
    }
  }
}
