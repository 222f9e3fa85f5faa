package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lays out a network as a NIR graph in the way that most readers understand: no {@code v_reset} for
 * a reset by subtraction, {@code Affine} even without bias, parameters of full shape, no
 * attributes.
 */
final class GraphWriter {
  private static final String PRODUCER_NAME = "ann2snn";
  private static final String INPUT = "input";

  private final SpikingNetwork network;
  private final Hdf5Content graph;
  private final GraphLayout layout;
  private final ConnectionWriter connections;
  private final List<String> neurons = new ArrayList<>();
  private final List<String[]> edges = new ArrayList<>();
  private final List<String[]> back = new ArrayList<>();

  private GraphWriter(SpikingNetwork network, Hdf5Content graph) {
    this.network = network;
    this.graph = graph;
    this.layout = GraphLayout.of(network);
    Hdf5Content nodes = graph.group(NirNames.NODES);
    this.connections = new ConnectionWriter(nodes, network.arithmetic(), layout);
  }

  /**
   * Puts {@code network} into {@code graph}.
   *
   * @throws BadFileException if a text cannot be stored, or a connection or padding has no form in
   *     NIR
   */
  static void write(SpikingNetwork network, Hdf5Content graph) throws BadFileException {
    GraphWriter writer;
    try {
      writer = new GraphWriter(network, graph);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadFileException(e.getMessage(), e);
    }
    writer.writeShape(INPUT, NodeType.INPUT, network.inputShape());
    for (int i = 0; i < network.populations().size(); i++) {
      writer.writePopulation(i);
    }
    int last = network.populations().size() - 1;
    writer.writeShape("output", NodeType.OUTPUT, writer.layout.shape(last));
    writer.edges.add(new String[] {writer.neurons.get(last), "output"});
    writer.edges.addAll(writer.back);
    graph.putText(NirNames.TYPE, NirNames.GRAPH_TYPE);
    graph.put(NirNames.EDGES, writer.edges.toArray(new String[0][]));
    writer.writeMetadata();
  }

  private void writeShape(String name, NodeType type, List<Integer> shape) throws BadFileException {
    long[] stated = ConnectionWriter.longs(layout.stated(shape));
    connections.node(name, type).put(NirNames.SHAPE, stated);
  }

  private void writePopulation(int i) throws BadFileException {
    Population population = network.populations().get(i);
    NeuronWriter writer =
        new NeuronWriter(
            population.neurons(),
            layout.stated(layout.shape(i)),
            network.arithmetic().stateBits(),
            i == network.populations().size() - 1);
    String name = writer.type().nirName().toLowerCase(Locale.ROOT) + "_" + i;
    try {
      writeProjections(i, population, name);
      neurons.add(name);
      writeNeurons(i, population, writer);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadFileException("layer " + population.name() + ": " + e.getMessage(), e);
    }
  }

  private void writeProjections(int i, Population population, String name) throws BadFileException {
    Set<Integer> direct = new HashSet<>();
    for (int k = 0; k < population.projections().size(); k++) {
      Projection projection = population.projections().get(k);
      String before = projection.isFromInput() ? INPUT : neurons.get(projection.source());
      boolean edge = !direct.contains(projection.source());
      String suffix = k == 0 ? "_" + i : "_" + i + "_" + k;
      List<String> order = connections.write(suffix, projection, edge);
      if (order.isEmpty()) {
        direct.add(projection.source());
      }
      for (String node : order) {
        edges.add(new String[] {before, node});
        before = node;
      }
      edges.add(new String[] {before, name});
    }
  }

  private void writeNeurons(int i, Population population, NeuronWriter writer)
      throws BadFileException {
    String name = neurons.get(i);
    Hdf5Content node = connections.node(name, writer.type());
    writer.write(node);
    node.group(NirNames.METADATA).putText(NirNames.LAYER, population.name());
    if (population.recurrent().isPresent()) {
      String recurrent = "recurrent_" + i;
      connections.writeWeighted(recurrent, population.recurrent().get(), layout.shape(i));
      back.add(new String[] {name, recurrent});
      back.add(new String[] {recurrent, name});
    }
  }

  private void writeMetadata() throws BadFileException {
    Hdf5Content metadata = graph.group(NirNames.METADATA);
    metadata.putText(NirNames.PRODUCER, PRODUCER_NAME);
    String format = network.isSigned() ? RunMetadata.SIGNED_FORMAT : RunMetadata.FORMAT;
    metadata.putText(NirNames.FORMAT, format);
    if (network.arithmetic().isInteger()) {
      metadata.putText(NirNames.ARITHMETIC, NirNames.text(network.arithmetic()));
    }
    metadata.put(NirNames.TIMESTEP, network.timestep());
    metadata.put(NirNames.TIME_STEPS, (long) network.defaults().timesteps());
    metadata.putText(NirNames.INPUT_CODING, NirNames.text(network.defaults().coding()));
    metadata.putText(NirNames.READOUT, NirNames.text(network.defaults().readout()));
    if (network.defaults().readoutStart() > 1) {
      metadata.put(NirNames.READOUT_START, (long) network.defaults().readoutStart());
    }
    for (var entry : network.provenance().entrySet()) {
      metadata.putText(NirNames.provenance(entry.getKey()), entry.getValue());
    }
  }
}
