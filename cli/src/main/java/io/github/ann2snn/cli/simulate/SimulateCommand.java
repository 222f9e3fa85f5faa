package io.github.ann2snn.cli.simulate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.cli.brian2.Brian2Program;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.report.simulation.LeakyRecording;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Neurons as differential equations. */
@Command(
    name = "simulate",
    description = {
      "Simulates point neurons: leaky integrate-and-fire, Hodgkin and Huxley's, and networks that"
          + " learn by spike-timing-dependent plasticity.",
      "Values have units, such as 2.5nA, 0.1ms, -70mV or 10MOhm."
    },
    subcommands = {
      SimulateCommand.SimulateLifCommand.class,
      SimulateHhCommand.class,
      SimulateStdpCommand.class
    },
    synopsisSubcommandLabel = "MODEL",
    footer = {"", "Example: ann2snn simulate stdp --preset tutorial-driven --out simulation"})
public final class SimulateCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name a model: lif, hh or stdp");
  }

  /** Neurons on their own. */
  @Command(
      name = "lif",
      description = {
        "Simulates leaky integrate-and-fire neurons without synapses, by the exact solution of"
            + " tau dV/dt = E_L - V + R I."
      },
      footer = {
        "",
        "Example: ann2snn simulate lif --neurons 1 --current 2.5nA --duration 200ms",
        "Example: ann2snn simulate lif --neurons 50 --current 1nA --current-to 6nA --out f-i"
      })
  static final class SimulateLifCommand extends BaseCommand {
    @Mixin private LeakyOptions neurons;
    @Mixin private SimulationOptions options;

    @Override
    public void run() throws IOException {
      LeakyRecording recording = neurons.recording(this, options, (count, dt) -> List.of());
      options.finish(
          this,
          fromOptions(() -> recording.run(progress())),
          () -> Brian2Program.of(recording),
          neurons.describe(new JsonMapper().createObjectNode()),
          neurons.preset,
          List.of());
    }
  }
}
