package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The class read from the output layer after each step of a sample, and by how much it leads; read
 * as far as the simulation has come.
 *
 * <p>Outputs count from the readout start r on: from that step on the score of a class is {@code
 * v(t) - v(r - 1)} under membrane readout, and its spikes in the steps r ... t under spike readout;
 * for r = 1, {@code v(t)} and all its spikes. Before step r the score is that of r = 1, so that
 * there is a class at every step, but no class leads, so that no sample stops.
 */
public final class Decisions {
  private final OutputTrace trace;
  private final Optional<SpikeTrain> spikes;
  private final float unit;
  private final Optional<EarlyExit> exit;
  private final int[] counts;

  /** The step, counted from 0, from which on outputs count, and potentials before it. */
  private final int start;

  private final float[] before;

  /** Room for the spikes of a step. */
  private final int[] fired;

  /** Room for the scores of a step. */
  private final float[] scores;

  private final int[] predictions;
  private final float[] leads;
  private int read;

  /**
   * Begins with a sample of which no step was read yet.
   *
   * @param network that runs
   * @param settings of the run: readout, its start, number of steps
   * @param trace the output layer's potentials
   * @param spikes its spikes; empty under membrane readout
   * @param exit when to stop early, if at all
   */
  public Decisions(
      SpikingNetwork network,
      SimulationSettings settings,
      OutputTrace trace,
      Optional<SpikeTrain> spikes,
      Optional<EarlyExit> exit) {
    this.trace = trace;
    this.spikes = spikes;
    this.unit = LeadUnit.of(network, settings.readout()).size();
    this.exit = exit;
    this.counts = new int[network.outputs()];
    this.start = settings.readoutStart() - 1;
    this.before = new float[network.outputs()];
    this.fired = new int[network.outputs()];
    this.scores = new float[network.outputs()];
    this.predictions = new int[settings.timesteps()];
    this.leads = new float[settings.timesteps()];
  }

  /**
   * {@return what a whole run would have been with outputs that count from another step on: its
   * spikes and potentials are the same}
   *
   * @param network that ran
   * @param settings those of the run, but for the readout start
   * @param run the whole run, all of whose steps were simulated
   */
  public static SampleRun again(
      SpikingNetwork network, SimulationSettings settings, SampleRun run) {
    Optional<SpikeTrain> spikes =
        settings.readout() == Readout.SPIKES
            ? Optional.of(run.layers().get(run.layers().size() - 1))
            : Optional.empty();
    Decisions decisions = new Decisions(network, settings, run.outputs(), spikes, Optional.empty());
    decisions.readTo(settings.timesteps());
    return decisions.run(run.input(), run.layers(), run.gated());
  }

  /** Begins with another sample. */
  public void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(before, 0);
    read = 0;
  }

  /** {@return whether all steps were read, or the sample has stopped} */
  public boolean done() {
    return read == leads.length
        || (read > 0 && exit.isPresent() && exit.get().reached(leads[read - 1]));
  }

  /**
   * Reads the steps up to {@code end}, or to the one at which the sample stops.
   *
   * @param end number of steps, counted from the first one, that the simulator has done
   */
  public void readTo(int end) {
    while (read < end && !done()) {
      read(read);
      read++;
    }
  }

  /**
   * The class of the highest score, which is its potential or its spikes less those of -1; ties go
   * to the higher potential, then to the lowest index.
   */
  private void read(int t) {
    if (t == start && t > 0) {
      Arrays.fill(counts, 0);
      trace.copy(t - 1, before);
    }
    int spikeCount = spikes.isPresent() ? spikes.get().copy(t, fired) : 0;
    for (int i = 0; i < spikeCount; i++) {
      counts[spikes.get().neuron(fired[i])] += spikes.get().sign(fired[i]);
    }
    score(t);
    // What was best a step ago is so most of the time: then no branch is guessed wrong.
    int best = t == 0 ? 0 : predictions[t - 1];
    float highest = scores[best];
    for (int c = 0; c < scores.length; c++) {
      if (scores[c] > highest) {
        best = c;
        highest = scores[c];
      }
    }
    scores[best] = Float.NEGATIVE_INFINITY;
    float second = highest(scores);
    scores[best] = highest;
    predictions[t] = second == highest ? first(t, highest) : best;
    leads[t] = t < start ? 0 : (highest - second) / unit;
  }

  /** Writes the scores of all classes after a step. */
  private void score(int t) {
    if (spikes.isPresent()) {
      for (int c = 0; c < scores.length; c++) {
        scores[c] = counts[c];
      }
      return;
    }
    trace.copy(t, scores);
    for (int c = 0; c < scores.length; c++) {
      scores[c] -= before[c];
    }
  }

  /** The highest of some numbers, compared as integers, which takes a fifth of the time. */
  private static float highest(float[] numbers) {
    int highest = Integer.MIN_VALUE;
    for (float number : numbers) {
      // -0 is no less than 0, and what is no number has no sign: nothing is above it.
      highest = Math.max(highest, ordered(Float.floatToIntBits(number + 0f)));
    }
    return Float.intBitsToFloat(ordered(highest));
  }

  /** The bits of a number as an integer of the same order, and back. */
  private static int ordered(int bits) {
    return bits ^ bits >> Integer.SIZE - 1 & Integer.MAX_VALUE;
  }

  /** Of the classes with a score, the first of those with the highest potential. */
  private int first(int t, float score) {
    int first = -1;
    for (int c = 0; c < scores.length; c++) {
      if (scores[c] == score && (first < 0 || trace.potential(t, c) > trace.potential(t, first))) {
        first = c;
      }
    }
    return first;
  }

  /**
   * {@return what the sample did in the steps that were read}
   *
   * @param input spikes of the input neurons; empty where the input is a constant current
   * @param layers spikes of the populations that fire, in order
   * @param gated spikes that came through max pooling, by projection
   */
  public SampleRun run(
      Optional<SpikeTrain> input, List<SpikeTrain> layers, Map<Passage, SpikeTrain> gated) {
    Map<Passage, SpikeTrain> passed = new TreeMap<>();
    gated.forEach((passage, train) -> passed.put(passage, train.first(read)));
    return new SampleRun(
        input.map(train -> train.first(read)),
        layers.stream().map(train -> train.first(read)).toList(),
        passed,
        Arrays.copyOf(predictions, read),
        Arrays.copyOf(leads, read),
        trace.first(read));
  }
}
