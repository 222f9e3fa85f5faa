package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.interop.weights.WeightsExport;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Networks for other programs. */
@Command(
    name = "export",
    description = "Writes a spiking network for other programs.",
    subcommands = {
      ExportNirCommand.class,
      ExportCommand.ExportNumpyCommand.class,
      ExportCommand.ExportJsonCommand.class
    },
    synopsisSubcommandLabel = "FORMAT",
    footer = {"", "Example: ann2snn export nir network.nir --neuron lif --out lif.nir"})
public final class ExportCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name a format: nir, numpy or json");
  }

  /** A network's plain numbers in a folder. */
  abstract static class ExportWeightsCommand extends BaseCommand {
    @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
    private Path network;

    @Option(
        names = {"-o", "--out"},
        paramLabel = "DIR",
        defaultValue = "weights",
        description = "The folder for the weights and their README.md.")
    private Path out;

    /** Writes the files and returns them. */
    abstract List<Path> write(WeightsExport export, Path folder) throws IOException;

    @Override
    public final void run() throws IOException {
      SpikingNetwork read = NetworkArgument.read(this, network);
      Output.requireFolder(this, out);
      for (Path file : write(new WeightsExport(read), out)) {
        terminal().out().println(file);
      }
    }
  }

  /** Weights as JSON. */
  @Command(
      name = "json",
      description = "Writes weights and neurons as weights.json, with a README of their shapes.",
      footer = {"", "Example: ann2snn export json network.nir --out weights"})
  static final class ExportJsonCommand extends ExportWeightsCommand {
    @Override
    List<Path> write(WeightsExport export, Path folder) throws IOException {
      return export.json(folder);
    }
  }

  /** Weights for NumPy. */
  @Command(
      name = "numpy",
      description = "Writes weights and neurons as weights.npz, with a README of their shapes.",
      footer = {"", "Example: ann2snn export numpy network.nir --out weights"})
  static final class ExportNumpyCommand extends ExportWeightsCommand {
    @Override
    List<Path> write(WeightsExport export, Path folder) throws IOException {
      return export.numpy(folder);
    }
  }
}
