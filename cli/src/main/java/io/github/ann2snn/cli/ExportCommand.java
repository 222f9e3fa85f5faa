package io.github.ann2snn.cli;

import picocli.CommandLine.Command;

/** Networks for other programs. */
@Command(
    name = "export",
    description = "Writes a spiking network for other programs.",
    subcommands = {ExportNirCommand.class, ExportNumpyCommand.class, ExportJsonCommand.class},
    synopsisSubcommandLabel = "FORMAT",
    footer = {"", "Example: ann2snn export nir network.nir --neuron lif --out lif.nir"})
final class ExportCommand extends BaseCommand {
  @Override
  void run() {
    throw usage("name a format: nir, numpy or json");
  }
}
