package io.github.ann2snn.report.recording;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.dynamics.leaky.LeakyNetwork;
import io.github.ann2snn.dynamics.leaky.LeakySimulation;
import io.github.ann2snn.dynamics.leaky.StdpRule;
import io.github.ann2snn.dynamics.leaky.StdpWindow;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
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
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Runs leaky neurons and keeps what they did.
 *
 * @param network with one group of synapses, or none
 * @param drive the currents into its neurons
 * @param steps how long
 * @param traces how many neurons' potentials are kept
 */
public record LeakyRecording(LeakyNetwork network, Drive drive, QuantitySteps steps, int traces) {
  /**
   * Runs.
   *
   * @throws IllegalArgumentException if the traces become too long
   */
  public NeuronRun run() {
    int[] traced = NeuronRun.traced(drive.neurons(), traces);
    LeakySimulation simulation = new LeakySimulation(network, drive.current(steps), traced);
    simulation.advance(steps.steps());
    StepTimes times = StepTimes.of(steps);
    SpikeTable spikes = SpikeTable.of(simulation.spikes(), times);
    double[][] potentials =
        Arrays.stream(traced).mapToObj(simulation::potentials).toArray(double[][]::new);
    List<CsvTable> tables = new ArrayList<>(NeuronRun.potentials(times, potentials));
    ObjectNode findings = new JsonMapper().createObjectNode();
    Map<String, String> lines = new LinkedHashMap<>();
    threshold(findings, lines);
    List<String> remarks = new ArrayList<>();
    boolean plastic = !network.groups().isEmpty();
    if (plastic) {
      SynapseGroup group = network.groups().get(0);
      LearnedWeights weights = new LearnedWeights(group, simulation.weights(0));
      tables.add(weights.csv());
      weights.describe(findings, lines);
      remarks.add(weights.sentence());
      MeasuredWindow window = window(group, times);
      tables.add(window.csv());
      window.describe(findings);
    }
    return new NeuronRun(
        plastic ? "stdp" : "lif",
        drive,
        steps,
        spikes,
        tables,
        findings,
        lines,
        remarks,
        spikes.count() > 0 ? Optional.empty() : Optional.of(silence()));
  }

  private double strongest() {
    return drive.strongest().in(Unit.NANOAMPERE);
  }

  private double needMv() {
    return network.membrane().thresholdMv() - network.membrane().restMv();
  }

  private void threshold(ObjectNode findings, Map<String, String> lines) {
    LeakyMembrane membrane = network.membrane();
    double lift = membrane.driveMv(strongest());
    findings
        .putObject("membrane")
        .put("strongestDriveMv", lift)
        .put("neededDriveMv", needMv())
        .put("rheobaseNanoamperes", membrane.rheobaseNanoamperes())
        .put("tauMs", membrane.tauMs())
        .put("restMv", membrane.restMv())
        .put("resistanceMegohm", membrane.resistanceMegohm())
        .put("thresholdMv", membrane.thresholdMv())
        .put("resetMv", membrane.resetMv())
        .put("refractoryMs", membrane.refractoryMs());
    lines.put(
        "fires above",
        Text.of(
            "%s nA; the strongest current lifts V by %s of the %s to the threshold",
            Figure.of(membrane.rheobaseNanoamperes()),
            Figure.voltage(lift),
            Figure.voltage(needMv())));
  }

  /** Why no neuron fired. */
  private String silence() {
    LeakyMembrane membrane = network.membrane();
    double lift = membrane.driveMv(strongest());
    if (lift > needMv()) {
      return Text.of(
          "Nothing fired: %s brings V to the threshold only after %s ms%s.",
          drive.strongest(),
          Figure.of(membrane.tauMs() * Math.log(lift / (lift - needMv()))),
          drive.switching().always()
              ? "; take a longer --duration"
              : Text.of(
                  ", and flows for %s ms without a pause",
                  Figure.of(drive.switching().plan(steps).longest() * network.dtMs())));
    }
    return Text.of(
        "Nothing fired: %s through %s MOhm lifts V by %s, and the threshold is %s above rest. It takes more than %s nA%s.",
        drive.strongest(),
        Figure.of(membrane.resistanceMegohm()),
        Figure.voltage(lift),
        Figure.voltage(needMv()),
        Figure.of(membrane.rheobaseNanoamperes()),
        drive.isNoisy() ? ", or stronger noise" : "");
  }

  private MeasuredWindow window(SynapseGroup group, StepTimes times) {
    return MeasuredWindow.of(
        group.plasticity().orElseThrow(), network.dtMs(), times, group.response().unit());
  }

  /**
   * The window of a rule of plasticity, measured at lags that show all of it.
   *
   * @param window as measured
   * @param times of steps
   * @param unit of weights
   */
  private record MeasuredWindow(StdpWindow window, StepTimes times, String unit) {
    /** So many lags on each side of 0. */
    private static final int LAGS = 60;

    /** Of the longer time constant; e^-5 is 0.7 %. */
    private static final int TIME_CONSTANTS = 5;

    /** Measuring takes twice as many steps. */
    private static final long LONGEST = 100_000;

    /**
     * Measures.
     *
     * @throws IllegalArgumentException if the step is not shorter than the time constants
     */
    static MeasuredWindow of(StdpRule rule, double dtMs, StepTimes times, String unit) {
      double span = TIME_CONSTANTS * Math.max(rule.tauPlusMs(), rule.tauMinusMs()) / dtMs;
      long longest = Math.min(Math.round(span), LONGEST);
      TreeSet<Integer> lags = new TreeSet<>(List.of(-1, 0, 1));
      IntStream.rangeClosed(-LAGS, LAGS).forEach(k -> lags.add((int) (longest * k / LAGS)));
      int[] all = lags.stream().mapToInt(Integer::intValue).toArray();
      return new MeasuredWindow(StdpWindow.measure(rule, dtMs, all), times, unit);
    }

    /** The changes, and what the formula says. */
    CsvTable csv() {
      int[] lags = window.lags();
      double[] changes = window.changes();
      return new CsvTable(
          SeriesFile.WINDOW,
          List.of("delta_t_ms", "change_" + unit, "formula_" + unit),
          lags.length,
          row -> List.of(times.at(lags[row]), changes[row], window.expected(row)));
    }

    void describe(ObjectNode findings) {
      double[] changes = window.changes();
      double deviation =
          IntStream.range(0, changes.length)
              .mapToDouble(i -> Math.abs(changes[i] - window.expected(i)))
              .max()
              .orElse(0);
      findings
          .putObject("window")
          .put("unit", unit)
          .put("lags", changes.length)
          .put("longestMs", times.at(window.lags()[changes.length - 1]))
          .put("largestDeviationFromFormula", deviation);
    }
  }
}
