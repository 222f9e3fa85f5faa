package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Aligned;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import java.util.HashMap;
import java.util.Map;

/**
 * Room that a population needs only while it runs its steps: the populations of a network, which
 * run one after another, share it. What is in it has no meaning when a population begins.
 */
final class Scratch {
  private final Map<Integer, float[]> currents = new HashMap<>();
  private final Map<Integer, short[]> integers = new HashMap<>();
  private final Map<Integer, int[]> fired = new HashMap<>();
  private final Map<Integer, int[]> some = new HashMap<>();
  private final Map<Integer, History> histories = new HashMap<>();

  /** Room for currents, behind a lead. */
  float[] currents(int length) {
    return currents.computeIfAbsent(length, Aligned::floats);
  }

  /** Room for integer currents, behind a lead. */
  short[] integers(int length) {
    return integers.computeIfAbsent(length, Aligned::shorts);
  }

  /** Room for the steps at which some neurons fired, behind a lead. */
  int[] fired(int neurons) {
    return fired.computeIfAbsent(neurons, Aligned::ints);
  }

  /** Other room of the same kind. */
  int[] some(int neurons) {
    return some.computeIfAbsent(neurons, Aligned::ints);
  }

  /** Room for the steps of some neurons, as many as are told. */
  History history(int neurons) {
    return histories.computeIfAbsent(neurons, History::of);
  }
}
