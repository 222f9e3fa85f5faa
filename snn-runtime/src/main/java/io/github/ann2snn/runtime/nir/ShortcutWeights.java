package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A shortcut as NIR can say it. Where it changes nothing, that is an edge from neurons to neurons.
 * Else it is a convolution, or of vectors an {@code Affine}, whose weights are 0 but on the paths:
 * programs have these, and not {@code Scale}, which only vectors get whose matrix would be large.
 * Along an axis, position p takes the place {@code start + p stride}: with the padding {@code P =
 * max(0, -start)} (more where it takes places behind the last one) that is tap {@code start + P} of
 * a kernel which has so many taps that there are as many positions. The node's metadata says which
 * weights are paths ({@code paths}: for each channel that comes in where it leads, or -1; {@code
 * places}: start and stride of the rows, then of the columns), so that the shortcut comes back.
 */
final class ShortcutWeights {
  /** How a shortcut is written. */
  enum Form {
    /** An edge. */
    EDGE,
    /** A {@code Scale}. */
    SCALE,
    /** An {@code Affine}. */
    MATRIX,
    /** A {@code Conv2d} or {@code Conv1d}. */
    KERNELS
  }

  /** The largest matrix that takes the place of a {@code Scale}: 16 MiB. */
  private static final long LARGE = 1 << 22;

  /** The most weights: 256 MiB. */
  private static final long MOST_WEIGHTS = 1 << 26;

  private static final int PLACES = 4;

  private ShortcutWeights() {}

  /**
   * How a shortcut is written.
   *
   * @param shape of what comes in
   * @throws IllegalArgumentException if it cannot be
   */
  static Form form(OneToOne shortcut, List<Integer> shape) {
    float[] weight = shortcut.weight();
    boolean whole = weight.length == shortcut.to().length;
    FeatureMaps maps = maps(shape);
    boolean plain = whole && shortcut.equals(OneToOne.identity(maps, weight));
    if (plain && Arrays.equals(weight, Values.filled(weight.length, 1))) {
      return Form.EDGE;
    }
    if (hasKernels(shortcut, shape)) {
      return Form.KERNELS;
    }
    boolean vectors = shortcut.input().area() == 1 && shortcut.output().area() == 1;
    if (!vectors || shortcut.rows().start() != 0 || shortcut.columns().start() != 0) {
      throw Refusal.of(
          "a shortcut leads from %s to %s, which no NIR node does; make it a convolution",
          shortcut.inputShape(), shortcut.outputShape());
    }
    long size = (long) weight.length * weight.length;
    return plain && maps.area() == 1 && size > LARGE ? Form.SCALE : Form.MATRIX;
  }

  /**
   * A connection as weights, which a shortcut has none of.
   *
   * @param shape of what comes in
   * @throws IllegalArgumentException if there would be too many
   */
  static Connection weights(Connection connection, List<Integer> shape) {
    return connection instanceof OneToOne shortcut
        ? dense(shortcut, hasKernels(shortcut, shape) ? Form.KERNELS : Form.MATRIX)
        : connection;
  }

  /**
   * Whether the weights of a connection are kernels.
   *
   * @param shape of what comes in
   */
  static boolean hasKernels(Connection connection, List<Integer> shape) {
    return connection instanceof OneToOne shortcut
        ? shape.size() == 3 && shortcut.input().equals(maps(shape))
        : connection instanceof Convolution;
  }

  /** A shape as maps: a vector has as many channels of one value, a series one row. */
  static FeatureMaps maps(List<Integer> shape) {
    return switch (shape.size()) {
      case 2 -> new FeatureMaps(shape.get(0), 1, shape.get(1));
      case 3 -> new FeatureMaps(shape.get(0), shape.get(1), shape.get(2));
      default -> new FeatureMaps(shape.stream().reduce(1, Math::multiplyExact), 1, 1);
    };
  }

  /**
   * The same paths with weights from every channel to every other.
   *
   * @throws IllegalArgumentException if that takes too many
   */
  private static Connection dense(OneToOne shortcut, Form form) {
    FeatureMaps input = shortcut.input();
    FeatureMaps output = shortcut.output();
    Window window = form == Form.MATRIX ? Window.square(1, 1) : window(shortcut);
    long area = window.area();
    long weights = Math.multiplyExact((long) input.channels() * output.channels(), area);
    Refusal.when(
        weights > MOST_WEIGHTS,
        "a shortcut from %s to %s takes %,d weights in NIR, expected at most %,d; split it, or"
            + " make it a convolution",
        shortcut.inputShape(),
        shortcut.outputShape(),
        weights,
        MOST_WEIGHTS);
    float[] weight = new float[(int) weights];
    float[] byChannel = shortcut.weightByChannel();
    int[] to = shortcut.to();
    for (int c = 0; c < to.length; c++) {
      if (to[c] >= 0) {
        weight[index(shortcut, window, c, to[c])] = byChannel[c];
      }
    }
    return form == Form.MATRIX
        ? new Affine(input.channels(), output.channels(), weight, shortcut.bias())
        : new Convolution(input, output.channels(), window, 1, weight, shortcut.bias());
  }

