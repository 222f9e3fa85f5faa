package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.leaky.StdpRule.StdpPairing;
import java.util.Arrays;

/** A weight change by the definition: a sum over pairs of spikes, without traces; dt is 1 ms. */
final class PairSum {
  private PairSum() {}

  /** The change of a weight that is never clipped, over steps 0 to {@code end - 1}. */
  static double of(StdpRule rule, long[] fired, int delay, long[] behind, long end) {
    long[] arrived = Arrays.stream(fired).map(s -> s + delay).filter(s -> s < end).toArray();
    return rule.pairing() == StdpPairing.ALL_TO_ALL
        ? all(rule, arrived, behind)
        : nearest(rule, arrived, behind);
  }

  private static double all(StdpRule rule, long[] arrived, long[] behind) {
    double sum = 0;
    for (long before : arrived) {
      for (long after : behind) {
        sum += rule.change((double) (after - before));
      }
    }
    return sum;
  }

  private static double nearest(StdpRule rule, long[] arrived, long[] behind) {
    double sum = 0;
    for (long after : behind) {
      long last = Arrays.stream(arrived).filter(s -> s <= after).max().orElse(-1);
      sum += last < 0 ? 0 : rule.change((double) (after - last));
    }
    for (long before : arrived) {
      long last = Arrays.stream(behind).filter(s -> s < before).max().orElse(-1);
      sum += last < 0 ? 0 : rule.change((double) (last - before));
    }
    return sum;
  }
}
