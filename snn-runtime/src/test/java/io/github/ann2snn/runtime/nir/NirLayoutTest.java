package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.FixedPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dataset of every node against the layout that the reference library reads. */
class NirLayoutTest {
  private static final Map<String, Set<String>> DATASETS =
      Map.of(
          "Input", Set.of("shape"),
          "Output", Set.of("shape"),
          "Affine", Set.of("weight", "bias"),
          "Conv2d",
              Set.of("weight", "bias", "input_shape", "stride", "padding", "dilation", "groups"),
          "SumPool2d", Set.of("kernel_size", "stride", "padding"),
          "AvgPool2d", Set.of("kernel_size", "stride", "padding"),
          "Flatten", Set.of("start_dim", "end_dim", "input_type"),
          "IF", Set.of("r", "v_threshold"),
          "LIF", Set.of("tau", "r", "v_leak", "v_threshold"),
          "CubaLIF", Set.of("tau_syn", "tau_mem", "r", "v_leak", "v_threshold", "w_in"));

  private static final Set<String> INTEGERS =
      Set.of(
          "shape",
          "input_shape",
          "stride",
          "padding",
          "dilation",
          "groups",
          "kernel_size",
          "start_dim",
          "end_dim",
          "input_type");

  @TempDir Path folder;

  static Stream<Arguments> networks() {
    SpikingNetwork mlp = RandomNetworks.integrateAndFire(1, Reset.ZERO, 6, 5, 3);
    return Stream.of(
        Arguments.of("if", mlp),
        Arguments.of("recurrent", RandomNetworks.recurrent(1, mlp)),
        Arguments.of("cuba", RandomNetworks.currentBased(1, Reset.ZERO, 6, 5, 3)),
        Arguments.of("lif", RandomNetworks.leaky(1, Reset.SUBTRACT, 6, 5, 3)),
        Arguments.of(
            "cnn",
            ConvolutionalNetworks.symmetric(
                5, ConvolutionalNetworks.Neurons.LEAKY, Reset.ZERO, "2x8x8 c4 p c6 d3")),
        Arguments.of(
            "uneven",
            ConvolutionalNetworks.floats(
                7, ConvolutionalNetworks.Neurons.RANDOM, Reset.ZERO, "3x6x8 c5 c4 c2")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void everyNodeIsAsTheReferenceReadsIt(String name, SpikingNetwork network) throws IOException {
    Path target = folder.resolve("network.nir");
    NirWriter.write(network, target);
    try (HdfFile file = new HdfFile(target)) {
      assertEquals(
          Set.of("edges", "metadata", "nodes", "type"), names((Group) file.getByPath("node")));
      String[][] edges = (String[][]) file.getDatasetByPath("node/edges").getData();
      Group nodes = (Group) file.getByPath("node/nodes");
      for (String[] edge : edges) {
        assertEquals(2, edge.length);
        assertTrue(names(nodes).containsAll(Set.of(edge)), String.join(">", edge));
      }
      for (Node node : nodes.getChildren().values()) {
        assertNode((Group) node);
      }
    }
  }

  private static Set<String> names(Group group) {
    return new TreeSet<>(group.getChildren().keySet());
  }

  private static void assertNode(Group node) {
    String type = (String) node.getDatasetByPath("type").getData();
    assertFalse(node.getName().contains("."), node.getName());
    Set<String> names = names(node);
    names.remove("type");
    names.remove("metadata");
    names.remove("v_reset");
    assertEquals(DATASETS.get(type), names, node.getName());
    for (String name : names) {
      Dataset dataset = node.getDatasetByPath(name);
      boolean integer = INTEGERS.contains(name);
      assertEquals(integer ? Long.BYTES : Float.BYTES, dataset.getDataType().getSize(), name);
      assertEquals(integer, dataset.getDataType() instanceof FixedPoint, name);
      boolean scalar = Set.of("groups", "start_dim", "end_dim").contains(name);
      assertEquals(scalar, dataset.getDimensions().length == 0, name);
      if (names.contains("v_threshold")) {
        assertArrayEquals(
            node.getDatasetByPath("v_threshold").getDimensions(), dataset.getDimensions(), name);
      }
    }
  }
}
