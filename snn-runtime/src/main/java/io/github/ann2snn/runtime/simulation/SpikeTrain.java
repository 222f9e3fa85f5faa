package io.github.ann2snn.runtime.simulation;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Which neurons of a layer fired at which step: a list of events, step by step. An event is the
 * number of a neuron; of signed neurons, {@code 2i} stands for a spike of +1 of neuron i and {@code
 * 2i + 1} for one of -1, as if each had two lines.
 */
public final class SpikeTrain {
  private final int neurons;
  private final boolean signed;
  private final int[] offsets;
  private int[] indices;
  private int ended;

  private ByPosition order;
  private int listed;

  /**
   * Who has told the spikes of feature maps in another order, and need not sort them unless someone
   * asks for it.
   */
  public interface ByPosition {
    /** Channels of a block. */
    int BLOCK = 16;

    /** {@return the number of positions of a map} */
    int positions();

    /** {@return the number of blocks that the channels of a position lie in} */
    int blocks();

    /**
     * {@return which neurons of a block fired, a bit each: that of channel {@code BLOCK block + k}
     * is {@code 1 << k}} Of signed neurons, those of channel c are the channels {@code 2c} and
     * {@code 2c + 1}.
     *
     * @param t step, counted from 0
     * @param position of the map, row by row
     * @param block of channels, 0 to {@code blocks() - 1}
     */
    int mask(int t, int position, int block);

    /**
     * {@return the sum of {@code values} over the spikes of step {@code t} at some positions}
     *
     * @param t step, counted from 0
     * @param at the positions
     * @param values one for each of them
     */
    long sum(int t, int[] at, int[] values);

    /**
     * Writes the events of step {@code t} in ascending order, from {@code at} on.
     *
     * @param t step, counted from 0
     * @param into has room for all of them behind {@code at}
     * @param at index of the first
     */
    void list(int t, int[] into, int at);
  }

  /**
   * A train whose steps are to come: {@link #fire}, then {@link #endStep()}, for each.
   *
   * @param neurons how many
   * @param timesteps how many
   */
  public SpikeTrain(int neurons, int timesteps) {
    this(neurons, timesteps, false);
  }

  /**
   * Likewise, of neurons whose spikes may have a sign.
   *
   * @param neurons how many
   * @param timesteps how many
   * @param signed whether spikes may be -1
   */
  public SpikeTrain(int neurons, int timesteps, boolean signed) {
    this(neurons, signed, new int[timesteps + 1], new int[0], 0);
  }

  private SpikeTrain(int neurons, boolean signed, int[] offsets, int[] indices, int ended) {
    this.neurons = neurons;
    this.signed = signed;
    this.offsets = offsets;
    this.indices = indices;
    this.ended = ended;
  }

  /** The first steps of this train, which have ended; shares the memory of their spikes. */
  SpikeTrain first(int steps) {
    if (steps == timesteps()) {
      return this;
    }
    SpikeTrain first =
        new SpikeTrain(neurons, signed, Arrays.copyOf(offsets, steps + 1), indices, steps);
    first.order = order;
    first.listed = Math.min(listed, steps);
    return first;
  }

  /** {@return the number of neurons} */
  public int neurons() {
    return neurons;
  }

  /** {@return whether spikes have a sign} */
  public boolean isSigned() {
    return signed;
  }

  /**
   * {@return the number of lines that events come on: one for each neuron, or two if they are
   * signed}
   */
  public int lines() {
    return signed ? 2 * neurons : neurons;
  }

  /**
   * {@return the neuron whose event it is}
   *
   * @param event number of a line, 0 to {@code lines() - 1}
   */
  public int neuron(int event) {
    return signed ? event / 2 : event;
  }

  /**
   * {@return the sign of an event: +1 or -1}
   *
   * @param event number of a line, 0 to {@code lines() - 1}
   */
  public int sign(int event) {
    return signed && event % 2 != 0 ? -1 : 1;
  }

  /** {@return the number of steps} */
  public int timesteps() {
    return offsets.length - 1;
  }

  /**
   * {@return whether {@code neuron} fired at step {@code t}, +1 or -1}
   *
   * @param t step, counted from 0
   * @param neuron 0 to {@code neurons() - 1}
   */
  public boolean fired(int t, int neuron) {
    return spike(t, neuron) != 0;
  }

