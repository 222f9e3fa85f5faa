package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import picocli.CommandLine.Option;

/** How a network that is made now is to be run. */
public final class RunOptions {
  @Option(
      names = "--timesteps",
      paramLabel = "T",
      defaultValue = "32",
      description = "Simulation steps.")
  int timesteps;

  @Option(
      names = "--coding",
      paramLabel = "NAME",
      defaultValue = "current",
      description = "Input coding: current, poisson, regular or binary.")
  InputCoding coding;

  @Option(
      names = "--readout",
      paramLabel = "NAME",
      defaultValue = "membrane",
      description = "membrane (output neurons only integrate) or spikes.")
  Readout readout;

  public SimulationSettings settings(BaseCommand command, long seed) {
    return command.fromOptions(() -> new SimulationSettings(timesteps, coding, readout, seed));
  }

  public static RunDefaults defaults(SimulationSettings settings) {
    return new RunDefaults(settings.timesteps(), settings.coding(), settings.readout());
  }
}
