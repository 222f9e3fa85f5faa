package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Lays out a network as a NIR graph in the way that most readers understand: no {@code v_reset} for
 * a reset by subtraction, {@code Affine} even without bias, parameters of full shape, no
 * attributes.
 */
final class GraphWriter {
  private static final String PRODUCER_NAME = "ann2snn";

  private final SpikingNetwork network;
  private final Hdf5Content graph;
  private final Hdf5Content nodes;
  private final List<String> order = new ArrayList<>();
  private final List<String[]> back = new ArrayList<>();

  private GraphWriter(SpikingNetwork network, Hdf5Content graph) throws BadFileException {
    this.network = network;
    this.graph = graph;
    this.nodes = graph.group(NirNames.NODES);
  }

  /**
   * Puts {@code network} into {@code graph}.
   *
   * @throws BadFileException if a text cannot be stored, or a padding cannot be made symmetric
   */
  static void write(SpikingNetwork network, Hdf5Content graph) throws BadFileException {
    GraphWriter writer = new GraphWriter(network, graph);
    writer.chained("input", NodeType.INPUT).put(NirNames.SHAPE, longs(network.inputShape()));
    List<Integer> shape = network.inputShape();
    for (int i = 0; i < network.populations().size(); i++) {
      Population layer = network.populations().get(i);
      if (layer.only().gate().isPresent()) {
        MaxGate gate = layer.only().gate().get();
        writer.writePooling("maxpool_" + i, NodeType.MAX_POOL, gate.window());
        shape = gate.output().shape();
      }
      writer.writeConnection(i, layer.only().connection(), shape);
      writer.writeNeurons(i, layer);
      shape = layer.only().connection().outputShape();
    }
    writer.chained("output", NodeType.OUTPUT).put(NirNames.SHAPE, longs(shape));
    graph.putText(NirNames.TYPE, NirNames.GRAPH_TYPE);
    writer.writeEdges();
    writer.writeMetadata();
  }

  private Hdf5Content node(String name, NodeType type) throws BadFileException {
    Hdf5Content node = nodes.group(name);
    node.putText(NirNames.TYPE, type.nirName());
    return node;
  }

  /** A node that follows the one before it. */
  private Hdf5Content chained(String name, NodeType type) throws BadFileException {
    order.add(name);
    return node(name, type);
  }