  /**
   * {@return what {@code neuron} fired at step {@code t}: +1, -1 or nothing, 0}
   *
   * @param t step, counted from 0
   * @param neuron 0 to {@code neurons() - 1}
   * @throws IndexOutOfBoundsException if there is no such neuron or step
   */
  public int spike(int t, int neuron) {
    Objects.checkIndex(neuron, neurons);
    if (!signed) {
      return has(t, neuron) ? 1 : 0;
    }
    return has(t, 2 * neuron) ? 1 : has(t, 2 * neuron + 1) ? -1 : 0;
  }

  private boolean has(int t, int event) {
    return Arrays.binarySearch(indices(), offsets[t], offsets[t + 1], event) >= 0;
  }

  /**
   * {@return the number of spikes at step {@code t}}
   *
   * @param t step, counted from 0
   */
  public int count(int t) {
    return offsets[t + 1] - offsets[t];
  }

  /** {@return the number of spikes over all steps so far} */
  public int count() {
    return end();
  }

  /**
   * Adds the number of spikes of each of the first {@code steps} steps to {@code byStep}.
   *
   * @param steps how many steps, from the first on
   * @param byStep one number per step, which counts are added to
   */
  public void addCounts(int steps, long[] byStep) {
    for (int t = 0; t < steps; t++) {
      byStep[t] += count(t);
    }
  }

  /**
   * Adds the number of spikes of -1 of each of the first {@code steps} steps.
   *
   * @param steps how many steps, from the first on
   * @param byStep one number per step, which counts are added to
   */
  public void addNegativeCounts(int steps, long[] byStep) {
    for (int t = 0; signed && t < steps; t++) {
      byStep[t] += order != null ? negativeByPosition(t) : negative(t);
    }
  }

  private int negative(int t) {
    int negative = 0;
    for (int k = offsets[t]; k < offsets[t + 1]; k++) {
      negative += indices[k] & 1;
    }
    return negative;
  }

  /** Those on the odd channels. */
  private int negativeByPosition(int t) {
    int negative = 0;
    for (int position = 0; position < order.positions(); position++) {
      for (int block = 0; block < order.blocks(); block++) {
        negative += Integer.bitCount(order.mask(t, position, block) & 0xaaaa);
      }
    }
    return negative;
  }

  /**
   * Writes the events of step {@code t}, counted from 0, in ascending order.
   *
   * @param t step, counted from 0
   * @param into has room for one per neuron
   * @return how many they are
   */
  public int copy(int t, int[] into) {
    System.arraycopy(indices(), offsets[t], into, 0, count(t));
    return count(t);
  }

  /**
   * {@return the sum of {@code values} over the spikes of step {@code t}, whatever their sign}
   *
   * @param t step, counted from 0
   * @param values one per neuron
   */
  public long sum(int t, int[] values) {
    int[] fired = indices();
    int shift = signed ? 1 : 0;
    long sum = 0;
    for (int k = offsets[t]; k < offsets[t + 1]; k++) {
      sum += values[fired[k] >> shift];
    }
    return sum;
  }

  /**
   * Adds the sum of {@code values}, one per neuron, over the spikes of each of the first {@code
   * steps} steps to {@code byStep}, from {@code at} on. All spikes are summed up as one, and sums
   * of steps are differences: a loop for each step would end with a branch that is guessed wrong.
   *
   * @param steps how many steps, from the first on
   * @param values whose sum over a step is an {@code int}
   * @param before room for one number more than there are spikes
   * @param byStep which sums are added to
   * @param at index in {@code byStep} of the sum of the first step
   */
  public void addSums(int steps, int[] values, int[] before, long[] byStep, int at) {
    int[] fired = indices();
    int end = offsets[steps];
    int shift = signed ? 1 : 0;
    int sum = 0;
    for (int k = 0; k < end; k++) {
      before[k] = sum;
      sum += values[fired[k] >> shift];
    }
    before[end] = sum;
    for (int t = 0; t < steps; t++) {
      byStep[at + t] += before[offsets[t + 1]] - before[offsets[t]];
    }
  }

