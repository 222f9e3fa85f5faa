package io.github.ann2snn.ann.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.ann.architecture.ArchitectureGraph.Weighted;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the activations stand, and what stages without weights compute. */
class ArchitectureGraphTest {
  private static AnnGraph graph(Architecture architecture, Operation... weighted) {
    List<Weighted> named = Stream.of(weighted).map(w -> new Weighted("w", w)).toList();
    return ArchitectureGraph.of(architecture, named);
  }

  private static List<String> kinds(AnnGraph graph) {
    return graph.nodes().stream().map(node -> node.operation().kindName()).toList();
  }

  private static Dense dense(int outputs, float... weight) {
    return new Dense(outputs, weight, new float[outputs]);
  }

  private static Convolve convolve(Architecture architecture, float... weight) {
    Stage.Convolution stage = (Stage.Convolution) architecture.stages().get(0);
    return new Convolve(
        stage.channels(), stage.window(), stage.groups(), weight, new float[stage.channels()]);
  }

  @Test
  void rectifiersFollowWeightsOrTheirNormalisation() {
    Architecture architecture = Architecture.parse("2x3x1-c1k1-bn-a2x3-4-bn-3-1");
    AnnGraph graph =
        graph(
            architecture,
            convolve(architecture, 1),
            BatchNorm.identity(1),
            dense(4, 1, 2, 3, 4),
            BatchNorm.identity(4),
            dense(3, new float[12]),
            dense(1, new float[3]));
    assertEquals(
        List.of(
            "Input",
            "Convolve",
            "BatchNorm",
            "Relu",
            "AveragePool",
            "Reshape",
            "Dense",
            "BatchNorm",
            "Relu",
            "Dense",
            "Relu",
            "Dense",
            "Sigmoid"),
        kinds(graph));
  }

  @Test
  void globalPoolingAndPictures() {
    for (String pooling : List.of("gmp", "gap")) {
      Architecture architecture = Architecture.parse("2x2x1-c2k1g1-" + pooling + "-2");
      AnnGraph graph = graph(architecture, convolve(architecture, 1, 2), dense(2, 1, 0, 0, 1));
      float each = pooling.equals("gmp") ? 4 : 2;
      assertArrayEquals(
          new float[] {each, 2 * each},
          new ReferenceForward(graph.logits()).run(new float[] {4, 1, 3, 0}),
          1e-6f);
      assertEquals("Softmax", graph.output().operation().kindName());
    }
  }

  @Test
  void aQuantisedActivationStandsInTheRectifiersPlace() {
    Architecture architecture =
        new Architecture(
            Shape.ofRow(1),
            List.of(new Stage.Dense(1), new Stage.Quantization(4), new Stage.Dense(2)));
    AnnGraph graph = graph(architecture, dense(1, 1), new ClipFloorShift(4, 2), dense(2, 1, -1));
    assertEquals(List.of("Input", "Dense", "ClipFloorShift", "Dense", "Softmax"), kinds(graph));
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> graph(Architecture.parse("3-2"), dense(2, 1, 2, 3, 4)));
  }
}