  private static int index(OneToOne shortcut, Window window, int from, int to) {
    int row = shortcut.rows().start() + window.vertical().before();
    int column = shortcut.columns().start() + window.horizontal().before();
    int kernel = to * shortcut.input().channels() + from;
    return (kernel * window.vertical().taps() + row) * window.horizontal().taps() + column;
  }

  /** The kernel that moves what a shortcut takes to where it leads. */
  static Window window(OneToOne shortcut) {
    FeatureMaps input = shortcut.input();
    FeatureMaps output = shortcut.output();
    return new Window(
        axis(shortcut.rows(), input.height(), output.height()),
        axis(shortcut.columns(), input.width(), output.width()));
  }

  private static WindowAxis axis(Every every, int size, int positions) {
    long start = every.start();
    long stride = every.stride();
    long padding = Math.max(0, Math.max(-start, start + 1 + (positions - 1) * stride - size));
    long taps = Math.max(start + padding + 1, size + 2 * padding - positions * stride + 1);
    int pad = Math.toIntExact(padding);
    return new WindowAxis(Math.toIntExact(taps), every.stride(), pad, pad, 1);
  }

  /** Writes which weights are paths. */
  static void write(Hdf5Content metadata, OneToOne shortcut) {
    metadata.put(NirNames.PATHS, Arrays.stream(shortcut.to()).asLongStream().toArray());
    Every rows = shortcut.rows();
    Every columns = shortcut.columns();
    metadata.put(
        NirNames.PLACES,
        new long[] {rows.start(), rows.stride(), columns.start(), columns.stride()});
  }

  /**
   * The shortcut that a node's metadata tells of, or what was read where it tells of none.
   *
   * @throws BadFileException if what the metadata says is not so
   */
  static Connection strip(NirNode node, Connection read) throws BadFileException {
    Optional<Hdf5Dataset> paths = node.metadata().dataset(NirNames.PATHS);
    if (paths.isEmpty()) {
      return read;
    }
    Hdf5Dataset places =
        node.metadata()
            .dataset(NirNames.PLACES)
            .orElseThrow(() -> paths.get().fault("stands without " + NirNames.PLACES));
    int[] p = places.integers(Integer.MIN_VALUE);
    if (p.length != PLACES) {
      throw places.fault("has %d values, expected 4: start and stride, twice", p.length);
    }
    int[] to = paths.get().integers(OneToOne.NOWHERE);
    try {
      OneToOne shortcut = shortcut(read, to, new Every(p[0], p[1]), new Every(p[2], p[3]));
      if (dense(shortcut, read instanceof Affine ? Form.MATRIX : Form.KERNELS).equals(read)) {
        return shortcut;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw paths.get().fault("does not fit the weights: %s", e.getMessage());
    }
    throw paths
        .get()
        .fault("does not fit the weights: with %s they are not those there", NirNames.PLACES);
  }

  private static OneToOne shortcut(Connection read, int[] to, Every rows, Every columns) {
    FeatureMaps input = maps(read.inputShape());
    FeatureMaps output = maps(read.outputShape());
    int leading = (int) Arrays.stream(to).filter(target -> target >= 0).count();
    OneToOne paths =
        new OneToOne(input, output, to, rows, columns, new float[leading], read.bias());
    Window window = Window.square(1, 1);
    if (read instanceof Convolution convolution) {
      window = convolution.window();
      Refusal.when(
          convolution.groups() != 1 || !window.equals(window(paths)), "the kernel is another one");
    } else {
      Refusal.when(rows.start() != 0 || columns.start() != 0, "a vector has one place");
    }
    float[] weight = read.weight();
    float[] taken = new float[leading];
    int next = 0;
    for (int c = 0; c < to.length; c++) {
      if (to[c] >= 0) {
        taken[next++] = weight[index(paths, window, c, to[c])];
      }
    }
    return paths.withParameters(taken, read.bias());
  }
}
