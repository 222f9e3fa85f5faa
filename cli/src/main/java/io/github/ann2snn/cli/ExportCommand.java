package io.github.ann2snn.cli;

import picocli.CommandLine.Command;

/** Networks for other programs. */
@Command(
    name = "export",
    description = "Writes a spiking network for other programs.",
    subcommands = {ExportNumpyCommand.class, ExportJsonCommand.class},
    synopsisSubcommandLabel = "FORMAT",
    footer = {"", "Example: ann2snn export numpy network.nir --out weights"})
final class ExportCommand extends BaseCommand {
  @Override
  void run() {
    throw usage("name a format: numpy or json");
  }
}
