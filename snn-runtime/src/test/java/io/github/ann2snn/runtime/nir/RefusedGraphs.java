package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Graphs that can be read, and graphs with one defect each, the place that its message names and
 * the reason that it gives.
 */
public abstract class RefusedGraphs {
  @TempDir Path folder;

  static Arguments defect(String place, String reason, GraphFile graph) {
    return Arguments.of(place, reason, graph);
  }

  static GraphFile graph() {
    return new GraphFile();
  }

  /** 2 channels of 4 x 5, a grouped convolution, a pooling, a dense layer. */
  static GraphFile images() {
    return graph()
        .without("affine_0")
        .without("lif_0")
        .edges(
            "input>conv",
            "conv>if_0",
            "if_0>pool",
            "pool>flatten",
            "flatten>affine_1",
            "affine_1>if_1",
            "if_1>output")
        .with("input/shape", new long[] {2, 4, 5})
        .node("conv", "Conv2d")
        .with("conv/weight", new float[][][][] {{{{1, 2}}}, {{{3, 4}}}})
        .with("conv/bias", new float[] {0.5f, -0.5f})
        .with("conv/input_shape", new long[] {4, 5})
        .with("conv/stride", new long[] {2, 1})
        .with("conv/padding", new long[] {0, 1})
        .with("conv/dilation", new long[] {1, 2})
        .with("conv/groups", 2L)
        .node("if_0", "IF")
        .with("if_0/r", new float[] {1})
        .with("if_0/v_threshold", new float[] {1})
        .node("pool", "SumPool2d")
        .with("pool/kernel_size", new long[] {2, 2})
        .with("pool/stride", new long[] {1, 2})
        .with("pool/padding", new long[] {0, 0})
        .node("flatten", "Flatten")
        .with("flatten/start_dim", 0L)
        .with("flatten/end_dim", -1L)
        .with("affine_1/weight", new float[][] {{7, 8, 9, 10}});
  }

  static final List<String> RESIDUAL =
      List.of(
          "input>affine_0",
          "affine_0>lif_0",
          "lif_0>main",
          "main>if_2",
          "lif_0>if_2",
          "if_2>affine_1",
          "affine_1>if_1",
          "if_1>output");

  static GraphFile neurons(GraphFile graph, String name) {
    return graph
        .node(name, "IF")
        .with(name + "/r", new float[] {1})
        .with(name + "/v_threshold", new float[] {1});
  }

  /** The usual graph with {@code if_2}, which adds {@code main} of {@code lif_0} to itself. */
  static GraphFile residual(List<String> edges) {
    return neurons(graph(), "if_2")
        .node("main", "Affine")
        .with("main/weight", new float[][] {{1, -1}, {0.5f, 2}})
        .with("main/bias", new float[] {0.25f, 0})
        .edges(edges.toArray(String[]::new));
  }

  static List<Projection> projections(SpikingNetwork network, int population) {
    return network.populations().get(population).projections();
  }

  List<Projection> projections(GraphFile graph, int population) throws IOException {
    return projections(read(graph).network(), population);
  }

  static List<String> edges(List<String> edges, String without, String... more) {
    List<String> changed = new ArrayList<>(edges);
    changed.remove(without);
    changed.addAll(List.of(more));
    return changed;
  }

  static String node(String path) {
    return "/node/nodes/" + path;
  }

  NirFile read(GraphFile graph) throws IOException {
    return NirReader.read(graph.writeTo(folder.resolve("graph.nir")));
  }

  void assertRefused(String place, String reason, GraphFile graph) {
    Path file = graph.writeTo(folder.resolve("graph.nir"));
    String message = assertThrows(BadFileException.class, () -> NirReader.read(file)).getMessage();
    assertEquals(file + ": " + (place.isEmpty() ? "" : place + ": ") + reason, message);
  }
}
