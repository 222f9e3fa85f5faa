package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.kernel.MapEvents;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Room that a population needs only while it runs its steps: the populations of a network, which
 * run one after another, share it. What is in it has no meaning when a population begins.
 */
final class Scratch {
  private final List<Scratch> others = new ArrayList<>();
  private final Map<Integer, float[]> currents = new HashMap<>();
  private final Map<Integer, short[]> integers = new HashMap<>();
  private final Map<Integer, int[]> fired = new HashMap<>();
  private final Map<Integer, History> histories = new HashMap<>();
  private final Map<Integer, float[]> values = new HashMap<>();
  private final Map<Sized, MapEvents> events = new HashMap<>();

  /**
   * @param threads that share the work for a sample
   */
  Scratch(int threads) {
    for (int thread = 1; thread < threads; thread++) {
      others.add(new Scratch(1));
    }
  }

  /** Room for each of the threads, this one first. */
  List<Scratch> ofAllThreads() {
    List<Scratch> all = new ArrayList<>(List.of(this));
    all.addAll(others);
    return all;
  }

  /** Which events. */
  private record Sized(int stride, boolean valued) {}

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

  /** Room for a step's values, behind a lead; who takes it leaves zeros. */
  float[] values(int length) {
    return values.computeIfAbsent(length, Aligned::floats);
  }

  /** Room for what comes over a projection at a step. */
  MapEvents events(int stride, boolean valued) {
    return events.computeIfAbsent(
        new Sized(stride, valued), sized -> new MapEvents(stride, valued));
  }

  /** Room for the steps of some neurons, as many as are told. */
  History history(int neurons) {
    return histories.computeIfAbsent(neurons, History::of);
  }
}
