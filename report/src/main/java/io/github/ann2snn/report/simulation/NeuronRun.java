package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What neurons did.
 *
 * @param kind of neurons or network: lif, stdp or hh
 * @param drive the currents
 * @param steps how long
 * @param spikes all of them
 * @param silence why nothing fired; empty if something did
 * @param series all of them
 * @param findings what only this kind has, for the document
 * @param lines the same for people, by label
 * @param remarks sentences on what only this kind has
 */
public record NeuronRun(
    String kind,
    Drive drive,
    QuantitySteps steps,
    Spikes spikes,
    Optional<String> silence,
    List<Series> series,
    ObjectNode findings,
    Map<String, String> lines,
    List<String> remarks) {
  /**
   * What all kinds have; the others are added.
   *
   * @param silence says why nothing fired, if so
   */
  NeuronRun(
      String kind, Drive drive, QuantitySteps steps, Spikes spikes, Supplier<String> silence) {
    this(
        kind,
        drive,
        steps,
        spikes,
        spikes.count() > 0 ? Optional.empty() : Optional.of(silence.get()),
        new ArrayList<>(),
        new JsonMapper().createObjectNode(),
        new LinkedHashMap<>(),
        new ArrayList<>());
    int[] counts = spikes.counts(drive.neurons());
    series.add(spikes.series());
    series.add(Rates.of(drive.nanoamperes(), counts, settledRates()));
  }

  /** Length of the run, s. */
  private double seconds() {
    return steps.simulated().in(Unit.SECOND);
  }

  /** Spikes of all neurons by neuron and second, Hz. */
  double meanRate() {
    return spikes.count() / (drive.neurons() * seconds());
  }

  /** The rate of each neuron in the second half of the run, Hz; see {@link Spikes#rates}. */
  double[] settledRates() {
    return spikes.rates(drive.neurons(), seconds() * 1000 / 2);
  }

  /** What was not done as it was asked for. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(steps.note().stream().toList());
    notes.addAll(drive.notes());
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
        Figure.count(spikes.count(), "spike"),
        Figure.spaced(steps.note().isEmpty() ? steps.duration() : steps.simulated()),
        neurons == 1 ? "" : Text.of(", %s a second each in the mean", Figure.rough(meanRate())));
  }

  /** How many neurons fired. */
  static long firing(int... counts) {
    return Arrays.stream(counts).filter(count -> count > 0).count();
  }
}
