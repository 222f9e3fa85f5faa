package io.github.ann2snn.report.recording;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.dynamics.leaky.LeakyNetwork;
import io.github.ann2snn.dynamics.leaky.LeakySimulation;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        "%s nA; the strongest current lifts V by %s of the %s to the threshold"
            .formatted(
                Figure.of(membrane.rheobaseNanoamperes()),
                Figure.voltage(lift),
                Figure.voltage(needMv())));
  }

  /** Why no neuron fired. */
  private String silence() {
    LeakyMembrane membrane = network.membrane();
    double lift = membrane.driveMv(strongest());
    if (lift > needMv()) {
      return "Nothing fired: %s brings V to the threshold only after %s ms%s."
          .formatted(
              drive.strongest(),
              Figure.of(membrane.tauMs() * Math.log(lift / (lift - needMv()))),
              drive.switching().always()
                  ? "; take a longer --duration"
                  : ", and flows for %s ms without a pause"
                      .formatted(
                          Figure.of(drive.switching().plan(steps).longest() * network.dtMs())));
    }
    return "Nothing fired: %s through %s MOhm lifts V by %s, and the threshold is %s above rest. It takes more than %s nA%s."
        .formatted(
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
}
