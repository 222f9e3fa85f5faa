package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.List;

/**
 * Reads how a window slides over what comes in: rows and columns, or along one axis ({@code
 * Conv1d}), for which maps have one row.
 */
record WindowReader(NirNode node) {
  private static final WindowAxis ONE_ROW = WindowAxis.of(1, 1);

  private boolean isSeries() {
    return node.type() == NodeType.CONVOLUTION_1D;
  }

  /** How many dimensions what comes in has, the channels among them. */
  int dimensions() {
    return isSeries() ? 2 : 3;
  }

  /**
   * The shape as a file has it: {@code [channels, length]} of what goes through a {@code Conv1d}.
   */
  List<Integer> fileShape(FeatureMaps maps) {
    return isSeries() ? List.of(maps.channels(), maps.width()) : maps.shape();
  }

  /**
   * The maps that a convolution takes: {@code input_shape}, or where it says none, what comes in.
   *
   * @param shape of what comes in; empty if nobody says
   */
  FeatureMaps input(long channels, List<Integer> shape) throws BadFileException {
    List<Integer> size = node.sizes(NirNames.INPUT_SHAPE);
    if (size.isEmpty() && shape.size() != dimensions()) {
      throw node.group()
          .fault(
              "has no %s, and %s comes in; give it one, or an Input node with %s",
              NirNames.INPUT_SHAPE,
              shape.isEmpty() ? "nobody says what" : shape,
              isSeries() ? "[channels, length]" : "[channels, height, width]");
    }
    int[] image =
        size.isEmpty()
            ? new int[] {shape.get(1), shape.get(shape.size() - 1)}
            : axes(node.group().dataset(NirNames.INPUT_SHAPE), 1);
    int known = (int) Math.min(channels, Integer.MAX_VALUE);
    try {
      return new FeatureMaps(known, isSeries() ? 1 : image[0], image[1]);
    } catch (IllegalArgumentException e) {
      throw node.group().fault("%s", e.getMessage());
    }
  }

  /**
   * The window.
   *
   * @param taps of the rows and the columns
   * @param dilated whether it may have a dilation
   */
  Window window(int[] taps, boolean dilated) throws BadFileException {
    int[] stride = axes(node.group().dataset(NirNames.STRIDE), 1);
    int[] dilation = dilated ? axes(node.group().dataset(NirNames.DILATION), 1) : new int[] {1, 1};
    Hdf5Dataset stated = node.group().dataset(NirNames.PADDING);
    int[] padding =
        stated.type().equals("string") ? padding(stated, taps, stride, dilation) : padding(stated);
    WindowAxis horizontal = new WindowAxis(taps[1], stride[1], padding[2], padding[3], dilation[1]);
    return new Window(
        isSeries()
            ? ONE_ROW
            : new WindowAxis(taps[0], stride[0], padding[0], padding[1], dilation[0]),
        horizontal);
  }

  /**
   * What a word stands for: {@code valid} for none, {@code same} for as many positions as values,
   * with the odd one behind, as PyTorch has it.
   */
  private static int[] padding(Hdf5Dataset stated, int[] taps, int[] stride, int[] dilation)
      throws BadFileException {
    String word = stated.text();
    boolean same = word.equals("same");
    if (!same && !word.equals("valid")) {
      throw stated.fault("is '%s', expected same, valid or numbers", word);
    }
    if (same && (stride[0] > 1 || stride[1] > 1)) {
      throw stated.fault(
          "is 'same' with a stride of %d, %d, where no size stays the same; write numbers",
          stride[0], stride[1]);
    }
    int rows = same ? Math.multiplyExact(dilation[0], taps[0] - 1) : 0;
    int columns = same ? Math.multiplyExact(dilation[1], taps[1] - 1) : 0;
    return new int[] {rows / 2, rows - rows / 2, columns / 2, columns - columns / 2};
  }

  /** At the top, bottom, left and right; {@code MaxPool2d}, which is ours, may have all four. */
  private int[] padding(Hdf5Dataset dataset) throws BadFileException {
    if (node.type() == NodeType.MAX_POOL
        && dataset.shape().length == 1
        && dataset.shape()[0] == 4) {
      return dataset.integers(0);
    }
    int[] both = axes(dataset, 0);
    return new int[] {both[0], both[0], both[1], both[1]};
  }

  /** For rows and columns; some writers store one number for both. */
  int[] axes(Hdf5Dataset dataset, int least) throws BadFileException {
    int[] values = dataset.integers(least);
    if (values.length == 1) {
      return new int[] {values[0], values[0]};
    }
    if (values.length != 2 || isSeries()) {
      throw dataset.fault(
          "has %d values, expected %s",
          values.length, isSeries() ? "1" : "2, for rows and columns");
    }
    return values;
  }
}
