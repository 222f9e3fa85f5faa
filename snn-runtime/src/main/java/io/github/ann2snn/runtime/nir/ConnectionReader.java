package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads nodes without neurons: {@code Affine}, {@code Linear} and {@code Conv2d}, which have
 * weights, {@code SumPool2d}, {@code AvgPool2d}, {@code MaxPool2d}, {@code Flatten} and {@code
 * Scale}.
 */
record ConnectionReader(NirNode node) {
  /**
   * {@code weight [outputs, inputs]} and, unless the node is linear, {@code bias [outputs]}.
   *
   * @throws BadFileException if a shape does not fit or a value is not finite
   */
  Affine affine() throws BadFileException {
    Hdf5Dataset weight = node.group().dataset(NirNames.WEIGHT);
    long[] shape = weight.shape();
    if (shape.length != 2) {
      throw weight.fault("has the shape %s, expected [outputs, inputs]", Arrays.toString(shape));
    }
    float[] weights = weight.floats();
    int outputs = Math.toIntExact(shape[0]);
    int inputs = Math.toIntExact(shape[1]);
    if ((long) outputs * inputs != weights.length) {
      throw weight.fault(
          "holds %d values, its shape is %s", weights.length, Arrays.toString(shape));
    }
    return new Affine(
        inputs,
        outputs,
        weights,
        node.type() == NodeType.LINEAR ? new float[outputs] : bias(new long[] {outputs}));
  }

  /**
   * A convolution: {@code weight [O, I / groups, kH, kW]}, {@code bias [O]} or {@code [O, yH, yW]},
   * {@code input_shape [H, W]}, and {@code stride}, {@code padding} and {@code dilation} for rows
   * and columns.
   *
   * @param shape of what comes in; empty if nobody says
   * @throws BadFileException if a shape does not fit or a value is out of range
   */
  Convolution convolution(List<Integer> shape) throws BadFileException {
    Hdf5Dataset weight = node.group().dataset(NirNames.WEIGHT);
    long[] sizes = weight.shape();
    if (sizes.length != 4) {
      throw weight.fault(
          "has the shape %s, expected [outputs, inputs / groups, kernel height, kernel width]",
          Arrays.toString(sizes));
    }
    float[] weights = weight.floats();
    int groups = node.group().dataset(NirNames.GROUPS).size();
    int[] image = image(shape);
    long channels = groups * sizes[1];
    FeatureMaps input = maps((int) Math.min(channels, Integer.MAX_VALUE), image);
    if (!shape.isEmpty() && !shape.equals(input.shape())) {
      throw node.group()
          .fault(
              "takes the shape %s (by weight, groups and input_shape), but %s comes in",
              input.shape(), shape);
    }
    int[] kernel = {(int) sizes[2], (int) sizes[3]};
    try {
      Window window = window(kernel, pair(node.group().dataset(NirNames.DILATION), 1));
      FeatureMaps output = window.output(input, Math.toIntExact(sizes[0]));
      float[] biases = bias(new long[] {sizes[0], output.height(), output.width()});
      return KernelZeros.strip(
          node, new Convolution(input, (int) sizes[0], window, groups, weights, biases));
    } catch (IllegalArgumentException e) {
      throw node.group().fault("%s", e.getMessage());
    }
  }

  /** Rows and columns that a convolution takes: its own, or where it says none, what comes in. */
  private int[] image(List<Integer> shape) throws BadFileException {
    Optional<Hdf5Dataset> size = node.group().optionalDataset(NirNames.INPUT_SHAPE);
    if (size.isPresent()) {
      return pair(size.get(), 1);
    }
    if (shape.size() != 3) {
      throw node.group()
          .fault(
              "has no %s, and %s comes in; give it one, or an Input node with [channels, height, width]",
              NirNames.INPUT_SHAPE, shape.isEmpty() ? "nobody says what" : shape);
    }
    return new int[] {shape.get(1), shape.get(2)};
  }

  /**
   * A pooling: {@code kernel_size}, {@code stride} and {@code padding} for rows and columns.
   *
   * @param shape of what comes in
   * @throws BadFileException if that is not an image or a value is out of range
   */
  Pooling pooling(List<Integer> shape) throws BadFileException {
    Pooling.Kind kind =
        node.type() == NodeType.AVERAGE_POOL ? Pooling.Kind.AVERAGE : Pooling.Kind.SUM;
    return pooling(shape, (input, window) -> new Pooling(kind, input, window));
  }

  /** Max pooling; as {@link #pooling}. */
  MaxGate gate(List<Integer> shape) throws BadFileException {
    return pooling(shape, MaxGate::new);
  }

  private <T> T pooling(List<Integer> shape, BiFunction<FeatureMaps, Window, T> kind)
      throws BadFileException {
    if (shape.size() != 3) {
      throw node.group().fault("pools [channels, height, width], but %s comes in", shape);
    }
    int[] kernel = pair(node.group().dataset(NirNames.KERNEL_SIZE), 1);
    FeatureMaps input = maps(shape.get(0), new int[] {shape.get(1), shape.get(2)});
    try {
      return kind.apply(input, window(kernel, new int[] {1, 1}));
    } catch (IllegalArgumentException e) {
      throw node.group().fault("%s", e.getMessage());
    }
  }

