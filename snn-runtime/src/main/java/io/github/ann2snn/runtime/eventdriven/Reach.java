package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.WindowAxis;
import java.util.Arrays;

/**
 * Which positions of a sliding window cover a value, along one axis, in ascending order. Taps are
 * renumbered as slots so that positions that follow each other mostly have slots that do: those are
 * one run.
 *
 * @param slots the slot of each tap
 * @param first the runs of value i are {@code first[i] ... first[i + 1]}
 * @param position the first position of a run
 * @param slot the first slot of a run
 * @param length number of positions of a run
 */
record Reach(int[] slots, int[] first, int[] position, int[] slot, int[] length) {
  /**
   * Lists the runs.
   *
   * @param size number of values along the axis
   * @param merged whether runs may have more than one position
   */
  static Reach of(WindowAxis axis, int size, boolean merged) {
    Reach reach =
        new Reach(
            slots(axis),
            new int[size + 1],
            new int[size * axis.taps()],
            new int[size * axis.taps()],
            new int[size * axis.taps()]);
    int[] runs = new int[1];
    for (int i = 0; i < size; i++) {
      int begin = runs[0];
      axis.forEachPosition(
          size, i, (at, tap) -> runs[0] = reach.append(begin, runs[0], at, tap, merged));
      reach.first[i + 1] = runs[0];
    }
    return reach.trimmed(runs[0]);
  }

  /** The number of runs after a position was added. */
  private int append(int begin, int end, int at, int tap, boolean merged) {
    int last = end - 1;
    if (merged
        && end > begin
        && position[last] + length[last] == at
        && slot[last] + length[last] == slots[tap]) {
      length[last]++;
      return end;
    }
    position[end] = at;
    slot[end] = slots[tap];
    length[end] = 1;
    return end + 1;
  }

  private Reach trimmed(int runs) {
    return new Reach(
        slots,
        first,
        Arrays.copyOf(position, runs),
        Arrays.copyOf(slot, runs),
        Arrays.copyOf(length, runs));
  }

  /** A value is covered by every stride-th tap, the last one first. */
  private static int[] slots(WindowAxis axis) {
    int[] slots = new int[axis.taps()];
    int next = 0;
    for (int phase = 0; phase < Math.min(axis.stride(), axis.taps()); phase++) {
      int last = axis.taps() - 1 - phase;
      for (int tap = last; tap >= 0; tap -= axis.stride()) {
        slots[tap] = next++;
      }
    }
    return slots;
  }
}
