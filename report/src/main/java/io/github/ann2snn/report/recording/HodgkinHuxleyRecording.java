package io.github.ann2snn.report.recording;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun.HodgkinHuxleyTrace;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
import io.github.ann2snn.report.recording.CsvTable.StepTimes;
import io.github.ann2snn.report.recording.SimulationDocument.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Runs membranes of Hodgkin and Huxley and keeps what they did.
 *
 * @param simulation membrane, method and step
 * @param drive the currents into the neurons
 * @param steps how long
 * @param traces how many neurons' potentials are kept
 */
public record HodgkinHuxleyRecording(
    HodgkinHuxleySimulation simulation, Drive drive, QuantitySteps steps, int traces) {
  /** Between this density and 6.2625 uA/cm2 the squid's axon begins to fire for ever; measured. */
  private static final double REPETITIVE = 6.26;

  /** Between 62 uA/cm2 and this density its peaks fall below 0 mV; measured. */
  private static final double STRONG = 63;

  /**
   * Runs.
   *
   * @throws IllegalArgumentException if the traces become too long, or the step is too long for
   *     what the membrane does
   */
  public NeuronRun run() {
    int[] traced = NeuronRun.traced(drive.neurons(), traces);
    HodgkinHuxleyRun run =
        simulation.run(drive.neurons(), steps.steps(), drive.current(steps), traced);
    SpikeTable spikes = SpikeTable.of(run);
    List<HodgkinHuxleyTrace> kept = Arrays.stream(traced).mapToObj(run::trace).toList();
    ObjectNode findings = new JsonMapper().createObjectNode();
    Map<String, String> lines = new LinkedHashMap<>();
    density(findings, lines);
    states(kept, findings, lines);
    return new NeuronRun(
        "hh",
        drive,
        steps,
        spikes,
        tables(StepTimes.of(steps), kept),
        findings,
        lines,
        List.of(),
        spikes.count() > 0 ? Optional.empty() : Optional.of(silence()));
  }

  private static List<CsvTable> tables(StepTimes times, List<HodgkinHuxleyTrace> kept) {
    List<CsvTable> tables = new ArrayList<>(NeuronRun.potentials(times, potentials(kept)));
    kept.stream().limit(1).map(trace -> gates(times, trace)).forEach(tables::add);
    return tables;
  }

  private void density(ObjectNode findings, Map<String, String> lines) {
    double strongest = simulation.area().density(drive.strongest().in(Unit.NANOAMPERE));
    findings.put("strongestDensityMicroamperesPerCm2", strongest);
    lines.put("current density", Figure.of(strongest) + " uA/cm2 at most, without noise");
  }

  private void states(
      List<HodgkinHuxleyTrace> kept, ObjectNode findings, Map<String, String> lines) {
    HodgkinHuxleyState rest = simulation.membrane().rest();
    findings.put("restMv", rest.v());
    gates(findings.putObject("gatesAtRest"), rest);
    lines.put(
        "rest",
        Text.of("%.4f mV; gates m %.4f, h %.4f, n %.4f", rest.v(), rest.m(), rest.h(), rest.n()));
    if (kept.isEmpty()) {
      return;
    }
    double peak = kept.stream().mapToDouble(HodgkinHuxleyTrace::peak).max().orElseThrow();
    findings.put("peakMv", peak).put("amplitudeMv", peak - rest.v());
    HodgkinHuxleyTrace first = kept.get(0);
    gates(findings.putObject("gatesOfFirstAtEnd"), first.at(first.samples() - 1));
    lines.put("highest V", Text.of("%.2f mV, %.2f mV above rest", peak, peak - rest.v()));
  }

  private static void gates(ObjectNode node, HodgkinHuxleyState state) {
    node.put("m", state.m()).put("h", state.h()).put("n", state.n());
  }

  private static double[][] potentials(List<HodgkinHuxleyTrace> kept) {
    return kept.stream()
        .map(
            trace ->
                IntStream.range(0, trace.samples()).mapToDouble(s -> trace.at(s).v()).toArray())
        .toArray(double[][]::new);
  }

  private static CsvTable gates(StepTimes times, HodgkinHuxleyTrace trace) {
    return new CsvTable(
        SeriesFile.GATES,
        List.of("time_ms", "m_0", "h_0", "n_0"),
        trace.samples(),
        row -> {
          HodgkinHuxleyState state = trace.at(row);
          return List.of(times.at(row), state.m(), state.h(), state.n());
        });
  }

  private String silence() {
    return Text.of(
        "Nothing crossed 0 mV: this axon fires repetitively from about %s to %s nA (%s to %s uA/cm2).",
        Figure.of(simulation.area().nanoamperes(REPETITIVE)),
        Figure.of(simulation.area().nanoamperes(STRONG)),
        Figure.of(REPETITIVE),
        Figure.of(STRONG));
  }
}
