package io.github.ann2snn.interop.chip;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What leads to some neurons: the number of paths from input (c, y, x) is {@code channels[c] *
 * rows[y] * columns[x]}, for every kind of connection.
 *
 * @param maps shape of the inputs
 * @param kernel weights of one input channel that the connection stores for one output channel
 * @param shares whether outputs share those weights
 */
record Reach(
    FeatureMaps maps, long[] channels, long[] rows, long[] columns, long kernel, boolean shares) {
  /** What leads to a box of the neurons that a projection reaches. */
  static Reach of(Projection projection, List<Integer> sourceShape, Box box) {
    if (projection.gate().isEmpty()) {
      return of(projection.connection(), Box.maps(sourceShape), box);
    }
    FeatureMaps in = projection.gate().get().input();
    Reach behind = of(projection.connection(), projection.gate().get().output(), box);
    return behind.before(in, projection.gate().get().window());
  }

  private static Reach of(Connection connection, FeatureMaps in, Box box) {
    if (connection instanceof Pooled pooled) {
      Reach behind = of(pooled.then(), pooled.pooling().output(), box);
      return behind.before(pooled.pooling().input(), pooled.pooling().window());
    }
    if (connection instanceof Convolution convolution) {
      return convolution(convolution, box);
    }
    if (connection instanceof OneToOne one) {
      return oneToOne(one, box);
    }
    if (connection instanceof Affine) {
      return new Reach(
          in,
          filled(in.channels(), box.size()),
          filled(in.height(), 1),
          filled(in.width(), 1),
          1,
          false);
    }
    throw new IllegalStateException("a connection of another kind: " + connection);
  }

  private static Reach convolution(Convolution convolution, Box box) {
    FeatureMaps in = convolution.input();
    long[] channels = new long[in.channels()];
    for (int c = 0; c < channels.length; c++) {
      int first = c / convolution.channelsPerGroup() * convolution.outputsPerGroup();
      int end = first + convolution.outputsPerGroup();
      channels[c] =
          Math.max(0, Math.min(end, box.toChannel()) - Math.max(first, box.fromChannel()));
    }
    Window window = convolution.window();
    return new Reach(
        in,
        channels,
        taps(window.vertical(), in.height(), box.fromRow(), box.toRow()),
        taps(window.horizontal(), in.width(), box.fromColumn(), box.toColumn()),
        window.area(),
        true);
  }

  /** How many taps lie on each place, over some positions. */
  private static long[] taps(WindowAxis axis, int size, int from, int to) {
    long[] ones = new long[to];
    Arrays.fill(ones, from, to, 1);
    return taps(axis, size, ones);
  }

  /** The same, where a tap of position p counts as often as {@code weights[p]}. */
  private static long[] taps(WindowAxis axis, int size, long[] weights) {
    long[] taps = new long[size];
    for (int p = 0; p < weights.length; p++) {
      for (int k = 0; weights[p] > 0 && k < axis.taps(); k++) {
        int at = axis.at(p, k);
        if (at >= 0 && at < size) {
          taps[at] += weights[p];
        }
      }
    }
    return taps;
  }

  private static Reach oneToOne(OneToOne one, Box box) {
    FeatureMaps in = one.input();
    int[] to = one.to();
    long[] channels = new long[in.channels()];
    for (int c = 0; c < channels.length; c++) {
      channels[c] = to[c] >= box.fromChannel() && to[c] < box.toChannel() ? 1 : 0;
    }
    return new Reach(
        in,
        channels,
        taken(one.rows(), in.height(), box.fromRow(), box.toRow()),
        taken(one.columns(), in.width(), box.fromColumn(), box.toColumn()),
        1,
        true);
  }

  private static long[] taken(OneToOne.Every every, int size, int from, int to) {
    long[] taken = new long[size];
    for (int p = from; p < to; p++) {
      long place = every.place(p);
      if (place >= 0 && place < size) {
        taken[(int) place] = 1;
      }
    }
    return taken;
  }

  /** What leads there through windows that lie before, channel by channel. */
  private Reach before(FeatureMaps in, Window window) {
    return new Reach(
        in,
        channels,
        taps(window.vertical(), in.height(), rows),
        taps(window.horizontal(), in.width(), columns),
        kernel,
        shares);
  }

  private static long[] filled(int length, long value) {
    long[] filled = new long[length];
    Arrays.fill(filled, value);
    return filled;
  }

  /** How many inputs lead there. */
  long sources() {
    return positive(channels) * positive(rows) * positive(columns);
  }

  private static long positive(long[] values) {
    return Arrays.stream(values).filter(value -> value > 0).count();
  }

  /** How many paths lead there. */
  long synapses() {
    return Arrays.stream(channels).sum() * Arrays.stream(rows).sum() * Arrays.stream(columns).sum();
  }

  /** Adds 1 for each input that leads there, by its number. */
  void mark(int[] counts) {
    int[] y = places(rows);
    int[] x = places(columns);
    for (int c : places(channels)) {
      for (int row : y) {
        int at = maps.index(c, row, 0);
        for (int column : x) {
          counts[at + column]++;
        }
      }
    }
  }

  private static int[] places(long[] values) {
    return IntStream.range(0, values.length).filter(i -> values[i] > 0).toArray();
  }

  /** Bits that the synapses take in a memory: a row for each input, or for each input channel. */
  long bits(NeuronCore.Memory memory, int weightBits, boolean sharing) {
    long bits = 0;
    if (sharing && shares) {
      for (long outputs : channels) {
        bits += memory.row(outputs * kernel, weightBits);
      }
      return bits;
    }
    long[][] byChannel = histogram(channels);
    long[][] byRow = histogram(rows);
    long[][] byColumn = histogram(columns);
    for (long[] c : byChannel) {
      for (long[] y : byRow) {
        for (long[] x : byColumn) {
          bits += c[1] * y[1] * x[1] * memory.row(c[0] * y[0] * x[0], weightBits);
        }
      }
    }
    return bits;
  }

  /** Values and how often each is there, but for 0. */
  private static long[][] histogram(long[] values) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (long value : values) {
      if (value > 0) {
        counts.merge(value, 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> new long[] {entry.getKey(), entry.getValue()})
        .toArray(long[][]::new);
  }
}
