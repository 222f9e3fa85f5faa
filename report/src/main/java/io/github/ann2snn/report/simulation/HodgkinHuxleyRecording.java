package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun.HodgkinHuxleyTrace;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.simulation.Series.StepTimes;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
   * @param progress hears how it gets on
   * @throws IllegalArgumentException if the traces become too long, or the step is too long for
   *     what the membrane does
   */
  public NeuronRun run(Progress progress) {
    int[] traced = IntStream.range(0, Math.min(drive.neurons(), traces)).toArray();
    HodgkinHuxleyRun done;
    try (Progress.Work work = drive.begin(steps, progress)) {
      done = simulation.run(drive.neurons(), steps.steps(), drive.current(steps, work), traced);
    }
    NeuronRun run = new NeuronRun("hh", drive, steps, Spikes.of(done), this::silence);
    List<HodgkinHuxleyTrace> kept = Arrays.stream(traced).mapToObj(done::trace).toList();
    if (!kept.isEmpty()) {
      StepTimes times = StepTimes.of(steps);
      HodgkinHuxleyTrace first = kept.get(0);
      run.series()
          .add(
              Traces.potentials(
                  times, traced.length, first.samples(), (row, n) -> kept.get(n).at(row).v()));
      run.series().add(Traces.gates(times, first));
    }
    density(run.findings(), run.lines());
    states(kept, run.findings(), run.lines());
    return run;
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

  private String silence() {
    return Text.of(
        "Nothing crossed 0 mV: this axon fires repetitively from about %s to %s nA (%s to %s uA/cm2).",
        Figure.of(simulation.area().nanoamperes(REPETITIVE)),
        Figure.of(simulation.area().nanoamperes(STRONG)),
        Figure.of(REPETITIVE),
        Figure.of(STRONG));
  }
}
