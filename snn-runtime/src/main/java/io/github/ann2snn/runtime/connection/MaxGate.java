package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Max pooling of spikes: of the neurons within a window, channel by channel, one alone gets its
 * spikes through (Rueckauer et al. 2017, section 2.2.4, who let the neuron of the highest firing
 * rate pass). Here it is the one whose accumulated input current
 *
 * <pre>A_i(t) = sum over tau = 1 ... t of I_i(tau)</pre>
 *
 * <p>is the largest so far, the lowest index on ties, because {@code A_i(t) / t} tends to the ANN's
 * value before its ReLU, at no coarser steps than rates have. Whoever leads at step t passes its
 * spike of step t. Spikes that came through while another neuron led are not taken back: that is
 * the gate's error.
 *
 * @param input shape of what comes in
 * @param window kernel size, stride and padding; what lies in the padding takes no part
 */
public record MaxGate(FeatureMaps input, Window window) {
  /**
   * Checks that each window has a value in it.
   *
   * @param input shape of what comes in
   * @param window kernel size, stride and padding; what lies in the padding takes no part
   * @throws IllegalArgumentException if the window is dilated, does not fit, or can lie in the
   *     padding altogether
   */
  public MaxGate {
    window.requireUndilated();
    window.output(input, input.channels());
    requireInside(window.vertical());
    requireInside(window.horizontal());
  }

  private static void requireInside(WindowAxis axis) {
    if (Math.max(axis.before(), axis.after()) >= axis.taps()) {
      throw Refusal.of(
          "max pooling of %d values with padding %d and %d has windows without a value",
          axis.taps(), axis.before(), axis.after());
    }
  }

  /** {@return what it is, for people: {@code max pooling 2x2, stride 2}} */
  public String kind() {
    return "max pooling " + window.kind(input);
  }

  /** {@return the shape of what comes out} */
  public FeatureMaps output() {
    return window.output(input, input.channels());
  }

  /**
   * Gives the windows that value {@code i} lies in, in ascending order.
   *
   * @param i number of the value in {@code input}
   * @param consumer told the number of each window in {@link #output()}
   */
  public void forEachWindow(int i, IntConsumer consumer) {
    window.forEachPosition(input, i, consumer);
  }

  /**
   * {@return for each window, by its number in {@link #output()}, the numbers of the values in it,
   * in ascending order}
   */
  public int[][] members() {
    int[] count = new int[output().size()];
    for (int i = 0; i < input.size(); i++) {
      forEachWindow(i, q -> count[q]++);
    }
    int[][] members = new int[count.length][];
    for (int q = 0; q < count.length; q++) {
      members[q] = new int[count[q]];
      count[q] = 0;
    }
    for (int i = 0; i < input.size(); i++) {
      int value = i;
      forEachWindow(i, q -> members[q][count[q]++] = value);
    }
    return members;
  }

  /**
   * {@return how many comparisons find the largest value of every window: one less than it has
   * values}
   */
  public long comparisons() {
    long comparisons = 0;
    for (int[] members : members()) {
      comparisons += members.length - 1;
    }
    return comparisons;
  }

  /**
   * {@return one value per window from one per input}
   *
   * @param values the same within a channel
   * @throws IllegalArgumentException if their number is wrong or they differ within a channel
   */
  public float[] perWindow(float[] values) {
    return output().spread(input.perChannel("gated", values));
  }

  /**
   * {@return the largest value within each window, one per output: what the gate stands for}
   *
   * @param values one per input, by its number in {@code input}
   */
  public double[] largest(double[] values) {
    double[] largest = new double[output().size()];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      forEachWindow(i, q -> largest[q] = Math.max(largest[q], value));
    }
    return largest;
  }
}
