package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import picocli.CommandLine.Option;

/** Options that override what a network file says. */
public final class OverrideOptions {
  private static final String FROM_FILE = " Default: what the file says.";

  /** The comparison as users write it. */
  enum FireAt {
    ge,
    gt
  }

  @Option(names = "--timesteps", paramLabel = "T", description = "Simulation steps." + FROM_FILE)
  Integer timesteps;

  @Option(
      names = "--coding",
      paramLabel = "NAME",
      description = "Input coding: current, poisson, regular or binary." + FROM_FILE)
  InputCoding coding;

  @Option(
      names = "--readout",
      paramLabel = "NAME",
      description = "membrane (output neurons only integrate) or spikes." + FROM_FILE)
  Readout readout;

  @Option(names = "--reset", paramLabel = "NAME", description = "subtract or zero." + FROM_FILE)
  Reset reset;

  @Option(
      names = "--fire-at",
      paramLabel = "RULE",
      description = "ge (v >= threshold) or gt (v > threshold)." + FROM_FILE)
  FireAt fireAt;

  @Option(
      names = "--initial-potential",
      paramLabel = "V",
      description = "As a fraction of the threshold." + FROM_FILE)
  Float initialPotential;

  SimulationSettings settings(BaseCommand command, RunDefaults defaults, long seed) {
    return command.fromOptions(
        () ->
            new SimulationSettings(
                timesteps == null ? defaults.timesteps() : timesteps,
                coding == null ? defaults.coding() : coding,
                readout == null ? defaults.readout() : readout,
                seed));
  }

  SpikingNetwork apply(BaseCommand command, SpikingNetwork network) {
    return command.fromOptions(
        () ->
            network.withFiring(
                firing -> {
                  var changed = reset == null ? firing : firing.withReset(reset);
                  if (fireAt != null) {
                    changed =
                        changed.withRule(
                            fireAt == FireAt.ge ? FireRule.AT_THRESHOLD : FireRule.ABOVE_THRESHOLD);
                  }
                  return initialPotential == null
                      ? changed
                      : changed.withInitialPotential(initialPotential);
                }));
  }
}
