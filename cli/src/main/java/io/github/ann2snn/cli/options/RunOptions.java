package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a network that is made now is to be run. */
@OptionGroup.In(OptionGroup.SIMULATION)
public final class RunOptions {
  @Option(
      names = {"-t", "--timesteps"},
      paramLabel = "T",
      defaultValue = "32",
      description =
          "Simulation steps, at most: how many the network is made for is chosen, unless"
              + " --normalization is given too.")
  private int timesteps;

  @Option(
      names = "--coding",
      paramLabel = "NAME",
      defaultValue = "current",
      description = "Input coding: current, poisson, regular or binary.")
  private InputCoding coding;

  @Option(
      names = "--readout",
      paramLabel = "NAME",
      defaultValue = "membrane",
      description = "membrane (output neurons only integrate) or spikes.")
  private Readout readout;

  @Option(
      names = "--readout-start",
      paramLabel = "STEP",
      converter = StartReader.class,
      defaultValue = "auto",
      description =
          "Step from which on outputs count, from 1; auto is chosen with the steps, or 1 where those"
              + " are given.")
  private int readoutStart;

  /** A step, or auto, which is {@value #AUTO}. */
  static final class StartReader implements ITypeConverter<Integer> {
    private static final int AUTO = 0;

    @Override
    public Integer convert(String text) {
      if (text.equalsIgnoreCase("auto")) {
        return AUTO;
      }
      try {
        int step = Integer.parseInt(text);
        if (step >= 1) {
          return step;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new TypeConversionException(Text.of("'%s' is neither a step from 1 on nor auto", text));
    }
  }

  /** Outputs count from the first step on where nobody says otherwise. */
  public SimulationSettings settings(BaseCommand command, long seed) {
    return command.fromOptions(
        () -> new SimulationSettings(timesteps, coding, readout, readoutStart().orElse(1), seed));
  }

  /** The step from which on outputs are to count; empty if it is to be chosen. */
  public Optional<Integer> readoutStart() {
    return readoutStart == StartReader.AUTO ? Optional.empty() : Optional.of(readoutStart);
  }

  /** The same for a network that has a file, and more that the file says. */
  @OptionGroup.In(OptionGroup.SIMULATION)
  public static final class OverrideOptions {
    private static final String FROM_FILE = " Default: what the file says.";

    /** The comparison as users write it. */
    enum FireAt {
      ge,
      gt
    }

    @Option(
        names = {"-t", "--timesteps"},
        paramLabel = "T",
        description = "Simulation steps." + FROM_FILE)
    private Integer timesteps;

    @Option(
        names = "--coding",
        paramLabel = "NAME",
        description = "Input coding: current, poisson, regular or binary." + FROM_FILE)
    private InputCoding coding;

    @Option(
        names = "--readout",
        paramLabel = "NAME",
        description = "membrane (output neurons only integrate) or spikes." + FROM_FILE)
    private Readout readout;

    @Option(
        names = "--readout-start",
        paramLabel = "STEP",
        description = "Step from which on outputs count, from 1." + FROM_FILE)
    private Integer readoutStart;

    @Option(names = "--reset", paramLabel = "NAME", description = "subtract or zero." + FROM_FILE)
    private Reset reset;

    @Option(
        names = "--fire-at",
        paramLabel = "RULE",
        description = "ge (v >= threshold) or gt (v > threshold)." + FROM_FILE)
    private FireAt fireAt;

    @Option(
        names = "--initial-potential",
        paramLabel = "V",
        description = "As a fraction of the threshold." + FROM_FILE)
    private Float initialPotential;

    SimulationSettings settings(BaseCommand command, SpikingNetwork network, long seed) {
      var defaults = network.defaults();
      return command.fromOptions(
          () ->
              new SimulationSettings(
                  timesteps == null ? defaults.timesteps() : timesteps,
                  coding == null ? defaults.coding() : coding,
                  readout == null ? defaults.readout() : readout,
                  readoutStart == null ? defaults.readoutStart() : readoutStart,
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
                              fireAt == FireAt.ge
                                  ? FireRule.AT_THRESHOLD
                                  : FireRule.ABOVE_THRESHOLD);
                    }
                    return initialPotential == null
                        ? changed
                        : changed.withInitialPotential(initialPotential);
                  }));
    }
  }
}
