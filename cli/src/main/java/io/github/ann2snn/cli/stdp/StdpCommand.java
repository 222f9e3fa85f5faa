package io.github.ann2snn.cli.stdp;

import io.github.ann2snn.cli.shell.BaseCommand;
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
public final class StdpCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name what to do: train or evaluate");
  }
}
