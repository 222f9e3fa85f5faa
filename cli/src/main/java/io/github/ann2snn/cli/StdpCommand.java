package io.github.ann2snn.cli;

import picocli.CommandLine.Command;

/** Learning without back-propagation. */
@Command(
    name = "stdp",
    description = {
      "Learns without labels and without back-propagation, by spike-timing-dependent plasticity"
          + " (Diehl and Cook 2015)."
    },
    subcommands = {StdpTrainCommand.class, StdpEvaluateCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ann2snn stdp train --dataset mnist --neurons 400 --out stdp"})
final class StdpCommand extends BaseCommand {
  @Override
  void run() {
    throw usage("name what to do: train or evaluate");
  }
}
