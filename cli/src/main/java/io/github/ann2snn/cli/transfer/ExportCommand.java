package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.interop.weights.WeightsExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Networks for other programs. */
@Command(
    name = "export",
    description = "Writes a spiking network, or what it does, for other programs.",
    subcommands = {
      ExportNirCommand.class,
      ExportCommand.ExportNumpyCommand.class,
      ExportCommand.ExportJsonCommand.class,
      ExportPythonCommand.ExportBrian2Command.class,
      ExportPythonCommand.ExportNengoCommand.class,
      ExportPythonCommand.ExportNestCommand.class,
      ExportPythonCommand.ExportPynnCommand.class,
      ExportRecordingCommand.class,
      ExportNeuroBenchCommand.class
    },
    synopsisSubcommandLabel = "FORMAT",
    footer = {"", "Example: ann2snn export nir network.nir --neuron lif --out lif.nir"})
public final class ExportCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage(
        "name a format: nir, numpy, json, brian2, nengo, nest, pynn, recording or neurobench");
  }

  /** A network's plain numbers in a folder. */
  abstract static class ExportWeightsCommand extends BaseCommand {
    @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
    private Path network;

    @Option(
        names = {"-o", "--out"},
        paramLabel = "DIR",
        defaultValue = "weights",
        description = "Folder for the weights and their README.md.")
    private Path out;

    private final String file;

    /**
     * @param file name of the file of weights
     */
    ExportWeightsCommand(String file) {
      this.file = file;
    }

    /** Writes the files. */
    abstract void write(WeightsExport export, Path folder) throws IOException;

    @Override
    public final void run() throws IOException {
      SideFile readme = WeightsExport.readme(out);
      Output.requireFolder(this, out, out.resolve(file));
      Output.requireBeside(this, List.of(readme));
      write(new WeightsExport(NetworkArgument.read(this, network)), out);
      UsedOptions.write(this, out);
      say("Wrote %s and %s to %s", file, readme.path().getFileName(), out);
    }
  }

  /** Weights as JSON. */
  @Command(
      name = "json",
      description = "Writes weights and neurons as weights.json, with a README of their shapes.",
      footer = {"", "Example: ann2snn export json network.nir --out weights"})
  static final class ExportJsonCommand extends ExportWeightsCommand {
    ExportJsonCommand() {
      super("weights.json");
    }

    @Override
    void write(WeightsExport export, Path folder) throws IOException {
      export.json(folder);
    }
  }

  /** Weights for NumPy. */
  @Command(
      name = "numpy",
      description = "Writes weights and neurons as weights.npz, with a README of their shapes.",
      footer = {"", "Example: ann2snn export numpy network.nir --out weights"})
  static final class ExportNumpyCommand extends ExportWeightsCommand {
    ExportNumpyCommand() {
      super("weights.npz");
    }

    @Override
    void write(WeightsExport export, Path folder) throws IOException {
      export.numpy(folder);
    }
  }
}