  private static long[] longs(List<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).toArray();
  }

  /**
   * Writes a connection.
   *
   * @param shape of what comes in
   */
  private void writeConnection(int i, Connection connection, List<Integer> shape)
      throws BadFileException {
    if (connection instanceof Pooled pooled) {
      boolean average = pooled.pooling().kind() == Pooling.Kind.AVERAGE;
      NodeType type = average ? NodeType.AVERAGE_POOL : NodeType.SUM_POOL;
      writePooling("pool_" + i, type, pooled.pooling().window());
      writeConnection(i, pooled.then(), pooled.pooling().output().shape());
      return;
    }
    boolean dense = connection instanceof Affine;
    if (dense && shape.size() > 1) {
      writeFlatten("flatten_" + i, shape);
    }
    order.add((dense ? "affine_" : "conv_") + i);
    writeWeighted(order.get(order.size() - 1), connection);
  }

  /** Writes a connection that does not pool. */
  private void writeWeighted(String name, Connection connection) throws BadFileException {
    if (connection instanceof Convolution convolution) {
      writeConvolution(name, convolution);
    } else {
      Affine affine = (Affine) connection;
      List<Integer> shape = List.of(affine.outputs(), affine.inputs());
      writeWeights(node(name, NodeType.AFFINE), affine, shape);
    }
  }

  private void writeFlatten(String name, List<Integer> shape) throws BadFileException {
    Hdf5Content flatten = chained(name, NodeType.FLATTEN);
    flatten.put(NirNames.START_DIM, 0L);
    flatten.put(NirNames.END_DIM, -1L);
    flatten.put(NirNames.INPUT_TYPE, longs(shape));
  }

  private void writeWeights(Hdf5Content node, Connection connection, List<Integer> shape) {
    node.putArray(NirNames.WEIGHT, connection.weight(), shape, network.arithmetic().weightBits());
    float[] bias = connection.bias();
    if (connection instanceof Convolution convolution && convolution.hasBiasByPosition()) {
      node.putArray(NirNames.BIAS, bias, connection.outputShape(), stateBits());
    } else {
      node.putNumbers(NirNames.BIAS, bias, stateBits());
    }
  }

  private void writeConvolution(String name, Convolution convolution) throws BadFileException {
    Hdf5Content node = node(name, NodeType.CONVOLUTION);
    Window window = convolution.window();
    if (window.isSymmetric()) {
      writeKernels(node, convolution);
      return;
    }
    KernelZeros zeros = KernelZeros.of(convolution).orElseThrow(() -> uneven(name, window));
    writeKernels(node, zeros.widened(convolution));
    Hdf5Content metadata = node.group(NirNames.METADATA);
    metadata.put(NirNames.KERNEL_ZEROS, zeros.sides());
    metadata.put(NirNames.PADDING_SIDES, sides(window));
  }

  private void writeKernels(Hdf5Content node, Convolution convolution) {
    Window window = convolution.window();
    int rows = window.vertical().taps();
    int columns = window.horizontal().taps();
    List<Integer> shape =
        List.of(convolution.outputChannels(), convolution.channelsPerGroup(), rows, columns);
    writeWeights(node, convolution, shape);
    node.put(NirNames.STRIDE, pair(window, WindowAxis::stride));
    node.put(NirNames.PADDING, pair(window, WindowAxis::before));
    node.put(NirNames.DILATION, pair(window, WindowAxis::dilation));
    node.put(NirNames.GROUPS, (long) convolution.groups());
    node.put(NirNames.INPUT_SHAPE, longs(convolution.input().shape().subList(1, 3)));
  }

  private void writePooling(String name, NodeType type, Window window) throws BadFileException {
    if (!window.isSymmetric() && type != NodeType.MAX_POOL) {
      throw uneven(name, window);
    }
    Hdf5Content node = chained(name, type);
    node.put(NirNames.KERNEL_SIZE, pair(window, WindowAxis::taps));
    node.put(NirNames.STRIDE, pair(window, WindowAxis::stride));
    node.put(
        NirNames.PADDING, window.isSymmetric() ? pair(window, WindowAxis::before) : sides(window));
  }

  private static BadFileException uneven(String name, Window window) {
    long[] sides = sides(window);
    return new BadFileException(
        Text.of(
            "the node %s pads %d, %d rows and %d, %d columns, and NIR can only pad both sides alike",
            name, sides[0], sides[1], sides[2], sides[3]));
  }

  private static long[] pair(Window window, ToLongFunction<WindowAxis> size) {
    return new long[] {size.applyAsLong(window.vertical()), size.applyAsLong(window.horizontal())};
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

  private void writeNeurons(int i, Population layer) throws BadFileException {
    List<Integer> shape = layer.only().connection().outputShape();
    boolean last = i == network.populations().size() - 1;
    NeuronWriter writer = new NeuronWriter(layer.neurons(), shape, stateBits(), last);
    String name = writer.type().nirName().toLowerCase(Locale.ROOT) + "_" + i;
    Hdf5Content node = node(name, writer.type());
    order.add(name);
    writer.write(node);
    node.group(NirNames.METADATA).putText(NirNames.LAYER, layer.name());
    if (layer.recurrent().isPresent()) {
      writeWeighted("recurrent_" + i, layer.recurrent().get());
      back.add(new String[] {name, "recurrent_" + i});
      back.add(new String[] {"recurrent_" + i, name});
    }
  }

  private int stateBits() {
    return network.arithmetic().stateBits();
  }

  private void writeEdges() {
    List<String[]> edges = new ArrayList<>();
    for (int i = 1; i < order.size(); i++) {
      edges.add(new String[] {order.get(i - 1), order.get(i)});
    }
    edges.addAll(back);
    graph.put(NirNames.EDGES, edges.toArray(new String[0][]));
  }

  private void writeMetadata() throws BadFileException {
    Hdf5Content metadata = graph.group(NirNames.METADATA);
    metadata.putText(NirNames.PRODUCER, PRODUCER_NAME);
    metadata.putText(NirNames.FORMAT, RunMetadata.FORMAT);
    if (network.arithmetic().isInteger()) {
      metadata.putText(NirNames.ARITHMETIC, NirNames.text(network.arithmetic()));
    }
    metadata.put(NirNames.TIMESTEP, network.timestep());
    metadata.put(NirNames.TIME_STEPS, (long) network.defaults().timesteps());
    metadata.putText(NirNames.INPUT_CODING, NirNames.text(network.defaults().coding()));
    metadata.putText(NirNames.READOUT, NirNames.text(network.defaults().readout()));
    for (var entry : network.provenance().entrySet()) {
      metadata.putText(NirNames.provenance(entry.getKey()), entry.getValue());
    }
  }
}
