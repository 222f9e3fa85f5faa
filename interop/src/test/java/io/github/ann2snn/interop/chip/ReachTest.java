package io.github.ann2snn.interop.chip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.NeuronCore.Memory;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a count of every path. */
class ReachTest {
  private static final Memory MEMORY =
      new Memory(
          "m",
          false,
          true,
          new Quantity(1, "bytes", "x"),
          Optional.of(new Quantity(16, "bits", "x")),
          Optional.of(new Quantity(3, "bits", "x")),
          Optional.of(new Quantity(4, "synapses", "x")),
          Optional.empty(),
          Optional.empty());

  private static Convolution convolution(SplittableRandom random, FeatureMaps in) {
    int groups = in.channels() % 2 == 0 && random.nextBoolean() ? 2 : 1;
    int outputs = groups * (1 + random.nextInt(3));
    WindowAxis vertical =
        new WindowAxis(
            1 + random.nextInt(2),
            1 + random.nextInt(2),
            random.nextInt(3),
            1,
            1 + random.nextInt(2));
    WindowAxis horizontal = new WindowAxis(1 + random.nextInt(3), 1, 1, random.nextInt(2), 1);
    Window window = new Window(vertical, horizontal);
    int weights = outputs * in.channels() / groups * (int) window.area();
    return new Convolution(in, outputs, window, groups, new float[weights], new float[outputs]);
  }

  private static Connection connection(SplittableRandom random, FeatureMaps in) {
    return switch (random.nextInt(4)) {
      case 0 -> new Affine(in.size(), 3, new float[3 * in.size()], new float[3]);
      case 1 -> {
        int[] to = new int[in.channels()];
        to[0] = -1;
        for (int c = 1; c < to.length; c++) {
          to[c] = to.length - c;
        }
        yield new OneToOne(
            in,
            new FeatureMaps(to.length + 1, 3, 2),
            to,
            new Every(random.nextInt(2) - 1, 2),
            new Every(0, 1 + random.nextInt(2)),
            new float[to.length - 1],
            new float[to.length + 1]);
      }
      default -> convolution(random, in);
    };
  }

  private static Projection projection(SplittableRandom random, FeatureMaps in) {
    Window two = Window.square(2, 1 + random.nextInt(2));
    return switch (random.nextInt(3)) {
      case 0 -> new Projection(0, connection(random, in));
      case 1 -> {
        Pooling pooling = new Pooling(Pooling.Kind.SUM, in, two);
        yield new Projection(0, new Pooled(pooling, connection(random, pooling.output())));
      }
      default -> {
        MaxGate gate = new MaxGate(in, two);
        yield new Projection(0, Optional.of(gate), connection(random, gate.output()));
      }
    };
  }

  private static int within(int[] at, int[] from, int[] to) {
    for (int a = 0; a < 3; a++) {
      if (at[a] < from[a] || at[a] >= to[a]) {
        return 0;
      }
    }
    return 1;
  }

  /** Paths from each input into a box. */
  private static int[] paths(Projection projection, FeatureMaps out, int[] from, int[] to) {
    int[] paths = new int[projection.inputs()];
    for (int i = 0; i < paths.length; i++) {
      int input = i;
      List<Integer> entries = new ArrayList<>();
      if (projection.gate().isPresent()) {
        projection.gate().get().forEachWindow(i, entries::add);
      } else {
        entries.add(i);
      }
      for (int entry : entries) {
        projection
            .connection()
            .forEachTarget(
                entry,
                (j, w) ->
                    paths[input] +=
                        within(new int[] {out.channel(j), out.y(j), out.x(j)}, from, to));
      }
    }
    return paths;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void countsThePathsOfEveryConnection(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20; round++) {
      FeatureMaps in =
          new FeatureMaps(1 + random.nextInt(4), 4 + random.nextInt(3), 4 + random.nextInt(3));
      Projection projection = projection(random, in);
      FeatureMaps out = Box.maps(projection.connection().outputShape());
      int[] sizes = {out.channels(), out.height(), out.width()};
      int[] from = new int[3];
      int[] to = new int[3];
      for (int a = 0; a < 3; a++) {
        from[a] = random.nextInt(sizes[a]);
        to[a] = from[a] + 1 + random.nextInt(sizes[a] - from[a]);
      }
      Box box = new Box(from[0], to[0], from[1], to[1], from[2], to[2]);
      int[] paths = paths(projection, out, from, to);
      Reach reach = Reach.of(projection, in.shape(), box);
      String what = projection.kind() + " from " + in + " to " + box;
      int[] expected = new int[paths.length];
      int[] marked = new int[paths.length];
      long sources = 0;
      long synapses = 0;
      long bits = 0;
      for (int i = 0; i < paths.length; i++) {
        expected[i] = paths[i] > 0 ? 1 : 0;
        sources += expected[i];
        synapses += paths[i];
        bits += MEMORY.row(paths[i], 5);
      }
      reach.mark(marked);
      assertArrayEquals(expected, marked, what);
      assertEquals(sources, reach.sources(), what);
      assertEquals(synapses, reach.synapses(), what);
      assertEquals(bits, reach.bits(MEMORY, 5, false), what);
    }
  }
}
