package io.github.ann2snn.runtime.network;

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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Projections of random kind and geometry between given shapes; their weights are 1 and their
 * biases 0.
 */
final class RandomProjections {
  private static final int TRIES = 40;

  private final SplittableRandom random;
  private final boolean gates;
  private final boolean averages;

  /**
   * @param gates whether there is max pooling
   * @param averages whether poolings may average
   */
  RandomProjections(SplittableRandom random, boolean gates, boolean averages) {
    this.random = random;
    this.gates = gates;
    this.averages = averages;
  }

  /**
   * A projection.
   *
   * @param to what it reaches; single values where the area is 1
   * @param from shape of the source
   */
  Projection to(FeatureMaps to, int source, List<Integer> from) {
    FeatureMaps maps =
        from.size() == 3
            ? new FeatureMaps(from.get(0), from.get(1), from.get(2))
            : new FeatureMaps(from.get(0), 1, 1);
    boolean image = from.size() == 3;
    Optional<MaxGate> gate = Optional.empty();
    if (image && gates && source != Projection.INPUT && random.nextInt(4) == 0) {
      gate = Optional.of(new MaxGate(maps, pooled(maps)));
      maps = gate.get().output();
    }
    Optional<Pooling> pooling = Optional.empty();
    if (image && random.nextInt(4) == 0) {
      Pooling.Kind kind =
          averages && random.nextBoolean() ? Pooling.Kind.AVERAGE : Pooling.Kind.SUM;
      pooling = Optional.of(new Pooling(kind, maps, pooled(maps)));
      maps = pooling.get().output();
    }
    Connection then = connection(maps, to, image);
    Connection connection = pooling.isPresent() ? new Pooled(pooling.get(), then) : then;
    return new Projection(source, gate, connection);
  }

  private Connection connection(FeatureMaps from, FeatureMaps to, boolean image) {
    int kind = random.nextInt(5);
    if (kind < 2) {
      return oneToOne(from, to);
    }
    Optional<Window> window = image && kind < 4 ? window(from, to) : Optional.empty();
    if (window.isPresent()) {
      int groups = from.channels() % 2 == 0 && to.channels() % 2 == 0 ? random.nextInt(1, 3) : 1;
      if (from.channels() == to.channels() && random.nextInt(3) == 0) {
        groups = from.channels();
      }
      int weights = to.channels() * (from.channels() / groups) * (int) window.get().area();
      return new Convolution(
          from, to.channels(), window.get(), groups, ones(weights), new float[to.channels()]);
    }
    return new Affine(from.size(), to.size(), ones(from.size() * to.size()), new float[to.size()]);
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The identity, or some channels, rows and columns to others. */
  private OneToOne oneToOne(FeatureMaps from, FeatureMaps to) {
    if (from.equals(to) && random.nextInt(3) > 0) {
      return OneToOne.identity(from, ones(from.channels()));
    }
    int[] targets = new int[from.channels()];
    Arrays.fill(targets, OneToOne.NOWHERE);
    int shift = random.nextInt(-2, to.channels());
    boolean backwards = random.nextInt(4) == 0;
    for (int c = 0; c < targets.length; c++) {
      int target = backwards ? to.channels() - 1 - c : c + shift;
      targets[c] = target < 0 || target >= to.channels() ? OneToOne.NOWHERE : target;
    }
    int leading = (int) Arrays.stream(targets).filter(target -> target >= 0).count();
    return new OneToOne(
        from, to, targets, every(), every(), ones(leading), new float[to.channels()]);
  }

  private Every every() {
    return random.nextBoolean()
        ? Every.ONE
        : new Every(random.nextInt(-2, 3), random.nextInt(1, 4));
  }

  private Optional<Window> window(FeatureMaps from, FeatureMaps to) {
    Optional<WindowAxis> rows = axis(from.height(), to.height());
    Optional<WindowAxis> columns = axis(from.width(), to.width());
    return rows.isPresent() && columns.isPresent()
        ? Optional.of(new Window(rows.get(), columns.get()))
        : Optional.empty();
  }

  /** A window that makes {@code positions} of {@code size} values, if one is found. */
  private Optional<WindowAxis> axis(int size, int positions) {
    for (int k = 0; k < TRIES; k++) {
      int taps = random.nextInt(1, 5);
      int stride = random.nextInt(1, 4);
      int dilation = random.nextInt(1, 3);
      int before = random.nextInt(3);
      int lost = random.nextInt(stride);
      int reach = dilation * (taps - 1) + 1;
      int after = (positions - 1) * stride + reach - size - before + lost;
      if (after >= 0 && after <= 4) {
        return Optional.of(new WindowAxis(taps, stride, before, after, dilation));
      }
    }
    return Optional.empty();
  }

  /** Without a window that lies in its padding altogether. */
  private Window pooled(FeatureMaps maps) {
    return new Window(pooled(maps.height()), pooled(maps.width()));
  }

  private WindowAxis pooled(int size) {
    int taps = random.nextInt(1, Math.min(3, size) + 1);
    int most = Math.min(taps, 2);
    return new WindowAxis(
        taps, random.nextInt(1, 4), random.nextInt(most), random.nextInt(most), 1);
  }
}
