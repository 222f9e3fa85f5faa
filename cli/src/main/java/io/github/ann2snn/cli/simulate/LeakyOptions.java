package io.github.ann2snn.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.options.QuantityConverter;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.dynamics.leaky.LeakyNetwork;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.report.simulation.Drive;
import io.github.ann2snn.report.simulation.LeakyRecording;
import io.github.ann2snn.report.simulation.SimulationDocument.Preset;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Leaky integrate-and-fire neurons; the defaults are the tutorial's. */
@OptionGroup.In(OptionGroup.NETWORK)
final class LeakyOptions {
  private static final int USUAL_NEURONS = 100;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Currents by name: tutorial (1.5pA, as its text says) or tutorial-driven (2.1nA for the"
              + " first neuron to 4nA for the last). Other options still count.")
  Optional<Preset> preset;

  @Option(
      names = "--neurons",
      paramLabel = "N",
      description = "Number of neurons. Default: 100, or as many as --currents lists.")
  private Integer neurons;

  @Option(
      names = "--dt",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      defaultValue = "0.1ms",
      description = "Length of a step, shorter than all time constants.")
  private Quantity dt;

  @Option(
      names = "--tau",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      defaultValue = "10ms",
      description = "Time constant of the membrane.")
  private Quantity tau;

  @Option(
      names = "--rest",
      paramLabel = "V",
      converter = QuantityConverter.Voltage.class,
      defaultValue = "-70mV",
      description = "Potential at rest, and at the start.")
  private Quantity rest;

  @Option(
      names = "--resistance",
      paramLabel = "R",
      converter = QuantityConverter.Resistance.class,
      defaultValue = "10MOhm",
      description = "Resistance of the membrane.")
  private Quantity resistance;

  @Option(
      names = "--threshold",
      paramLabel = "V",
      converter = QuantityConverter.Voltage.class,
      defaultValue = "-50mV",
      description = "Above this potential a neuron fires.")
  private Quantity threshold;

  @Option(
      names = "--reset",
      paramLabel = "V",
      converter = QuantityConverter.Voltage.class,
      defaultValue = "-70mV",
      description = "Potential after a spike.")
  private Quantity reset;

  @Option(
      names = "--refractory",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      defaultValue = "5ms",
      description = "Time after a spike in which a neuron does nothing; 0ms or at least a step.")
  private Quantity refractory;

  /** Makes the synapses between neurons. */
  @FunctionalInterface
  interface Synapses {
    /** Synapses between so many neurons, for steps of a length. */
    List<SynapseGroup> of(int neurons, Quantity dt) throws IOException;
  }

  /**
   * A run of neurons with these synapses.
   *
   * @throws IOException if currents or synapses are listed in a file that cannot be read
   */
  LeakyRecording recording(BaseCommand command, SimulationOptions options, Synapses synapses)
      throws IOException {
    Drive drive = options.drive(command, neurons, USUAL_NEURONS, preset);
    double dtMs = dt.in(Unit.MILLISECOND);
    QuantitySteps steps = command.fromOptions(() -> QuantitySteps.of(options.duration, dt));
    int traces = options.traces(command, drive.neurons(), steps);
    LeakyMembrane membrane = command.fromOptions(() -> membrane(dtMs));
    options.requireOut(command);
    List<SynapseGroup> groups = synapses.of(drive.neurons(), dt);
    return command.fromOptions(
        () -> {
          LeakyNetwork network = new LeakyNetwork(drive.neurons(), membrane, dtMs, groups);
          drive.current(steps); // for its checks
          return new LeakyRecording(network, drive, steps, traces);
        });
  }

  private LeakyMembrane membrane(double dtMs) {
    LeakyMembrane membrane =
        new LeakyMembrane(
            tau.in(Unit.MILLISECOND),
            rest.in(Unit.MILLIVOLT),
            resistance.in(Unit.MEGAOHM),
            threshold.in(Unit.MILLIVOLT),
            reset.in(Unit.MILLIVOLT),
            refractory.in(Unit.MILLISECOND));
    membrane.checkStep(dtMs);
    return membrane;
  }

  /** All of it for the document. */
  ObjectNode describe(ObjectNode settings) {
    return settings
        .put("tau", tau.toString())
        .put("rest", rest.toString())
        .put("resistance", resistance.toString())
        .put("threshold", threshold.toString())
        .put("reset", reset.toString())
        .put("refractory", refractory.toString());
  }
}
