package io.github.ann2snn.train.step;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which positions of a window's output read which values of a map, tap by tap: as segments of
 * positions side by side, which read values {@code stride} apart. What lies in the padding is in no
 * segment.
 *
 * @param stride from the value of one position to that of the next
 * @param taps for each tap, row by row, three numbers for each segment: the first position, the
 *     value it reads, and how many positions
 * @param isWhole for each tap whether its segments hold all positions
 */
record Segments(int stride, int[][] taps, boolean[] isWhole) {
  static Segments of(Window window, FeatureMaps input) {
    FeatureMaps output = window.output(input, 1);
    WindowAxis rows = window.vertical();
    WindowAxis columns = window.horizontal();
    int[][] taps = new int[Math.toIntExact(window.area())][];
    boolean[] isWhole = new boolean[taps.length];
    for (int tap = 0; tap < taps.length; tap++) {
      int column = tap % columns.taps();
      int first = firstInside(columns, column);
      int count = Math.min(output.width(), behindInside(columns, column, input.width())) - first;
      List<int[]> segments = new ArrayList<>();
      for (int y = 0; y < output.height() && count > 0; y++) {
        int row = rows.at(y, tap / columns.taps());
        if (row >= 0 && row < input.height()) {
          int from = row * input.width() + columns.at(first, column);
          add(segments, columns.stride(), y * output.width() + first, from, count);
        }
      }
      taps[tap] = segments.stream().flatMapToInt(Arrays::stream).toArray();
      isWhole[tap] = segments.stream().mapToInt(segment -> segment[2]).sum() == output.area();
    }
    return new Segments(columns.stride(), taps, isWhole);
  }

  /** Joined to the one before where both go on without a gap. */
  private static void add(List<int[]> segments, int stride, int position, int from, int count) {
    int[] last = segments.isEmpty() ? new int[3] : segments.get(segments.size() - 1);
    if (last[0] + last[2] == position && last[1] + last[2] * stride == from && last[2] > 0) {
      last[2] += count;
    } else {
      segments.add(new int[] {position, from, count});
    }
  }

  private static int firstInside(WindowAxis axis, int tap) {
    long before = Math.max(0, axis.before() - (long) tap * axis.dilation());
    return Math.toIntExact((before + axis.stride() - 1) / axis.stride());
  }

  /** The first position at which a tap lies behind all values. */
  private static int behindInside(WindowAxis axis, int tap, int size) {
    long room = (long) size + axis.before() - (long) tap * axis.dilation();
    return Math.toIntExact(Math.max(0, (room + axis.stride() - 1) / axis.stride()));
  }

  /** Copies what a tap reads to {@code to}, zeros for the padding. */
  void gather(int tap, float[] map, int mapAt, float[] to, int toAt) {
    int[] segments = taps[tap];
    for (int s = 0; s < segments.length; s += 3) {
      int p = toAt + segments[s];
      int i = mapAt + segments[s + 1];
      int count = segments[s + 2];
      if (stride == 1) {
        System.arraycopy(map, i, to, p, count);
      } else {
        for (int k = 0; k < count; k++) {
          to[p + k] = map[i + k * stride];
        }
      }
    }
  }

  /** Adds {@code weight} times what a tap reads to each position. */
  void collect(int tap, float weight, float[] map, int mapAt, float[] to, int toAt) {
    int[] segments = taps[tap];
    for (int s = 0; s < segments.length; s += 3) {
      int p = toAt + segments[s];
      int i = mapAt + segments[s + 1];
      int count = segments[s + 2];
      if (stride == 1) {
        for (int k = 0; k < count; k++) {
          to[p + k] += weight * map[i + k];
        }
      } else {
        for (int k = 0; k < count; k++) {
          to[p + k] += weight * map[i + k * stride];
        }
      }
    }
  }

  /** Adds {@code weight} times each position to what a tap reads. */
  void spread(int tap, float weight, float[] from, int fromAt, float[] map, int mapAt) {
    int[] segments = taps[tap];
    for (int s = 0; s < segments.length; s += 3) {
      int p = fromAt + segments[s];
      int i = mapAt + segments[s + 1];
      int count = segments[s + 2];
      if (stride == 1) {
        for (int k = 0; k < count; k++) {
          map[i + k] += weight * from[p + k];
        }
      } else {
        for (int k = 0; k < count; k++) {
          map[i + k * stride] += weight * from[p + k];
        }
      }
    }
  }

  /** The sum over positions of each times what a tap reads. */
  float dot(int tap, float[] from, int fromAt, float[] map, int mapAt) {
    int[] segments = taps[tap];
    float sum = 0;
    for (int s = 0; s < segments.length; s += 3) {
      int p = fromAt + segments[s];
      int i = mapAt + segments[s + 1];
      for (int k = 0; k < segments[s + 2]; k++) {
        sum += from[p + k] * map[i + k * stride];
      }
    }
    return sum;
  }
}
