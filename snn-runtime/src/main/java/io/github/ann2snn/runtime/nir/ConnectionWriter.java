package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.nir.ShortcutWeights.Form;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Writes what lies between two populations as nodes that follow each other.
 *
 * @param nodes where nodes are put
 * @param arithmetic the numbers that weights and biases are
 * @param layout the shapes
 */
record ConnectionWriter(Hdf5Content nodes, Arithmetic arithmetic, GraphLayout layout) {
  /** A new node. */
  Hdf5Content node(String name, NodeType type) throws BadFileException {
    Hdf5Content node = nodes.group(name);
    node.putText(NirNames.TYPE, type.nirName());
    return node;
  }

  static long[] longs(List<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).toArray();
  }

  /**
   * Writes a projection.
   *
   * @param suffix of the nodes' names
   * @param edge whether an edge may be all that there is
   * @return the names of the nodes, in order
   */
  List<String> write(String suffix, Projection projection, boolean edge) throws BadFileException {
    List<String> order = new ArrayList<>();
    if (projection.gate().isPresent()) {
      order.add("maxpool" + suffix);
      writePooling(order.get(0), NodeType.MAX_POOL, projection.gate().get().window());
    }
    if (projection.connection() instanceof Pooled pooled) {
      boolean average = pooled.pooling().kind() == Pooling.Kind.AVERAGE;
      NodeType type = average ? NodeType.AVERAGE_POOL : NodeType.SUM_POOL;
      order.add("pool" + suffix);
      writePooling("pool" + suffix, type, pooled.pooling().window());
    }
    Connection connection = GraphLayout.weighted(projection);
    List<Integer> taken = layout.taken(projection);
    if (connection instanceof OneToOne shortcut) {
      Form form = ShortcutWeights.form(shortcut, taken);
      if (form == Form.EDGE && (edge || !order.isEmpty())) {
        return order;
      }
      if (form == Form.SCALE) {
        order.add("scale" + suffix);
        node("scale" + suffix, NodeType.SCALE)
            .putArray(
                NirNames.SCALE, shortcut.weight(), layout.stated(taken), arithmetic.weightBits());
        return order;
      }
    }
    boolean convolves = ShortcutWeights.hasKernels(connection, taken);
    if (!convolves && taken.size() > 1) {
      order.add("flatten" + suffix);
      writeFlatten("flatten" + suffix, taken);
    }
    order.add((convolves ? "conv" : "affine") + suffix);
    writeWeighted(order.get(order.size() - 1), connection, taken);
    return order;
  }

  /**
   * Writes a connection that does not pool as one node.
   *
   * @param taken the shape of what comes in
   */
  void writeWeighted(String name, Connection connection, List<Integer> taken)
      throws BadFileException {
    Connection weights = ShortcutWeights.weights(connection, taken);
    if (weights instanceof Convolution convolution) {
      writeConvolution(name, convolution);
    } else {
      Affine affine = (Affine) weights;
      writeWeights(node(name, NodeType.AFFINE), affine, List.of(affine.outputs(), affine.inputs()));
    }
    if (connection instanceof OneToOne shortcut) {
      ShortcutWeights.write(nodes.group(name).group(NirNames.METADATA), shortcut);
    }
  }

  private void writeFlatten(String name, List<Integer> shape) throws BadFileException {
    Hdf5Content flatten = node(name, NodeType.FLATTEN);
    flatten.put(NirNames.START_DIM, 0L);
    flatten.put(NirNames.END_DIM, -1L);
    flatten.put(NirNames.INPUT_TYPE, longs(layout.stated(shape)));
  }

  private void writeWeights(Hdf5Content node, Connection connection, List<Integer> shape) {
    node.putArray(NirNames.WEIGHT, connection.weight(), shape, arithmetic.weightBits());
    float[] bias = connection.bias();
    if (connection instanceof Convolution convolution && convolution.hasBiasByPosition()) {
      List<Integer> neurons = layout.stated(connection.outputShape());
      node.putArray(NirNames.BIAS, bias, neurons, arithmetic.stateBits());
    } else {
      node.putNumbers(NirNames.BIAS, bias, arithmetic.stateBits());
    }
  }

  private void writeConvolution(String name, Convolution convolution) throws BadFileException {
    Window window = convolution.window();
    Optional<KernelZeros> zeros =
        window.isSymmetric() ? Optional.empty() : KernelZeros.of(convolution);
    if (!window.isSymmetric() && zeros.isEmpty()) {
      throw uneven(name, window);
    }
    boolean series = layout.isOfSeries();
    Hdf5Content node = node(name, series ? NodeType.CONVOLUTION_1D : NodeType.CONVOLUTION);
    writeKernels(node, zeros.map(z -> z.widened(convolution)).orElse(convolution));
    if (zeros.isPresent()) {
      Hdf5Content metadata = node.group(NirNames.METADATA);
      metadata.put(NirNames.KERNEL_ZEROS, zeros.get().sides());
      metadata.put(NirNames.PADDING_SIDES, sides(window));
    }
  }

  private void writeKernels(Hdf5Content node, Convolution convolution) {
    Window window = convolution.window();
    int outputs = convolution.outputChannels();
    int inputs = convolution.channelsPerGroup();
    int rows = window.vertical().taps();
    int columns = window.horizontal().taps();
    List<Integer> shape =
        layout.isOfSeries()
            ? List.of(outputs, inputs, columns)
            : List.of(outputs, inputs, rows, columns);
    writeWeights(node, convolution, shape);
    node.put(NirNames.STRIDE, axes(window, WindowAxis::stride));
    node.put(NirNames.PADDING, axes(window, WindowAxis::before));
    node.put(NirNames.DILATION, axes(window, WindowAxis::dilation));
    node.put(NirNames.GROUPS, (long) convolution.groups());
    long[] image = longs(convolution.input().shape().subList(1, 3));
    node.put(NirNames.INPUT_SHAPE, layout.isOfSeries() ? (Object) image[1] : image);
  }

  private void writePooling(String name, NodeType type, Window window) throws BadFileException {
    if (!window.isSymmetric() && type != NodeType.MAX_POOL) {
      throw uneven(name, window);
    }
    Hdf5Content node = node(name, type);
    node.put(NirNames.KERNEL_SIZE, axes(window, WindowAxis::taps));
    node.put(NirNames.STRIDE, axes(window, WindowAxis::stride));
    node.put(
        NirNames.PADDING, window.isSymmetric() ? axes(window, WindowAxis::before) : sides(window));
  }

  private static BadFileException uneven(String name, Window window) {
    long[] sides = sides(window);
    return BadFileException.of(
        "the node %s pads %d, %d rows and %d, %d columns, and NIR can only pad both sides alike",
        name, sides[0], sides[1], sides[2], sides[3]);
  }

  /** For rows and columns; along a series one number. */
  private Object axes(Window window, ToLongFunction<WindowAxis> size) {
    long columns = size.applyAsLong(window.horizontal());
    return layout.isOfSeries()
        ? (Object) columns
        : new long[] {size.applyAsLong(window.vertical()), columns};
  }

  /** Top, bottom, left, right. */
  private static long[] sides(Window window) {
    return new long[] {
      window.vertical().before(),
      window.vertical().after(),
      window.horizontal().before(),
      window.horizontal().after()
    };
  }
}
