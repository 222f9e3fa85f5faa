package io.github.ann2snn.runtime.nir;

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
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Seeded networks whose populations take what several others give: each adds two or three
 * projections from any of those before it, the last one reads all that nobody else does.
 */
final class BranchedNetworks {
  private final SplittableRandom random;
  private final List<FeatureMaps> shapes = new ArrayList<>();
  private final List<Population> populations = new ArrayList<>();

  private BranchedNetworks(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Of images. */
  static SpikingNetwork maps(long seed) {
    return new BranchedNetworks(seed).network(new FeatureMaps(3, 6, 8), false);
  }

  /** Of series, which have no pooling. */
  static SpikingNetwork series(long seed) {
    return new BranchedNetworks(seed).network(new FeatureMaps(3, 1, 12), true);
  }

  private SpikingNetwork network(FeatureMaps input, boolean series) {
    shapes.add(input);
    int count = 3 + random.nextInt(5);
    boolean[] read = new boolean[count];
    for (int p = 0; p < count; p++) {
      FeatureMaps shape = p == 0 ? new FeatureMaps(4, input.height(), input.width()) : target(p);
      List<Projection> projections = new ArrayList<>();
      int most = p == 0 ? 1 : 2 + random.nextInt(2);
      for (int k = 0; k < most; k++) {
        int source = k == 0 ? p - 1 : random.nextInt(-1, p);
        Optional<Projection> found =
            k == 0
                ? Optional.of(convolved(source, shape))
                : projection(source, shape, random.nextInt(series ? 3 : 5));
        if (found.isPresent()) {
          projections.add(found.get());
          read[Math.max(source, 0)] |= source >= 0;
        }
      }
      add("maps_" + p, projections, shape.size());
      shapes.add(shape);
    }
    List<Projection> last = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      if (!read[p]) {
        last.add(new Projection(p, affine(shapes.get(p + 1).size(), 4)));
      }
    }
    add("output", last, 4);
    return new SpikingNetwork(
        input.shape(),
        populations,
        1,
        new RunDefaults(16, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of("seed", Integer.toString(count)));
  }

  private void add(String name, List<Projection> projections, int neurons) {
    populations.add(
        new Population(
            name, projections, RandomNetworks.neurons(random, Reset.SUBTRACT, false, neurons)));
  }

  /** As large as the population before, or half of it. */
  private FeatureMaps target(int p) {
    FeatureMaps before = shapes.get(p);
    int by = random.nextInt(3) == 0 && before.width() > 3 ? 2 : 1;
    int channels = random.nextBoolean() ? before.channels() : 2 + random.nextInt(3);
    return new FeatureMaps(
        channels, (before.height() + by - 1) / by, (before.width() + by - 1) / by);
  }

  private static int stride(int from, int to) {
    return (from + to - 1) / to;
  }

  private Projection convolved(int source, FeatureMaps to) {
    return new Projection(source, convolution(shapes.get(source + 1), to));
  }

  /** Empty where the shapes do not allow one of that kind. */
  private Optional<Projection> projection(int source, FeatureMaps to, int kind) {
    FeatureMaps from = shapes.get(source + 1);
    if (kind > 2) {
      boolean halves =
          from.height() > 1 && from.height() / 2 == to.height() && from.width() / 2 == to.width();
      return halves ? pooled(source, from, to, kind == 3) : Optional.empty();
    }
    if (from.height() < to.height() || from.width() < to.width()) {
      return Optional.empty();
    }
    return Optional.of(
        kind == 0 ? convolved(source, to) : new Projection(source, shortcut(from, to)));
  }

  private Optional<Projection> pooled(
      int source, FeatureMaps from, FeatureMaps to, boolean largest) {
    if (largest && source >= 0) {
      MaxGate gate = new MaxGate(from, halved());
      return Optional.of(new Projection(source, Optional.of(gate), shortcut(gate.output(), to)));
    }
    Pooling.Kind kind = random.nextBoolean() ? Pooling.Kind.AVERAGE : Pooling.Kind.SUM;
    Pooling pooling = new Pooling(kind, from, halved());
    Connection then =
        random.nextBoolean() ? convolution(pooling.output(), to) : shortcut(pooling.output(), to);
    return Optional.of(new Projection(source, new Pooled(pooling, then)));
  }

  private static Window halved() {
    return new Window(new WindowAxis(2, 2, 0, 0, 1), new WindowAxis(2, 2, 0, 0, 1));
  }

  /** A kernel that gives as many positions as wanted; the padding behind may be another. */
  private Convolution convolution(FeatureMaps from, FeatureMaps to) {
    Window window = new Window(axis(from.height(), to.height()), axis(from.width(), to.width()));
    int n = to.channels() * from.channels() * (int) window.area();
    int biases = random.nextInt(4) == 0 ? to.size() : to.channels();
    return new Convolution(from, to.channels(), window, 1, values(n), values(biases));
  }

  private static WindowAxis axis(int size, int positions) {
    int stride = stride(size, positions);
    if (size == 1) {
      return WindowAxis.of(1, 1);
    }
    int after = Math.max(0, (positions - 1) * stride + 3 - 1 - size);
    return new WindowAxis(3, stride, 1, after, 1);
  }

  /** Identities, others, and slices with zeros around them. */
  private Connection shortcut(FeatureMaps from, FeatureMaps to) {
    if (from.equals(to) && random.nextInt(3) > 0) {
      float[] ones = new float[from.channels()];
      Arrays.fill(ones, 1);
      return OneToOne.identity(from, random.nextBoolean() ? ones : values(from.channels()));
    }
    int[] targets = new int[from.channels()];
    int leading = 0;
    for (int c = 0; c < targets.length; c++) {
      targets[c] = c < to.channels() && random.nextInt(4) > 0 ? to.channels() - 1 - c : -1;
      leading += targets[c] < 0 ? 0 : 1;
    }
    return new OneToOne(
        from,
        to,
        targets,
        new Every(
            from.height() == 1 ? 0 : random.nextInt(-2, 3), stride(from.height(), to.height())),
        new Every(random.nextInt(-2, 3), stride(from.width(), to.width())),
        values(leading),
        values(random.nextInt(3) == 0 ? to.size() : to.channels()));
  }

  private Affine affine(int inputs, int outputs) {
    return new Affine(inputs, outputs, values(inputs * outputs), values(outputs));
  }

  private float[] values(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-0.4, 0.6);
    }
    return values;
  }
}
