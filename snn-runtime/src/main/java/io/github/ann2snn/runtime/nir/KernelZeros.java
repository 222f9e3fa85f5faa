package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import java.util.Optional;

/**
 * A convolution that pads its sides differently, as one that pads them alike, which is all that NIR
 * has. Along an axis, z zero taps before the kernel's with the padding {@code before + z dilation}
 * on both sides leave every tap where it was, and so do z behind them with the padding {@code
 * before}; the z is taken that gives as many positions. The node's metadata says how many zeros to
 * take away ({@code kernel_zeros}: top, bottom, left, right) and what the padding was ({@code
 * padding_sides}), so that the convolution comes back as it was.
 *
 * @param vertical zero taps of the rows: before the others if positive, behind them if negative
 * @param horizontal of the columns
 */
record KernelZeros(int vertical, int horizontal) {
  private static final int SIDES = 4;

  /**
   * The zeros that a convolution needs.
   *
   * @return empty if there are none that do it: a dilated kernel can only be moved by whole
   *     dilations
   */
  static Optional<KernelZeros> of(Convolution convolution) {
    Window window = convolution.window();
    Optional<Integer> rows = taps(window.vertical(), convolution.input().height());
    Optional<Integer> columns = taps(window.horizontal(), convolution.input().width());
    return rows.isPresent() && columns.isPresent()
        ? Optional.of(new KernelZeros(rows.get(), columns.get()))
        : Optional.empty();
  }

  private static Optional<Integer> taps(WindowAxis axis, int size) {
    int positions = axis.positions(size);
    int most = Math.abs(axis.after() - axis.before()) / axis.dilation() + 1;
    for (int n = 0; n <= most; n++) {
      for (int z : axis.after() > axis.before() ? new int[] {n, -n} : new int[] {-n, n}) {
        if (fits(widened(axis, z), size, positions)) {
          return Optional.of(z);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(WindowAxis axis, int size, int positions) {
    long extent = (long) axis.dilation() * (axis.taps() - 1) + 1;
    return size + axis.before() + (long) axis.after() >= extent
        && axis.positions(size) == positions;
  }

  private static WindowAxis widened(WindowAxis axis, int z) {
    int padding = axis.before() + Math.max(z, 0) * axis.dilation();
    return new WindowAxis(
        axis.taps() + Math.abs(z), axis.stride(), padding, padding, axis.dilation());
  }

  /** Top, bottom, left, right, as metadata. */
  long[] sides() {
    return new long[] {
      Math.max(vertical, 0),
      Math.max(-vertical, 0),
      Math.max(horizontal, 0),
      Math.max(-horizontal, 0)
    };
  }

  /** The convolution with the zeros, whose padding is symmetric. */
  Convolution widened(Convolution convolution) {
    return resized(
        convolution, widened(convolution.window()), Math.max(vertical, 0), Math.max(horizontal, 0));
  }

  /** The window with the zeros. */
  Window widened(Window window) {
    return new Window(
        widened(window.vertical(), vertical), widened(window.horizontal(), horizontal));
  }

  /**
   * The convolution with its kernels within larger ones, or with what is within its own.
   *
   * @param row of the larger kernels at which the smaller ones begin
   * @param column likewise
   */
  private static Convolution resized(Convolution convolution, Window window, int row, int column) {
    Window was = convolution.window();
    boolean grows = window.area() > was.area();
    Window small = grows ? was : window;
    Window large = grows ? window : was;
    int rows = small.vertical().taps();
    int columns = small.horizontal().taps();
    int width = large.horizontal().taps();
    float[] from = convolution.weight();
    float[] to = new float[Math.toIntExact(from.length / was.area() * window.area())];
    for (int line = 0; line < Math.min(from.length, to.length) / columns; line++) {
      int inSmall = line * columns;
      int inLarge = (line / rows * large.vertical().taps() + line % rows + row) * width + column;
      System.arraycopy(from, grows ? inSmall : inLarge, to, grows ? inLarge : inSmall, columns);
    }
    return new Convolution(
        convolution.input(),
        convolution.outputChannels(),
        window,
        convolution.groups(),
        to,
        convolution.bias());
  }

  /**
   * The convolution without the zeros that the node's metadata tells of.
   *
   * @throws BadFileException if what the metadata says is not so
   */
  static Convolution strip(NirNode node, Convolution wide) throws BadFileException {
    Optional<Hdf5Dataset> zeros = node.metadata().dataset(NirNames.KERNEL_ZEROS);
    if (zeros.isEmpty()) {
      return wide;
    }
    Hdf5Dataset sides =
        node.metadata()
            .dataset(NirNames.PADDING_SIDES)
            .orElseThrow(() -> zeros.get().fault("stands without " + NirNames.PADDING_SIDES));
    int[] z = four(zeros.get());
    int[] p = four(sides);
    Window window = wide.window();
    int rows = window.vertical().taps() - z[0] - z[1];
    int columns = window.horizontal().taps() - z[2] - z[3];
    if (rows < 1 || columns < 1) {
      throw zeros.get().fault("leaves nothing of the kernel");
    }
    Window narrow =
        new Window(
            narrowed(window.vertical(), rows, p[0], p[1]),
            narrowed(window.horizontal(), columns, p[2], p[3]));
    Convolution narrowed = resized(wide, narrow, z[0], z[2]);
    Optional<KernelZeros> again = of(narrowed);
    if (again.isEmpty() || !again.get().widened(narrowed).equals(wide)) {
      throw zeros
          .get()
          .fault(
              "does not fit the kernel: with %s they do not give the weights and the padding there",
              NirNames.PADDING_SIDES);
    }
    return narrowed;
  }

  private static int[] four(Hdf5Dataset dataset) throws BadFileException {
    int[] values = dataset.integers(0);
    if (values.length != SIDES) {
      throw dataset.fault("has %d values, expected 4: top, bottom, left, right", values.length);
    }
    return values;
  }

  private static WindowAxis narrowed(WindowAxis axis, int taps, int before, int after) {
    return new WindowAxis(taps, axis.stride(), before, after, axis.dilation());
  }
}
