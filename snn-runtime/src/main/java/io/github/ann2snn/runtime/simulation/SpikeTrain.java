package io.github.ann2snn.runtime.simulation;

import java.util.Arrays;
import java.util.Objects;

/** Which neurons of a layer fired at which step, one bit each. */
public final class SpikeTrain {
  /** How many values {@link #indices} may write behind the last. */
  static final int SLACK = 8;

  private final int neurons;
  private final int timesteps;
  private final int wordsPerStep;
  private final long[] bits;

  /** A train in which no neuron has fired yet. */
  SpikeTrain(int neurons, int timesteps) {
    this.neurons = neurons;
    this.timesteps = timesteps;
    this.wordsPerStep = (neurons + Long.SIZE - 1) / Long.SIZE;
    this.bits = new long[Math.multiplyExact(timesteps, wordsPerStep)];
  }

  /** Number of neurons. */
  public int neurons() {
    return neurons;
  }

  /** Number of steps. */
  public int timesteps() {
    return timesteps;
  }

  /** Whether {@code neuron} fired at step {@code t}, counted from 0. */
  public boolean fired(int t, int neuron) {
    Objects.checkIndex(neuron, neurons);
    return (bits[t * wordsPerStep + neuron / Long.SIZE] >>> neuron & 1) != 0;
  }

  /** Number of spikes at step {@code t}, counted from 0. */
  public int count(int t) {
    int count = 0;
    for (int word = t * wordsPerStep; word < (t + 1) * wordsPerStep; word++) {
      count += Long.bitCount(bits[word]);
    }
    return count;
  }

  /** Number of spikes of {@code neuron} over all steps. */
  public int countOf(int neuron) {
    int count = 0;
    for (int t = 0; t < timesteps; t++) {
      count += fired(t, neuron) ? 1 : 0;
    }
    return count;
  }

  /**
   * Writes the neurons that fired at step {@code t}, in ascending order, to {@code target[from
   * ...]}, and up to {@value #SLACK} values without a meaning behind them: neurons are written in
   * groups, because a loop that ends after an unpredictable number of spikes costs more than the
   * spikes do.
   *
   * @return the index after the last neuron
   */
  int indices(int t, int[] target, int from) {
    int next = from;
    for (int w = 0; w < wordsPerStep; w++) {
      long word = bits[t * wordsPerStep + w];
      int first = w * Long.SIZE;
      int end = next + Long.bitCount(word);
      for (int group = next; group < end; group += SLACK) {
        for (int k = 0; k < SLACK; k++) {
          target[group + k] = first + Long.numberOfTrailingZeros(word);
          word &= word - 1;
        }
      }
      next = end;
    }
    return next;
  }

  /** Lets {@code neuron} fire at step {@code t}. */
  void fire(int t, int neuron) {
    bits[t * wordsPerStep + neuron / Long.SIZE] |= 1L << neuron;
  }

  /**
   * Lets neurons fire at step {@code t}.
   *
   * @param firing bit k stands for neuron {@code from + k}; all lie in one group of 64
   */
  void fire(int t, int from, long firing) {
    bits[t * wordsPerStep + from / Long.SIZE] |= firing << from;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpikeTrain that
        && neurons == that.neurons
        && timesteps == that.timesteps
        && Arrays.equals(bits, that.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits) * 31 + neurons;
  }

  /** One line of 0 and 1 per step. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < timesteps; t++) {
      for (int neuron = 0; neuron < neurons; neuron++) {
        text.append(fired(t, neuron) ? '1' : '0');
      }
      text.append('\n');
    }
    return text.toString();
  }
}
