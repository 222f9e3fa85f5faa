package io.github.ann2snn.cli.simulate;

import io.github.ann2snn.cli.shell.BaseCommand;
import picocli.CommandLine.Command;

/** Neurons as differential equations. */
@Command(
    name = "simulate",
    description = {
      "Simulates point neurons: leaky integrate-and-fire, Hodgkin and Huxley's, and networks that"
          + " learn by spike-timing-dependent plasticity.",
      "Values have units, such as 2.5nA, 0.1ms, -70mV or 10MOhm."
    },
    subcommands = {SimulateLifCommand.class, SimulateHhCommand.class, SimulateStdpCommand.class},
    synopsisSubcommandLabel = "MODEL",
    footer = {"", "Example: ann2snn simulate stdp --preset tutorial-driven --out simulation"})
public final class SimulateCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name a model: lif, hh or stdp");
  }
}
