package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.shell.BaseCommand;
import picocli.CommandLine.Command;

/** Networks for other programs. */
@Command(
    name = "export",
    description = "Writes a spiking network for other programs.",
    subcommands = {ExportNirCommand.class, ExportNumpyCommand.class, ExportJsonCommand.class},
    synopsisSubcommandLabel = "FORMAT",
    footer = {"", "Example: ann2snn export nir network.nir --neuron lif --out lif.nir"})
public final class ExportCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name a format: nir, numpy or json");
  }
}
