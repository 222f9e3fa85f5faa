package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import io.github.ann2snn.runtime.simulation.SpikeTrain.ByPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many operations the inputs of a connection cost.
 *
 * @param common the fan-out of every input, where they all have the same
 * @param each the fan-out of each input; null where they all have the same
 * @param byPosition that of maps whose channels all have the same at a position; null elsewhere
 * @param tables of other maps, if their positions are of few kinds; null elsewhere
 */
record FanOut(long common, int[] each, Positions byPosition, Tables tables) {
  /** Fan-outs that are summed up as integers. */
  private static final int SUMMED = 256;

  /**
   * Every path counts.
   *
   * @param signed whether its inputs are signed neurons
   */
  static FanOut of(Connection connection, boolean signed) {
    if (connection instanceof Affine) {
      return new FanOut(connection.fanOut(0), null, null, null);
    }
    int[] each = new int[connection.inputs()];
    for (int i = 0; i < each.length; i++) {
      each[i] = connection.fanOut(i);
    }
    return of(each, connection.inputShape(), signed);
  }

  private static FanOut of(int[] each, List<Integer> shape, boolean signed) {
    if (Arrays.stream(each).allMatch(paths -> paths == each[0])) {
      return new FanOut(each[0], null, null, null);
    }
    int area = each.length / shape.get(0);
    boolean alike = IntStream.range(0, each.length).allMatch(i -> each[i] == each[i % area]);
    return alike
        ? new FanOut(0, each, Positions.of(Arrays.copyOf(each, area)), null)
        : new FanOut(0, each, null, Tables.of(each, area, signed));
  }

  /**
   * Only paths count whose weight is not zero.
   *
   * @param signed whether its inputs are signed neurons
   */
  static FanOut effective(Connection connection, boolean signed) {
    int[] each = new int[connection.inputs()];
    for (int i = 0; i < each.length; i++) {
      int input = i;
      connection.forEachTarget(i, (j, w) -> each[input] += w != 0 ? 1 : 0);
    }
    return of(each, connection.inputShape(), signed);
  }

