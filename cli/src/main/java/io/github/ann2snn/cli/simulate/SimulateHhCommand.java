package io.github.ann2snn.cli.simulate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.brian2.Brian2Program;
import io.github.ann2snn.cli.options.QuantityConverter;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyMethod;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation.MembraneArea;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.report.simulation.Drive;
import io.github.ann2snn.report.simulation.HodgkinHuxleyRecording;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The squid's giant axon. */
@Command(
    name = "hh",
    description = {
      "Simulates membranes of Hodgkin and Huxley (1952): the squid's giant axon, 20,000 um2 of it, on"
          + " which 1 nA is 5 uA/cm2. A spike is an upward crossing of 0 mV."
    },
    footer = {
      "",
      "Example: ann2snn simulate hh --current 2nA",
      "Example: ann2snn simulate hh --neurons 20 --current 0.5nA --current-to 10nA --out f-i"
    })
@OptionGroup.In(OptionGroup.NETWORK)
final class SimulateHhCommand extends BaseCommand {
  @Option(
      names = "--neurons",
      paramLabel = "N",
      description =
          "Number of membranes; they know nothing of each other. Default: 1, or as many as --currents"
              + " lists.")
  private Integer neurons;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "rk4",
      description = "rk4 (order 4) or exponential-euler (order 1, never unstable).")
  private HodgkinHuxleyMethod method;

  @Option(
      names = "--dt",
      paramLabel = "T",
      converter = QuantityConverter.Time.class,
      description = "Length of a step. Default: 0.05ms; with exponential-euler 0.01ms.")
  private Quantity dt;

  @Mixin private SimulationOptions options;

  @Override
  public void run() throws IOException {
    Drive drive = options.drive(this, neurons, 1, Optional.empty());
    Quantity step = dt != null ? dt : Quantity.parse(usualStep(), Dimension.TIME);
    HodgkinHuxleyRecording recording = fromOptions(() -> recording(drive, step));
    options.finish(
        this,
        fromOptions(() -> recording.run(progress())),
        () -> Brian2Program.of(recording),
        settings(),
        Optional.empty(),
        List.of());
  }

  private HodgkinHuxleyRecording recording(Drive drive, Quantity step) {
    QuantitySteps steps = QuantitySteps.of(options.duration, step);
    HodgkinHuxleySimulation simulation =
        new HodgkinHuxleySimulation(
            HodgkinHuxley.SQUID_AXON,
            MembraneArea.BENCHMARK_CELL,
            method,
            step.in(Unit.MILLISECOND));
    int traces = options.traces(this, drive.neurons(), steps);
    drive.current(steps); // for its checks
    options.requireOut(this);
    return new HodgkinHuxleyRecording(simulation, drive, steps, traces);
  }

  private String usualStep() {
    return method == HodgkinHuxleyMethod.EXPONENTIAL_EULER ? "0.01ms" : "0.05ms";
  }

  private ObjectNode settings() {
    HodgkinHuxley axon = HodgkinHuxley.SQUID_AXON;
    ObjectNode settings =
        new JsonMapper()
            .createObjectNode()
            .put("method", method.toString())
            .put("areaUm2", MembraneArea.BENCHMARK_CELL.squareMicrometres())
            .put("capacitanceMicrofaradPerCm2", axon.capacitance());
    settings
        .putObject("conductanceMillisiemensPerCm2")
        .put("sodium", axon.sodiumConductance())
        .put("potassium", axon.potassiumConductance())
        .put("leak", axon.leakConductance());
    settings
        .putObject("reversalMv")
        .put("sodium", axon.sodiumReversal())
        .put("potassium", axon.potassiumReversal())
        .put("leak", axon.leakReversal());
    return settings.put("spikeLevelMv", HodgkinHuxleySimulation.SPIKE_LEVEL);
  }
}
