package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.dynamics.leaky.LeakyNetwork;
import io.github.ann2snn.dynamics.leaky.LeakySimulation;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.quantity.InputCurrent;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.simulation.Series.StepTimes;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.util.Map;
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
   * @param progress hears how it gets on
   * @throws IllegalArgumentException if the traces become too long
   */
  public NeuronRun run(Progress progress) {
    int traced = Math.min(drive.neurons(), traces);
    LeakySimulation simulation;
    try (Progress.Work work = drive.begin(steps, progress)) {
      InputCurrent current = drive.current(steps, work);
      simulation = new LeakySimulation(network, current, IntStream.range(0, traced).toArray());
      simulation.advance(steps.steps());
    }
    StepTimes times = StepTimes.of(steps);
    boolean plastic = !network.groups().isEmpty();
    NeuronRun run =
        new NeuronRun(
            plastic ? "stdp" : "lif",
            drive,
            steps,
            Spikes.of(simulation.spikes(), times),
            this::silence);
    if (traced > 0) {
      double[][] millivolts =
          IntStream.range(0, traced).mapToObj(simulation::potentials).toArray(double[][]::new);
      run.series()
          .add(
              Traces.potentials(
                  times, traced, millivolts[0].length, (row, n) -> millivolts[n][row]));
    }
    threshold(run.findings(), run.lines());
    if (plastic) {
      SynapseGroup group = network.groups().get(0);
      Weights weights = Weights.of(group, simulation.weights(0));
      run.series().add(weights.series());
      weights.describe(run.findings(), run.lines());
      run.remarks().add(weights.sentence());
      String unit = group.response().unit();
      PlasticityWindow window =
          PlasticityWindow.of(group.plasticity().orElseThrow(), network.dtMs(), times, unit);
      run.series().add(window.series());
      window.describe(unit, run.findings());
    }
    return run;
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
}
