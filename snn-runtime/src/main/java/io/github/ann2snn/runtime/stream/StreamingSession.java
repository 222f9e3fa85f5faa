package io.github.ann2snn.runtime.stream;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.eventdriven.SteppedRun;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/**
 * A network that runs one step at a time, without end: its state carries on from step to step until
 * {@link #reset()}. Steps do what {@link io.github.ann2snn.runtime.simulation.Simulator} says, bit
 * for bit, and allocate no memory once the busiest of them has been seen.
 *
 * <p>A step takes spikes or values, as its source has them; both may take turns. Potentials of
 * neurons that never fire, such as those of the output layer under membrane readout, grow with the
 * steps and lose precision with their size, so that a long stream should be reset between its
 * windows ({@link EventTiming#windows}).
 *
 * <p>Not for several threads at once.
 */
public final class StreamingSession {
  private final StreamingNetwork prepared;
  private final SteppedRun run;
  private final long[] incoming;
  private final int[] ascending;
  private final float[] potentials;
  private final long[] counts;
  private final float[] potentialsBefore;
  private final long[] countsBefore;
  private final int[] fired;
  private long steps;

  StreamingSession(StreamingNetwork prepared, SteppedRun run) {
    this.prepared = prepared;
    this.run = run;
    this.incoming = new long[(prepared.network().inputs() + Long.SIZE - 1) / Long.SIZE];
    this.ascending = new int[prepared.network().inputs()];
    this.potentials = new float[prepared.network().outputs()];
    this.counts = new long[prepared.network().outputs()];
    this.potentialsBefore = new float[prepared.network().outputs()];
    this.countsBefore = new long[prepared.network().outputs()];
    this.fired = new int[prepared.network().outputs()];
  }

  /** {@return the network that runs} */
  public StreamingNetwork network() {
    return prepared;
  }

  /** Begins anew: potentials as they start, no spikes counted, no step run. */
  public void reset() {
    run.restart();
    Arrays.fill(counts, 0);
    Arrays.fill(potentialsBefore, 0);
    Arrays.fill(countsBefore, 0);
    steps = 0;
  }

  /**
   * Runs a step in which some inputs spike; none of them, where {@code count} is 0.
   *
   * @param spikes inputs, in any order; one that is named twice spikes once
   * @param count how many of them
   * @throws IllegalArgumentException if the network has no such input; then no step was run
   */
  public void step(int[] spikes, int count) {
    if (count < 0 || count > spikes.length) {
      throw Refusal.of("%d spikes, expected 0 to %d, as the array has", count, spikes.length);
    }
    for (int k = 0; k < count; k++) {
      check(spikes[k]);
    }
    for (int k = 0; k < count; k++) {
      incoming[spikes[k] / Long.SIZE] |= 1L << spikes[k];
    }
    run.step(ascending, sort());
    finish();
  }

  /**
   * Runs a step in which each input injects a current, as values do under {@code CURRENT} coding.
   *
   * @param values one for each input, in [0, 1]
   * @throws IllegalArgumentException if there are more or fewer; then no step was run
   */
  public void step(float[] values) {
    run.step(values);
    finish();
  }

  /**
   * Checks that there is such an input.
   *
   * @throws IllegalArgumentException if there is not
   */
  void check(int input) {
    if (input < 0 || input >= ascending.length) {
      throw Refusal.of("input %d, expected 0 to %d", input, ascending.length - 1);
    }
  }

  /** Lists the incoming spikes, and forgets them. */
  private int sort() {
    int count = 0;
    for (int word = 0; word < incoming.length; word++) {
      for (long bits = incoming[word]; bits != 0; bits &= bits - 1) {
        ascending[count++] = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
      }
      incoming[word] = 0;
    }
    return count;
  }

  private void finish() {
    steps++;
    if (steps == prepared.readoutStart() && steps > 1) {
      System.arraycopy(potentials, 0, potentialsBefore, 0, potentials.length);
      System.arraycopy(counts, 0, countsBefore, 0, counts.length);
    }
    run.potentials(potentials);
    if (prepared.readout() == Readout.SPIKES) {
      SpikeTrain train = run.fired(run.firingLayers() - 1);
      int spikes = outputSpikes(fired);
      for (int k = 0; k < spikes; k++) {
        counts[train.neuron(fired[k])] += train.sign(fired[k]);
      }
    }
  }

  /** {@return the number of steps since the session began or was reset} */
  public long steps() {
    return steps;
  }

  /**
   * {@return the class whose potential has grown most, or under spike readout of the most spikes,
   * since the readout started, or before that since the beginning; ties go to the higher potential,
   * then to the lowest index}
   *
   * @throws IllegalStateException if no step has run
   */
  public int prediction() {
    if (steps == 0) {
      throw new IllegalStateException("there is no prediction before the first step");
    }
    int best = 0;
    for (int c = 1; c < counts.length; c++) {
      best = isBetter(c, best) ? c : best;
    }
    return best;
  }

  private boolean isBetter(int c, int best) {
    int more =
        prepared.readout() == Readout.SPIKES
            ? Long.compare(counts[c] - countsBefore[c], counts[best] - countsBefore[best])
            : compare(
                potentials[c] - potentialsBefore[c], potentials[best] - potentialsBefore[best]);
    return more > 0 || (more == 0 && potentials[c] > potentials[best]);
  }

  /** As {@code >} and {@code ==} do: both zeros are equal. */
  private static int compare(float one, float other) {
    return one > other ? 1 : one == other ? 0 : -1;
  }

  /**
   * Writes the potentials of the output layer after the last step.
   *
   * @param into has room for one per class
   * @return {@code into}
   * @throws IllegalStateException if no step has run
   */
  public float[] potentials(float[] into) {
    if (steps == 0) {
      throw new IllegalStateException("there are no potentials before the first step");
    }
    System.arraycopy(potentials, 0, into, 0, potentials.length);
    return into;
  }

  /**
   * Writes how often each class has fired since the beginning, spikes of -1 taken off; under
   * membrane readout none does.
   *
   * @param into has room for one per class
   * @return {@code into}
   */
  public long[] spikeCounts(long[] into) {
    System.arraycopy(counts, 0, into, 0, counts.length);
    return into;
  }

  /**
   * Writes the classes that fired at the last step, in ascending order, as {@link SpikeTrain} has
   * them where they are signed; under membrane readout none does.
   *
   * @param into has room for one per class
   * @return how many they are
   */
  public int outputSpikes(int[] into) {
    return prepared.readout() == Readout.SPIKES && steps > 0
        ? run.fired(run.firingLayers() - 1).copy(0, into)
        : 0;
  }

  /**
   * Writes the neurons of a layer that fired at the last step, in ascending order; of a signed
   * layer, 2i for a spike of +1 of neuron i and 2i + 1 for one of -1.
   *
   * @param layer counted from 0; under membrane readout not the last one
   * @param into has room for all its neurons
   * @return how many they are
   * @throws IllegalArgumentException if there is no such layer that fires
   */
  public int spikes(int layer, int[] into) {
    if (layer < 0 || layer >= run.firingLayers()) {
      throw Refusal.of("layer %d, expected 0 to %d, which fire", layer, run.firingLayers() - 1);
    }
    SpikeTrain train = run.fired(layer);
    return steps == 0 ? 0 : train.copy(0, into);
  }
}
