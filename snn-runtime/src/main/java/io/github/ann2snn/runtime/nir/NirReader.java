package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5File;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.graph.FlatGraph;
import io.github.ann2snn.runtime.nir.graph.GraphFlattening;
import io.github.ann2snn.runtime.nir.graph.Metadata;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NodeOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a network file: a NIR graph of integrate-and-fire, leaky or current-based leaky neurons,
 * with dense and convolutional connections and shortcuts between them, without cycles but for
 * neurons that feed back to themselves (Pedersen et al. 2024, "Neuromorphic intermediate
 * representation", Nature Communications 15, 8122).
 *
 * <p>{@code Affine}, {@code Linear}, {@code Conv1d} and {@code Conv2d}, {@code SumPool2d} and
 * {@code AvgPool2d} before one of these, {@code Scale} before or after one, {@code IF}, {@code
 * LIF}, {@code CubaLIF}, {@code Flatten}, {@code Input} and {@code Output} are read; the last two
 * may be missing. Several edges into a node are a sum. Where neurons, or a pooling or {@code Scale}
 * behind them, lead straight to neurons, each value goes to its counterpart. The output may be
 * {@code I}, {@code LI} or no neurons, and only integrates then. Nested graphs are flattened.
 * Numbers of any type become float32; a neuron parameter may be one value for all. The network of
 * {@link NirWriter} comes back equal.
 *
 * <p>What NIR has no field for is taken from the metadata that {@link NirWriter} describes. Without
 * it, the text of NIR holds (spike if {@code v > v_threshold}, then {@code v = v_reset}, or 0), and
 * these are assumed: {@code v} starts at 0, 32 timesteps of 1e-4 s if a layer is leaky and of 1
 * otherwise, {@code CURRENT} input, {@code SPIKES} readout ({@code MEMBRANE} where the output layer
 * only integrates).
 */
public final class NirReader {
  private NirReader() {}

  /**
   * {@return the network of a file}
   *
   * @param path of a NIR file
   * @throws BadFileException as {@link #read(Path)} does
   * @throws IOException likewise
   */
  public static SpikingNetwork network(Path path) throws IOException {
    return read(path).network();
  }

  /**
   * Reads {@code path} into memory and checks everything in it.
   *
   * @param path of a NIR file
   * @return the network, and what was taken or assumed because NIR leaves it open
   * @throws BadFileException with file, place and reason, if it cannot be opened, is damaged, or
   *     holds a network that cannot be simulated here
   * @throws IOException if reading fails
   */
  public static NirFile read(Path path) throws IOException {
    return Hdf5File.read(path, "a NIR network file", NirReader::file);
  }

  /**
   * Reads a file that is in memory already.
   *
   * @param name of the file, for messages
   * @param content all its bytes
   * @return the network, and what was taken or assumed because NIR leaves it open
   * @throws BadFileException as {@link #read(Path)} does
   * @throws IOException likewise
   */
  public static NirFile read(String name, byte[] content) throws IOException {
    return Hdf5File.read(name, () -> content, "a NIR network file", NirReader::file);
  }

  private static NirFile file(Hdf5Group root) throws BadFileException {
    Hdf5Group graph =
        root.optionalGroup(NirNames.GRAPH).orElseThrow(() -> root.fault(NirNames.NO_GRAPH));
    Hdf5Dataset type = graph.dataset(NirNames.TYPE);
    if (!type.text().equals(NirNames.GRAPH_TYPE)) {
      throw type.fault("is '%s', expected %s", type.text(), NirNames.GRAPH_TYPE);
    }
    RunMetadata run = new RunMetadata(Metadata.of(graph));
    run.checkFormat();
    try {
      FlatGraph flat = GraphFlattening.of(graph);
      GraphReader reader = new GraphReader(flat, feedback(flat));
      for (NirNode node : NodeOrder.of(flat, graph.dataset(NirNames.EDGES))) {
        reader.add(node);
      }
      return file(graph, reader, run);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw graph.fault("%s", e.getMessage());
    }
  }

  private static NirFile file(Hdf5Group graph, GraphReader reader, RunMetadata run)
      throws BadFileException {
    List<Population> layers = reader.populations().all(graph);
    SpikingNetwork network =
        new SpikingNetwork(
            reader.inputShape(),
            layers,
            run.timestep(layers),
            run.arithmetic(),
            run.defaults(layers),
            run.provenance());
    List<String> notes = new ArrayList<>(reader.populations().notes());
    notes.addAll(run.notes());
    return new NirFile(network, reader.populations().nodes(), notes);
  }

  /**
   * Takes the connections that lead from neurons straight back to them out of a graph.
   *
   * @return them, by the name of the neurons
   * @throws BadFileException if neurons have two of them
   */
  private static Map<String, NirNode> feedback(FlatGraph graph) throws BadFileException {
    Map<String, NirNode> connections = new TreeMap<>();
    for (String name : List.copyOf(graph.names())) {
      NirNode node = graph.node(name);
      Set<String> before = graph.before(name);
      if (node.type().isConnection() && before.size() == 1 && before.equals(graph.after(name))) {
        String neurons = before.iterator().next();
        if (graph.node(neurons).type().isNeuron()) {
          NirNode other = connections.put(neurons, node);
          if (other != null) {
            throw node.group()
                .fault(
                    "leads from %s back to it, as %s does; make them one node",
                    neurons, other.name());
          }
          graph.remove(name);
        }
      }
    }
    return connections;
  }

  /**
   * What a network file holds.
   *
   * @param network as it is simulated here
   * @param nodes names of the file's nodes that are its populations, in their order; those of
   *     nested graphs with a point after the name of each graph
   * @param notes for the user: which firing and reset rule was taken and why, and what was assumed
   *     because the file does not say it
   */
  public record NirFile(SpikingNetwork network, List<String> nodes, List<String> notes) {
    /**
     * Copies the lists.
     *
     * @param network as it is simulated here
     * @param nodes names of the file's nodes that are its populations, in their order; those of
     *     nested graphs with a point after the name of each graph
     * @param notes for the user: which firing and reset rule was taken and why, and what was
     *     assumed because the file does not say it
     */
    public NirFile {
      nodes = List.copyOf(nodes);
      notes = List.copyOf(notes);
    }
  }
}
