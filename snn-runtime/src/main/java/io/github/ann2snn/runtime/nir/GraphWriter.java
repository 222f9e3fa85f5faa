package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.hdf5.Hdf5Content;
import io.github.ann2snn.runtime.hdf5.Hdf5Exception;
import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.Connection;
import io.github.ann2snn.runtime.network.Convolution;
import io.github.ann2snn.runtime.network.Firing;
import io.github.ann2snn.runtime.network.IntegrateAndFire;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.network.MaxGate;
import io.github.ann2snn.runtime.network.NeuronModel;
import io.github.ann2snn.runtime.network.Pooled;
import io.github.ann2snn.runtime.network.Pooling;
import io.github.ann2snn.runtime.network.Reset;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.network.Window;
import java.util.ArrayList;
import java.util.List;

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

  private GraphWriter(SpikingNetwork network, Hdf5Content graph) throws Hdf5Exception {
    this.network = network;
    this.graph = graph;
    this.nodes = graph.group(NirNames.NODES);
  }

  /**
   * Puts {@code network} into {@code graph}.
   *
   * @throws Hdf5Exception if a text cannot be stored, or a padding is not symmetric
   */
  static void write(SpikingNetwork network, Hdf5Content graph) throws Hdf5Exception {
    GraphWriter writer = new GraphWriter(network, graph);
    writer.node("input", NodeType.INPUT).put(NirNames.SHAPE, longs(network.inputShape()));
    List<Integer> shape = network.inputShape();
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      if (layer.gate().isPresent()) {
        MaxGate gate = layer.gate().get();
        writer.writePooling("maxpool_" + i, NodeType.MAX_POOL, gate.window());
        shape = gate.output().shape();
      }
      writer.writeConnection(i, layer.connection(), shape);
      writer.writeNeurons(i, layer);
      shape = layer.connection().outputShape();
    }
    writer.node("output", NodeType.OUTPUT).put(NirNames.SHAPE, longs(shape));
    graph.putText(NirNames.TYPE, NirNames.GRAPH_TYPE);
    writer.writeEdges();
    writer.writeMetadata();
  }

  private Hdf5Content node(String name, NodeType type) throws Hdf5Exception {
    Hdf5Content node = nodes.group(name);
    node.putText(NirNames.TYPE, type.nirName());
    order.add(name);
    return node;
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
      throws Hdf5Exception {
    if (connection instanceof Pooled pooled) {
      boolean average = pooled.pooling().kind() == Pooling.Kind.AVERAGE;
      NodeType type = average ? NodeType.AVERAGE_POOL : NodeType.SUM_POOL;
      writePooling("pool_" + i, type, pooled.pooling().window());
      writeConnection(i, pooled.then(), pooled.pooling().output().shape());
    } else if (connection instanceof Convolution convolution) {
      writeConvolution("conv_" + i, convolution);
    } else if (connection instanceof Affine affine) {
      if (shape.size() > 1) {
        writeFlatten("flatten_" + i, shape);
      }
      writeAffine("affine_" + i, affine);
    }
  }

  private void writeFlatten(String name, List<Integer> shape) throws Hdf5Exception {
    Hdf5Content flatten = node(name, NodeType.FLATTEN);
    flatten.put(NirNames.START_DIM, 0L);
    flatten.put(NirNames.END_DIM, -1L);
    flatten.put(NirNames.INPUT_TYPE, longs(shape));
  }

  private void writeAffine(String name, Affine affine) throws Hdf5Exception {
    Hdf5Content node = node(name, NodeType.AFFINE);
    writeWeights(node, affine, List.of(affine.outputs(), affine.inputs()));
  }

  private void writeWeights(Hdf5Content node, Connection connection, List<Integer> shape) {
    node.putArray(NirNames.WEIGHT, connection.weight(), shape, network.arithmetic().weightBits());
    node.putNumbers(NirNames.BIAS, connection.bias(), stateBits());
  }

  private void writeConvolution(String name, Convolution convolution) throws Hdf5Exception {
    Window window = convolution.window();
    Hdf5Content node = node(name, NodeType.CONVOLUTION);
    int rows = window.vertical().taps();
    int columns = window.horizontal().taps();
    List<Integer> shape =
        List.of(convolution.outputChannels(), convolution.channelsPerGroup(), rows, columns);
    writeWeights(node, convolution, shape);
    writeWindow(name, node, window);
    node.put(
        NirNames.DILATION,
        longs(List.of(window.vertical().dilation(), window.horizontal().dilation())));
    node.put(NirNames.GROUPS, (long) convolution.groups());
    node.put(NirNames.INPUT_SHAPE, longs(convolution.input().shape().subList(1, 3)));
  }

  private void writePooling(String name, NodeType type, Window window) throws Hdf5Exception {
    Hdf5Content node = node(name, type);
    node.put(
        NirNames.KERNEL_SIZE, longs(List.of(window.vertical().taps(), window.horizontal().taps())));
    writeWindow(name, node, window);
  }

  private static void writeWindow(String name, Hdf5Content node, Window window)
      throws Hdf5Exception {
    if (!window.isSymmetric()) {
      throw new Hdf5Exception(
          "the node %s pads %d, %d rows and %d, %d columns, and NIR can only pad both sides alike"
              .formatted(
                  name,
                  window.vertical().before(),
                  window.vertical().after(),
                  window.horizontal().before(),
                  window.horizontal().after()));
    }
    node.put(
        NirNames.STRIDE, longs(List.of(window.vertical().stride(), window.horizontal().stride())));
    node.put(
        NirNames.PADDING, longs(List.of(window.vertical().before(), window.horizontal().before())));
  }

  private void writeNeurons(int i, Layer layer) throws Hdf5Exception {
    NeuronModel neurons = layer.neurons();
    List<Integer> shape = layer.connection().outputShape();
    Hdf5Content node;
    if (neurons instanceof LeakyIntegrateAndFire leaky) {
      node = node("lif_" + i, NodeType.LIF);
      node.putArray(NirNames.TIME_CONSTANT, leaky.timeConstant(), shape, Float.SIZE);
      node.putArray(NirNames.RESISTANCE, leaky.resistance(), shape, Float.SIZE);
      node.putArray(NirNames.LEAK_POTENTIAL, leaky.leakPotential(), shape, Float.SIZE);
    } else {
      node = node("if_" + i, NodeType.IF);
      float[] resistance = ((IntegrateAndFire) neurons).resistance();
      node.putArray(NirNames.RESISTANCE, resistance, shape, Float.SIZE);
    }
    writeFiring(node, neurons.firing(), shape);
    node.group(NirNames.METADATA).putText(NirNames.LAYER, layer.name());
  }

  private void writeFiring(Hdf5Content node, Firing firing, List<Integer> shape)
      throws Hdf5Exception {
    node.putArray(NirNames.THRESHOLD, firing.threshold(), shape, stateBits());
    if (firing.reset() == Reset.ZERO || !isZero(firing.resetPotential())) {
      node.putArray(NirNames.RESET_POTENTIAL, firing.resetPotential(), shape, stateBits());
    }
    Hdf5Content metadata = node.group(NirNames.METADATA);
    metadata.putText(NirNames.RESET, NirNames.text(firing.reset()));
    metadata.putText(NirNames.SPIKE_CONDITION, firing.rule().symbol());
    metadata.putArray(NirNames.INITIAL_POTENTIAL, firing.initialPotential(), shape, stateBits());
  }

  private int stateBits() {
    return network.arithmetic().stateBits();
  }

  /** Whether every value is +0, which is what a reader takes for a missing dataset. */
  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (Float.floatToRawIntBits(value) != 0) {
        return false;
      }
    }
    return true;
  }

  private void writeEdges() {
    String[][] edges = new String[order.size() - 1][];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = new String[] {order.get(i), order.get(i + 1)};
    }
    graph.put(NirNames.EDGES, edges);
  }

  private void writeMetadata() throws Hdf5Exception {
    Hdf5Content metadata = graph.group(NirNames.METADATA);
    metadata.putText(NirNames.PRODUCER, PRODUCER_NAME);
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
