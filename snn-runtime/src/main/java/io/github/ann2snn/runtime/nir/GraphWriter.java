package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.Firing;
import io.github.ann2snn.runtime.network.IntegrateAndFire;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.network.NeuronModel;
import io.github.ann2snn.runtime.network.Reset;
import io.github.ann2snn.runtime.network.SpikingNetwork;
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

  private GraphWriter(SpikingNetwork network, Hdf5Content graph) throws NetworkFileException {
    this.network = network;
    this.graph = graph;
    this.nodes = graph.group(NirNames.NODES);
  }

  /**
   * Puts {@code network} into {@code graph}.
   *
   * @throws NetworkFileException if a text cannot be stored
   */
  static void write(SpikingNetwork network, Hdf5Content graph) throws NetworkFileException {
    GraphWriter writer = new GraphWriter(network, graph);
    writer.writeInput();
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      writer.writeAffine("affine_" + i, (Affine) layer.connection());
      writer.writeNeurons(i, layer);
    }
    writer.node("output", NodeType.OUTPUT).put(NirNames.SHAPE, new long[] {network.outputs()});
    graph.putText(NirNames.TYPE, NirNames.GRAPH_TYPE);
    writer.writeEdges();
    writer.writeMetadata();
  }

  private Hdf5Content node(String name, NodeType type) throws NetworkFileException {
    Hdf5Content node = nodes.group(name);
    node.putText(NirNames.TYPE, type.nirName());
    order.add(name);
    return node;
  }

  private void writeInput() throws NetworkFileException {
    long[] shape = network.inputShape().stream().mapToLong(Integer::longValue).toArray();
    node("input", NodeType.INPUT).put(NirNames.SHAPE, shape);
    if (shape.length > 1) {
      Hdf5Content flatten = node("flatten_0", NodeType.FLATTEN);
      flatten.put(NirNames.START_DIM, 0L);
      flatten.put(NirNames.END_DIM, -1L);
      flatten.put(NirNames.INPUT_TYPE, shape);
    }
  }

  private void writeAffine(String name, Affine affine) throws NetworkFileException {
    Hdf5Content node = node(name, NodeType.AFFINE);
    node.putMatrix(
        NirNames.WEIGHT, affine.weight(), affine.outputs(), network.arithmetic().weightBits());
    node.putNumbers(NirNames.BIAS, affine.bias(), stateBits());
  }

  private void writeNeurons(int i, Layer layer) throws NetworkFileException {
    NeuronModel neurons = layer.neurons();
    Hdf5Content node;
    if (neurons instanceof LeakyIntegrateAndFire leaky) {
      node = node("lif_" + i, NodeType.LIF);
      node.put(NirNames.TIME_CONSTANT, leaky.timeConstant());
      node.put(NirNames.RESISTANCE, leaky.resistance());
      node.put(NirNames.LEAK_POTENTIAL, leaky.leakPotential());
    } else {
      node = node("if_" + i, NodeType.IF);
      node.put(NirNames.RESISTANCE, ((IntegrateAndFire) neurons).resistance());
    }
    writeFiring(node, neurons.firing());
    node.group(NirNames.METADATA).putText(NirNames.LAYER, layer.name());
  }

  private void writeFiring(Hdf5Content node, Firing firing) throws NetworkFileException {
    node.putNumbers(NirNames.THRESHOLD, firing.threshold(), stateBits());
    if (firing.reset() == Reset.ZERO || !isZero(firing.resetPotential())) {
      node.putNumbers(NirNames.RESET_POTENTIAL, firing.resetPotential(), stateBits());
    }
    Hdf5Content metadata = node.group(NirNames.METADATA);
    metadata.putText(NirNames.RESET, NirNames.text(firing.reset()));
    metadata.putText(NirNames.SPIKE_CONDITION, firing.rule().symbol());
    metadata.putNumbers(NirNames.INITIAL_POTENTIAL, firing.initialPotential(), stateBits());
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

  private void writeMetadata() throws NetworkFileException {
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
