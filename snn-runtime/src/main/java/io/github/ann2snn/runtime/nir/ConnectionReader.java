package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads nodes without neurons: {@code Affine}, {@code Linear}, {@code Conv1d} and {@code Conv2d},
 * which have weights, {@code SumPool2d}, {@code AvgPool2d}, {@code MaxPool2d} and {@code Flatten}.
 */
record ConnectionReader(NirNode node) {
  /**
   * {@code weight [outputs, inputs]} and, unless the node is linear, {@code bias [outputs]}.
   *
   * @throws BadFileException if a shape does not fit or a value is not finite
   */
  private Affine affine() throws BadFileException {
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
   * A connection, as the node's metadata tells of it.
   *
   * @param shape of what comes in; empty if nobody says
   * @throws BadFileException if a shape does not fit or a value is out of range
   */
  Connection connection(List<Integer> shape) throws BadFileException {
    if (node.type().isConvolution()) {
      return convolution(shape);
    }
    Affine read = affine();
    if (!shape.isEmpty() && read.inputs() != LayerParts.product(shape)) {
      throw node.group()
          .fault(
              "takes %d inputs, but %d values come in", read.inputs(), LayerParts.product(shape));
    }
    return ShortcutWeights.strip(node, read);
  }

  /**
   * What the node says of the shape that it takes, as the file has it; empty if it says nothing.
   * Neurons and {@code Scale} have parameters of that shape, unless one stands for all.
   */
  List<Integer> taken() throws BadFileException {
    return switch (node.type()) {
      case FLATTEN -> node.sizes(NirNames.INPUT_TYPE);
      case SCALE -> parameters(NirNames.SCALE);
      case IF, LIF, CUBA_LIF -> parameters(NirNames.THRESHOLD);
      case AFFINE, LINEAR -> {
        List<Integer> shape = parameters(NirNames.WEIGHT);
        yield shape.size() == 2 ? shape.subList(1, 2) : List.of();
      }
      case CONVOLUTION, CONVOLUTION_1D -> {
        long[] sizes = node.group().dataset(NirNames.WEIGHT).shape();
        WindowReader reader = new WindowReader(node);
        boolean stated = !node.sizes(NirNames.INPUT_SHAPE).isEmpty() && sizes.length > 2;
        yield stated ? reader.fileShape(reader.input(channels(sizes), List.of())) : List.of();
      }
      default -> List.of();
    };
  }

  private List<Integer> parameters(String name) throws BadFileException {
    long[] shape = node.group().dataset(name).shape();
    boolean one = Arrays.stream(shape).allMatch(size -> size == 1);
    return one ? List.of() : Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
  }

  private long channels(long[] sizes) throws BadFileException {
    return node.group().dataset(NirNames.GROUPS).size() * sizes[1];
  }

  /** The shape of what a connection gives, as the file has it. */
  List<Integer> outputShape(Connection connection) {
    List<Integer> shape = connection.outputShape();
    return node.type() == NodeType.CONVOLUTION_1D
        ? new WindowReader(node).fileShape(ShortcutWeights.maps(shape))
        : shape;
  }

  /**
   * A convolution: {@code weight [O, I / groups, kH, kW]}, {@code bias [O]} or {@code [O, yH, yW]},
   * {@code input_shape [H, W]}, and {@code stride}, {@code padding} and {@code dilation} for rows
   * and columns; of {@code Conv1d} all of them without rows.
   */
  private Connection convolution(List<Integer> shape) throws BadFileException {
    WindowReader reader = new WindowReader(node);
    Hdf5Dataset weight = node.group().dataset(NirNames.WEIGHT);
    long[] sizes = weight.shape();
    if (sizes.length != reader.dimensions() + 1) {
      throw weight.fault(
          "has the shape %s, expected [outputs, inputs / groups, %s]",
          Arrays.toString(sizes),
          node.type() == NodeType.CONVOLUTION ? "kernel height, kernel width" : "kernel length");
    }
    float[] weights = weight.floats();
    int groups = node.group().dataset(NirNames.GROUPS).size();
    FeatureMaps input = reader.input(channels(sizes), shape);
    List<Integer> taken = reader.fileShape(input);
    if (!shape.isEmpty() && !FeatureMaps.areSame(taken, shape)) {
      throw node.group()
          .fault(
              "takes the shape %s (by weight, groups and input_shape), but %s comes in",
              taken, shape);
    }
    int columns = (int) sizes[sizes.length - 1];
    int[] taps = {sizes.length == 4 ? (int) sizes[2] : 1, columns};
    try {
      Window window = reader.window(taps, true);
      FeatureMaps output = window.output(input, Math.toIntExact(sizes[0]));
      List<Integer> neurons = reader.fileShape(output);
      float[] biases = bias(neurons.stream().mapToLong(Integer::longValue).toArray());
      Convolution read = new Convolution(input, (int) sizes[0], window, groups, weights, biases);
      return ShortcutWeights.strip(node, KernelZeros.strip(node, read));
    } catch (IllegalArgumentException e) {
      throw node.group().fault("%s", e.getMessage());
    }
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
    WindowReader reader = new WindowReader(node);
    int[] taps = reader.axes(node.group().dataset(NirNames.KERNEL_SIZE), 1);
    try {
      return kind.apply(ShortcutWeights.maps(shape), reader.window(taps, false));
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
}
