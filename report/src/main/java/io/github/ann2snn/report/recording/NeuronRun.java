package io.github.ann2snn.report.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
import io.github.ann2snn.report.recording.CsvTable.StepTimes;
import io.github.ann2snn.report.recording.SimulationDocument.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What neurons did.
 *
 * @param kind of neurons or network: lif, stdp or hh
 * @param drive the currents
 * @param steps how long
 * @param spikes all of them
 * @param tables further series
 * @param findings what only this kind has, for the document
 * @param lines the same for people, by label
 * @param remarks sentences on what only this kind has
 * @param silence why nothing fired; empty if something did
 */
public record NeuronRun(
    String kind,
    Drive drive,
    QuantitySteps steps,
    SpikeTable spikes,
    List<CsvTable> tables,
    ObjectNode findings,
    Map<String, String> lines,
    List<String> remarks,
    Optional<String> silence) {

  /** Length of the run, s. */
  private double seconds() {
    return steps.simulated().in(Unit.SECOND);
  }

  /** Spikes of all neurons by neuron and second, Hz. */
  double meanRate() {
    return spikes.count() / (drive.neurons() * seconds());
  }

  /** The rate of each neuron in the second half of the run, Hz; see {@link SpikeTable#rates}. */
  double[] settledRates() {
    return spikes.rates(drive.neurons(), seconds() * 1000 / 2);
  }

  /** What was not done as it was asked for. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(steps.note().stream().toList());
    notes.addAll(drive.switching().plan(steps).notes());
    return notes;
  }

  /** What happened, in a few sentences. */
  String summary() {
    List<String> sentences = new ArrayList<>(List.of(silence.orElseGet(this::firing)));
    sentences.addAll(remarks);
    return String.join(" ", sentences);
  }

  private String firing() {
    int neurons = drive.neurons();
    long fired = firing(spikes.counts(neurons));
    String who =
        neurons == 1
            ? "The neuron"
            : fired < neurons
                ? Text.of("%,d of %,d neurons", fired, neurons)
                : neurons == 2 ? "Both neurons" : Text.of("All %,d neurons", neurons);
    return Text.of(
        "%s fired, %s in %s%s.",
        who,
        Words.count(spikes.count(), "spike"),
        Words.spaced(steps.note().isEmpty() ? steps.duration() : steps.simulated()),
        neurons == 1 ? "" : Text.of(", %s a second each in the mean", Figure.rough(meanRate())));
  }

  /** How many neurons fired. */
  static long firing(int... counts) {
    return Arrays.stream(counts).filter(count -> count > 0).count();
  }

  /** All series. */
  List<CsvTable> csv() {
    List<CsvTable> all = new ArrayList<>(List.of(spikes.csv(), rates()));
    all.addAll(tables);
    return all;
  }

  private CsvTable rates() {
    double[] currents = drive.nanoamperes();
    int[] counts = spikes.counts(drive.neurons());
    double[] settled = settledRates();
    return new CsvTable(
        SeriesFile.RATES,
        List.of("neuron", "current_nA", "spikes", "settled_rate_Hz"),
        currents.length,
        n -> List.of(n, currents[n], counts[n], settled[n]));
  }

  /** The numbers of the traced neurons: the first ones. */
  static int[] traced(int neurons, int wanted) {
    int[] traced = new int[Math.min(neurons, wanted)];
    Arrays.setAll(traced, n -> n);
    return traced;
  }

  /** The potentials of the first neurons, one row per time; no table without neurons. */
  static List<CsvTable> potentials(StepTimes times, double[]... millivolts) {
    if (millivolts.length == 0) {
      return List.of();
    }
    List<String> header = new ArrayList<>(List.of("time_ms"));
    for (int n = 0; n < millivolts.length; n++) {
      header.add(Text.of("V_%d_mV", n));
    }
    return List.of(
        new CsvTable(
            SeriesFile.POTENTIALS,
            header,
            millivolts[0].length,
            row -> {
              List<Object> values = new ArrayList<>(List.of(times.at(row)));
              for (double[] trace : millivolts) {
                values.add(trace[row]);
              }
              return values;
            }));
  }
}