  /**
   * What {@code Flatten} makes of a shape, the order of the values stays: the shape with the
   * dimensions {@code start_dim ... end_dim} made one; all where the node has neither.
   *
   * @param shape without batch; empty if nobody says
   * @throws BadFileException if there are no such dimensions
   */
  List<Integer> flattened(List<Integer> shape) throws BadFileException {
    int start = dimension(NirNames.START_DIM, 0, shape);
    int end = dimension(NirNames.END_DIM, -1, shape);
    if (shape.isEmpty()) {
      return shape;
    }
    if (end < start) {
      throw node.group().fault("ends at dimension %d, before it starts at %d", end, start);
    }
    List<Integer> merged = shape.subList(start, end + 1);
    if (merged.stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b) > Integer.MAX_VALUE) {
      throw node.group().fault("makes more than %d values of %s", Integer.MAX_VALUE, merged);
    }
    List<Integer> flat = new ArrayList<>(shape.subList(0, start));
    flat.add(merged.stream().reduce(1, (a, b) -> a * b));
    flat.addAll(shape.subList(end + 1, shape.size()));
    return List.copyOf(flat);
  }

  private int dimension(String name, int otherwise, List<Integer> shape) throws BadFileException {
    Optional<Hdf5Dataset> dataset = node.group().optionalDataset(name);
    double value = dataset.isPresent() ? dataset.get().number() : otherwise;
    int n = shape.size();
    if (n > 0 && (value != Math.rint(value) || value < -n || value >= n)) {
      throw dataset
          .orElseThrow()
          .fault(
              "is %s, expected an integer from %d to %d for the shape %s", value, -n, n - 1, shape);
    }
    return (int) (value < 0 ? value + n : value);
  }

  /**
   * One for each output of the weight or, which only files of ours have, for each neuron.
   *
   * @param neurons their shape, which begins with the outputs
   */
  private float[] bias(long[] neurons) throws BadFileException {
    Hdf5Dataset bias = node.group().dataset(NirNames.BIAS);
    float[] values = bias.floats();
    if (values.length != neurons[0] && !Arrays.equals(bias.shape(), neurons)) {
      throw bias.fault("has %d values, but the weight has %d outputs", values.length, neurons[0]);
    }
    return values;
  }

  private FeatureMaps maps(int channels, int[] image) throws BadFileException {
    try {
      return new FeatureMaps(channels, image[0], image[1]);
    } catch (IllegalArgumentException e) {
      throw node.group().fault("%s", e.getMessage());
    }
  }

  private Window window(int[] kernel, int[] dilation) throws BadFileException {
    int[] stride = pair(node.group().dataset(NirNames.STRIDE), 1);
    Hdf5Dataset stated = node.group().dataset(NirNames.PADDING);
    int[] padding =
        stated.type().equals("string")
            ? padding(stated, kernel, stride, dilation)
            : padding(stated);
    return new Window(
        new WindowAxis(kernel[0], stride[0], padding[0], padding[1], dilation[0]),
        new WindowAxis(kernel[1], stride[1], padding[2], padding[3], dilation[1]));
  }

  /**
   * What a word stands for: {@code valid} for none, {@code same} for as many positions as values,
   * with the odd one behind, as PyTorch has it.
   */
  private static int[] padding(Hdf5Dataset stated, int[] kernel, int[] stride, int[] dilation)
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
    int rows = same ? Math.multiplyExact(dilation[0], kernel[0] - 1) : 0;
    int columns = same ? Math.multiplyExact(dilation[1], kernel[1] - 1) : 0;
    return new int[] {rows / 2, rows - rows / 2, columns / 2, columns - columns / 2};
  }

  /** At the top, bottom, left and right; {@code MaxPool2d}, which is ours, may have all four. */
  private int[] padding(Hdf5Dataset dataset) throws BadFileException {
    if (node.type() == NodeType.MAX_POOL
        && dataset.shape().length == 1
        && dataset.shape()[0] == 4) {
      return dataset.integers(0);
    }
    int[] both = pair(dataset, 0);
    return new int[] {both[0], both[0], both[1], both[1]};
  }

  /** For rows and columns; some writers store one number for both. */
  private static int[] pair(Hdf5Dataset dataset, int least) throws BadFileException {
    int[] values = dataset.integers(least);
    if (values.length == 1) {
      return new int[] {values[0], values[0]};
    }
    if (values.length != 2) {
      throw dataset.fault("has %d values, expected 2, for rows and columns", values.length);
    }
    return values;
  }

  /** A {@code Scale} node, which becomes part of what stands beside it. */
  record ScaleNode(NirNode node) {
    private static final int MANTISSA = 0x7fffff;

    String name() {
      return node.name();
    }

    Hdf5Group group() {
      return node.group();
    }

    /** Its factors; some writers store one for all. */
    float[] values(int count) throws BadFileException {
      Hdf5Dataset dataset = node.group().dataset(NirNames.SCALE);
      float[] scale = dataset.floats();
      if (scale.length == count) {
        return scale;
      }
      if (scale.length != 1) {
        throw dataset.fault("has %d values, but %d come in", scale.length, count);
      }
      return Values.filled(count, scale[0]);
    }

    /** What to say of a product with these factors: powers of two only change exponents. */
    static String rounding(float[] scale) {
      for (float factor : scale) {
        if ((Float.floatToRawIntBits(factor) & MANTISSA) != 0) {
          return ", rounded to float32";
        }
      }
      return "";
    }
  }
}