  /** Whether a stored weight is zero. */
  static boolean hasZero(Connection connection) {
    for (float weight : connection.weight()) {
      if (weight == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The operations of the spikes of each of the first steps.
   *
   * @param room for one number more than there are spikes
   */
  long[] arrivals(SpikeTrain train, int steps, int[] room) {
    long[] byStep = new long[steps];
    ByPosition order = train.byPosition().orElse(null);
    if (each != null && order == null) {
      train.addSums(steps, each, room, byStep, 0);
      return byStep;
    }
    for (int t = 0; t < steps; t++) {
      byStep[t] = arrivals(train, order, t);
    }
    return byStep;
  }

  private long arrivals(SpikeTrain train, ByPosition order, int t) {
    if (each == null) {
      return train.count(t) * common;
    }
    if (byPosition != null && order.positions() == byPosition.count) {
      return train.count(t) * byPosition.usual + order.sum(t, byPosition.other, byPosition.more);
    }
    return tables != null && tables.fit(order, train.isSigned())
        ? tables.sum(order, t)
        : train.sum(t, each);
  }

  /** Operations of a constant input: one for each path of each nonzero value. */
  long products(float[] input) {
    return each == null ? nonzero(input) * common : nonzeroPaths(input);
  }

  // Without a branch, and as C2 can vectorise it: the sign bit of n | -n is 1 unless n is 0.
  private static int nonzero(float[] input) {
    int nonzero = 0;
    for (float x : input) {
      int magnitude = Float.floatToRawIntBits(x) << 1;
      nonzero += (magnitude | -magnitude) >>> 31;
    }
    return nonzero;
  }

  private long nonzeroPaths(float[] input) {
    long paths = 0;
    for (int from = 0; from < input.length; from += SUMMED) {
      paths += nonzeroPaths(input, from, Math.min(from + SUMMED, input.length));
    }
    return paths;
  }

  private int nonzeroPaths(float[] input, int from, int to) {
    int paths = 0;
    for (int i = from; i < to; i++) {
      int magnitude = Float.floatToRawIntBits(input[i]) << 1;
      paths += each[i] & (magnitude | -magnitude) >> 31;
    }
    return paths;
  }

  /**
   * Fan-outs by position: most positions have the same, those at the border have others.
   *
   * @param count number of positions
   * @param usual the fan-out that most of them have
   * @param other those that have another
   * @param more by how much it is more
   */
  private record Positions(int count, long usual, int[] other, int[] more) {
    static Positions of(int[] byPosition) {
      Map<Integer, Long> times =
          Arrays.stream(byPosition)
              .boxed()
              .collect(Collectors.groupingBy(paths -> paths, TreeMap::new, Collectors.counting()));
      int usual = Collections.max(times.entrySet(), Map.Entry.comparingByValue()).getKey();
      int[] other =
          IntStream.range(0, byPosition.length).filter(p -> byPosition[p] != usual).toArray();
      int[] more = Arrays.stream(other).map(position -> byPosition[position] - usual).toArray();
      return new Positions(byPosition.length, usual, other, more);
    }
  }

  /**
   * Sums of the fan-outs of some neurons of a block, by the byte that tells which: that of a
   * position depends on how far it is from the border, so that there are few kinds of positions.
   *
   * @param signed whether each channel has two places, one for spikes of -1
   * @param kinds kind of each position
   * @param blocks blocks of a position
   * @param sums of each kind: for each block those of its first eight places, then those of the
   *     others
   */
  private record Tables(boolean signed, int[] kinds, int blocks, int[][] sums) {
    private static final int BYTE = 1 << Byte.SIZE;

    /** Kinds of positions at most, in each of which a matrix may see another fan-out. */
    private static final int MOST = 64;

    static Tables of(int[] each, int positions, boolean signed) {
      int lines = signed ? 2 : 1;
      int places = each.length / positions * lines;
      int blocks = (places - 1) / ByPosition.BLOCK + 1;
      Map<List<Integer>, Integer> known = new LinkedHashMap<>();
      int[] kinds = new int[positions];
      List<int[]> sums = new ArrayList<>();
      for (int position = 0; position < positions; position++) {
        int at = position;
        List<Integer> fanOuts =
            IntStream.range(0, places)
                .mapToObj(place -> each[place / lines * positions + at])
                .toList();
        Integer kind = known.putIfAbsent(fanOuts, known.size());
        if (kind == null) {
          sums.add(sums(fanOuts, blocks));
        }
        if (known.size() > MOST) {
          return null;
        }
        kinds[position] = kind == null ? known.size() - 1 : kind;
      }
      return new Tables(signed, kinds, blocks, sums.toArray(int[][]::new));
    }

    private static int[] sums(List<Integer> fanOuts, int blocks) {
      int[] sums = new int[2 * blocks * BYTE];
      for (int at = 0; at < sums.length; at++) {
        for (int bit = 0; bit < Byte.SIZE; bit++) {
          int place = at / BYTE * Byte.SIZE + bit;
          boolean fires = (at >>> bit & 1) != 0;
          sums[at] += fires && place < fanOuts.size() ? fanOuts.get(place) : 0;
        }
      }
      return sums;
    }

    boolean fit(ByPosition order, boolean ofSigned) {
      return signed == ofSigned && order.positions() == kinds.length && order.blocks() == blocks;
    }

    long sum(ByPosition order, int t) {
      long sum = 0;
      for (int position = 0; position < kinds.length; position++) {
        int[] table = sums[kinds[position]];
        for (int block = 0; block < blocks; block++) {
          int mask = order.mask(t, position, block);
          int at = 2 * block * BYTE;
          sum += table[at + mask % BYTE] + table[at + BYTE + mask / BYTE];
        }
      }
      return sum;
    }
  }
}
