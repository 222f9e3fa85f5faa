package io.github.ann2snn.dynamics.leaky;

import java.util.Arrays;
import java.util.Objects;

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
    long[] own = new long[count];
    int found = 0;
    for (int s = 0; s < count; s++) {
      if (neurons[s] == neuron) {
        own[found++] = steps[s];
      }
    }
    return Arrays.copyOf(own, found);
  }
}
