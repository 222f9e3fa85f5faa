package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.options.RunOptions.OverrideOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.python.Brian2;
import io.github.ann2snn.interop.python.ExportedRun;
import io.github.ann2snn.interop.python.Nengo;
import io.github.ann2snn.interop.python.Nest;
import io.github.ann2snn.interop.python.Pynn;
import io.github.ann2snn.interop.python.PythonExport;
import io.github.ann2snn.interop.python.PythonSimulator;
import io.github.ann2snn.interop.python.RecordedSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A network as a Python program for another simulator, with samples and what they did here. */
@OptionGroup.In(OptionGroup.SIMULATION)
abstract class ExportPythonCommand extends BaseCommand {
  private static final int SAMPLES = 100;

  @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Mixin private DataOptions data;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "Test samples that are written, the first ones. Default: 100, or all where there are fewer.")
  private Optional<Integer> samples;

  @Mixin private OverrideOptions overrides;

  @Option(
      names = "--delays",
      description =
          "A spike takes one step from each population to the next, in the program and in the run"
              + " here that it is compared with.",
      showDefaultValue = Visibility.NEVER)
  private boolean delays;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of everything that is random.")
  private long seed;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "Folder for the program, the numbers and their README.md.")
  private Path out;

  private final PythonSimulator simulator;

  /**
   * @param simulator that the program is for
   */
  ExportPythonCommand(PythonSimulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public final void run() throws IOException, InterruptedException {
    refuse(
        samples.isPresent() && samples.get() < 1,
        "--samples is %s, expected at least 1",
        samples.orElse(0));
    PythonExport export = new PythonExport(simulator, out);
    Output.requireFolder(this, out, export.numbers().toArray(Path[]::new));
    Output.require(this, "--out", export::requireOurs);
    Output.requireBeside(this, export.sideFiles());
    NetworkArgument argument = NetworkArgument.read(this, network, overrides, seed);
    ExportedRun run =
        fromOptions(
            () -> {
              ExportedRun asked = new ExportedRun(argument.network(), argument.settings(), delays);
              asked.requireExact(simulator);
              return asked;
            });
    if (delays) {
      say(
          "With delays, the outputs see the inputs after %d of %d steps; --timesteps gives more.",
          run.latency(), run.settings().timesteps());
    }
    simulator.cautions(run).forEach(caution -> say("%s", caution));
    Dataset dataset = data.load(this, seed, argument.taking(Optional.empty()));
    Fit.require(argument, dataset);
    RecordedSamples recorded =
        RecordedSamples.of(run, first(dataset), Runtime.getRuntime().availableProcessors());
    print(
        Text.of(
            "%d samples of %s: %d right, %,d spikes in %d steps%n",
            recorded.samples().size(),
            dataset.name(),
            recorded.right(),
            recorded.spikes(),
            run.settings().timesteps()));
    export.write(recorded);
    UsedOptions.write(this, out);
    say(
        "Wrote network.npz, samples.npz, %s and README.md to %s; python3 %s compares.",
        simulator.program(), out, out.resolve(simulator.program()));
  }

  private Split first(Dataset dataset) {
    int there = dataset.test().size();
    int wanted = samples.orElse(Math.min(SAMPLES, there));
    refuse(
        wanted > there,
        "--samples is %d, but %s has %d test samples; ask for at most those",
        wanted,
        dataset.name(),
        there);
    return dataset.test().slice(0, wanted);
  }

  /** A program for Brian2. */
  @Command(
      name = "brian2",
      description = {
        "Writes a network as a Python program for Brian2, with its weights, test samples and what they did"
            + " here, which the program compares.",
        ""
      },
      footer = {
        "",
        "Example: ann2snn export brian2 network.nir --dataset mnist --samples 100 --out brian2"
      })
  static final class ExportBrian2Command extends ExportPythonCommand {
    ExportBrian2Command() {
      super(new Brian2());
    }
  }

  /** A program for Nengo. */
  @Command(
      name = "nengo",
      description = {
        "Writes a network as a Python program for Nengo, the simulator of Spaun, with its weights, test samples and what they did"
            + " here, which the program compares.",
        ""
      },
      footer = {
        "",
        "Example: ann2snn export nengo network.nir --dataset mnist --samples 100 --out nengo"
      })
  static final class ExportNengoCommand extends ExportPythonCommand {
    ExportNengoCommand() {
      super(new Nengo());
    }
  }

  /** A program for NEST. */
  @Command(
      name = "nest",
      description = {
        "Writes a network as a Python program for NEST, with its weights, test samples and what they did"
            + " here, which the program compares.",
        ""
      },
      footer = {
        "",
        "Example: ann2snn export nest network.nir --dataset mnist --samples 100 --out nest"
      })
  static final class ExportNestCommand extends ExportPythonCommand {
    ExportNestCommand() {
      super(new Nest());
    }
  }

  /** A program for PyNN. */
  @Command(
      name = "pynn",
      description = {
        "Writes a network as a Python program for PyNN, with its weights, test samples and what they did"
            + " here, which the program compares.",
        ""
      },
      footer = {
        "",
        "Example: ann2snn export pynn network.nir --reset zero --dataset mnist --samples 100 --out pynn"
      })
  static final class ExportPynnCommand extends ExportPythonCommand {
    ExportPynnCommand() {
      super(new Pynn());
    }
  }
}