  /**
   * {@return who told the spikes of feature maps in another order than that of neurons; empty if
   * nobody did}
   */
  public Optional<ByPosition> byPosition() {
    return Optional.ofNullable(order);
  }

  /** {@return the number of spikes of each neuron over all steps; those of -1 are taken off} */
  public int[] counts() {
    int[] counts = new int[neurons];
    if (order != null) {
      for (int t = 0; t < ended; t++) {
        countByPosition(t, counts);
      }
      return counts;
    }
    int[] fired = indices();
    for (int i = 0; i < end(); i++) {
      counts[neuron(fired[i])] += sign(fired[i]);
    }
    return counts;
  }

  private void countByPosition(int t, int[] counts) {
    int positions = order.positions();
    for (int position = 0; position < positions; position++) {
      for (int block = 0; block < order.blocks(); block++) {
        for (int left = order.mask(t, position, block); left != 0; left &= left - 1) {
          int channel = block * ByPosition.BLOCK + Integer.numberOfTrailingZeros(left);
          counts[neuron(channel) * positions + position] += sign(channel);
        }
      }
    }
  }

  /** Forgets all steps. */
  public void clear() {
    ended = 0;
    listed = 0;
    offsets[1] = 0;
  }

  /**
   * {@return the events of all steps, step by step; those of a step are ascending} This is the
   * train's own array, which may be longer than they are.
   */
  public int[] indices() {
    if (order != null && listed < ended) {
      if (indices.length < end()) {
        indices = Arrays.copyOf(indices, end() + end() / 2);
      }
      for (; listed < ended; listed++) {
        order.list(listed, indices, offsets[listed]);
      }
    }
    return indices;
  }

  /**
   * {@return where the events of steps are: those of step t are {@code indices[offsets[t] ...
   * offsets[t + 1])}} This is the train's own array, of one number more than there are steps.
   */
  public int[] offsets() {
    return offsets;
  }

  /**
   * Adds an event to the step that has not ended; events come in ascending order.
   *
   * @param event number of a line, 0 to {@code lines() - 1}
   */
  public void fire(int event) {
    reserve(1);
    indices[offsets[ended + 1]++] = event;
  }

  /**
   * Lets a neuron fire at the step that has not ended; neurons come in ascending order.
   *
   * @param neuron 0 to {@code neurons() - 1}
   * @param sign +1 or -1; means nothing where spikes have no sign
   */
  public void fire(int neuron, int sign) {
    fire(signed ? 2 * neuron + (sign < 0 ? 1 : 0) : neuron);
  }

  /** Ends a step: the next begins. */
  public void endStep() {
    ended++;
    if (ended < timesteps()) {
      offsets[ended + 1] = offsets[ended];
    }
  }

  /**
   * Ends a step whose spikes were written up to {@code end} by the caller of {@link #reserve}.
   *
   * @param end index behind the last event of the step
   */
  public void endStep(int end) {
    offsets[ended + 1] = end;
    endStep();
  }

  /**
   * Ends a step whose spikes, of which there are {@code count}, were told to another.
   *
   * @param count number of spikes of the step
   * @param told who knows them, and lists them when asked for
   */
  public void endStep(int count, ByPosition told) {
    order = told;
    endStep(offsets[ended] + count);
  }

  /** {@return the index behind the last spike} */
  public int end() {
    return offsets[ended == timesteps() ? ended : ended + 1];
  }

  /**
   * {@return {@link #indices()} with room for {@code more} behind {@link #end()}}
   *
   * @param more how many events are to be written
   * @throws ArithmeticException if there are more than 2147483647 events
   */
  public int[] reserve(int more) {
    int needed = Math.addExact(end(), more);
    if (needed > indices.length) {
      int length = Math.max(neurons, indices.length + indices.length / 2);
      indices = Arrays.copyOf(indices, Math.max(needed, length));
    }
    return indices;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpikeTrain that
        && neurons == that.neurons
        && signed == that.signed
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(indices(), 0, end(), that.indices(), 0, that.end());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(offsets) * 31 + neurons;
  }

  /** One line of 0 and 1 per step, and - for -1. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < timesteps(); t++) {
      for (int neuron = 0; neuron < neurons; neuron++) {
        text.append("-01".charAt(1 + spike(t, neuron)));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
