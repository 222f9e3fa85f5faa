package io.github.ann2snn.dynamics.hodgkinhuxley;

import java.util.Arrays;

/** Times that become known one after the other. */
final class HodgkinHuxleySpikes {
  private double[] times = new double[16];
  private int count;

  void add(double time) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    times[count++] = time;
  }

  double[] toArray() {
    return Arrays.copyOf(times, count);
  }
}
