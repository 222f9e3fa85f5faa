package io.github.ann2snn.dynamics.leaky;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/** Which neuron fired at which step: in order of steps, within a step of neurons. */
public final class LeakySpikes {
  private int[] neurons;
  private long[] steps;
  private int count;

  LeakySpikes() {
    this(new int[64], new long[64], 0);
  }

  private LeakySpikes(int[] neurons, long[] steps, int count) {
    this.neurons = neurons;
    this.steps = steps;
    this.count = count;
  }

  void add(int neuron, long step) {
    if (count == neurons.length) {
      int more = Math.addExact(count, Math.max(count >> 1, 16));
      neurons = Arrays.copyOf(neurons, more);
      steps = Arrays.copyOf(steps, more);
    }
    neurons[count] = neuron;
    steps[count++] = step;
  }

  LeakySpikes copy() {
    return new LeakySpikes(Arrays.copyOf(neurons, count), Arrays.copyOf(steps, count), count);
  }

  /** Number of spikes. */
  public int count() {
    return count;
  }

  /** The neuron of spike {@code s}, both counted from 0. */
  public int neuron(int s) {
    return neurons[Objects.checkIndex(s, count)];
  }

  /** The step of spike {@code s}, counted from 0; its time is the step times dt. */
  public long step(int s) {
    return steps[Objects.checkIndex(s, count)];
  }

  /** The steps at which a neuron fired, in order. */
  public long[] stepsOf(int neuron) {
    return IntStream.range(0, count)
        .filter(s -> neurons[s] == neuron)
        .mapToLong(s -> steps[s])
        .toArray();
  }

  /** The spikes of a run, and where those of each of the last steps lie among them. */
  static final class SpikeHistory {
    private final LeakySpikes spikes = new LeakySpikes();
    private final int[] ends;

    /** Remembers as many steps as the longest delay needs. */
    SpikeHistory(int longestDelay) {
      ends = new int[Math.addExact(longestDelay, 2)];
    }

    void add(int neuron, long step) {
      spikes.add(neuron, step);
    }

    /** All spikes of {@code step} have been added. */
    void endStep(long step) {
      ends[slot(step)] = spikes.count();
    }

    /** The first spike of {@code step} or of a later one. */
    int start(long step) {
      return step == 0 ? 0 : ends[slot(step - 1)];
    }

    /** Behind the last spike of {@code step}, which has ended. */
    int end(long step) {
      return ends[slot(step)];
    }

    int neuron(int spike) {
      return spikes.neuron(spike);
    }

    LeakySpikes spikes() {
      return spikes;
    }

    private int slot(long step) {
      return (int) (step % ends.length);
    }
  }
}
