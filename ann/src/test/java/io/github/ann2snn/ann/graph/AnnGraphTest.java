package io.github.ann2snn.ann.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AnnGraphTest {
  private final AnnGraph.Builder builder = new AnnGraph.Builder();

  private static void refused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  private static Dense dense(int outputs, int inputs) {
    return new Dense(outputs, new float[outputs * inputs], new float[outputs]);
  }

  @Test
  void shapesFollowAndUsesAreCounted() {
    int x = builder.add("x", Input.of(Shape.of(1, 2, 2)));
    int flat = builder.add("flat", Reshape.flat(builder.shape(x)), x);
    int relu = builder.add("relu", Relu.plain(), flat);
    builder.add("sum", new Add(), relu, flat);
    AnnGraph graph = builder.build();
    assertEquals(Shape.of(1, 2, 2), graph.inputShape());
    assertEquals(Shape.of(4), graph.output().shape());
    assertEquals(List.of(1, 2, 1, 0), Arrays.stream(graph.uses()).boxed().toList());
    assertEquals(List.of(Shape.of(4), Shape.of(4)), graph.inputShapes(graph.output()));
    assertFalse(graph.isChain());
    assertEquals("Add sum", graph.output().toString());
  }

  @Test
  void aNodeThatDoesNotFitIsNamed() {
    int x = builder.add("x", Input.of(Shape.of(3)));
    refused("Dense fc1: 3 values for 4 inputs", () -> builder.add("fc1", dense(2, 4), x));
  }

  @Test
  void aNodeThatNobodyUsesIsRefused() {
    int x = builder.add("x", Input.of(Shape.of(3)));
    builder.add("lost", Relu.plain(), x);
    builder.add("fc", dense(2, 3), x);
    refused("Relu lost: no other node uses it", builder::build);
  }

  @Test
  void probabilitiesAreTheEnd() {
    int x = builder.add("x", Input.of(Shape.of(3)));
    int p = builder.add("p", new Ending(Ending.Kind.SIGMOID), x);
    builder.add("fc", dense(2, 3), p);
    refused(
        "Dense fc: it uses probabilities; a Softmax, LogSoftmax or Sigmoid can only be the end",
        builder::build);
  }

  @Test
  void orderAndShapesAreChecked() {
    Node input = new Node("x", Input.of(Shape.of(3)), List.of(), Shape.of(3));
    Node later = new Node("r", Relu.plain(), List.of(1), Shape.of(3));
    Node wrong = new Node("r", Relu.plain(), List.of(0), Shape.of(4));
    refused("a network without nodes", () -> new AnnGraph(List.of()));
    refused("Relu r: the first node is the input", () -> new AnnGraph(List.of(later)));
    refused("Input x: the first node is the input", () -> new AnnGraph(List.of(input, input)));
    refused(
        "Relu r: it uses node 1, which is not before it",
        () -> new AnnGraph(List.of(input, later)));
    refused("Relu r: its shape is [4], not [3]", () -> new AnnGraph(List.of(input, wrong)));
  }

  @Test
  void nodesAreCopied() {
    List<Node> nodes =
        new ArrayList<>(List.of(new Node("x", Input.of(Shape.of(3)), List.of(), Shape.of(3))));
    AnnGraph graph = new AnnGraph(nodes);
    nodes.clear();
    assertEquals(1, graph.nodes().size());
    assertTrue(graph.isChain());
  }

  @Test
  void aSoftmaxIsLeftOutOfLogits() {
    int x = builder.add("x", Input.of(Shape.of(3)));
    int fc = builder.add("fc", dense(2, 3), x);
    AnnGraph bare = builder.build();
    assertSame(bare, bare.logits());
    builder.add("p", new Ending(Ending.Kind.SOFTMAX), fc);
    assertEquals(bare, builder.build().logits());
  }

  @Test
  void oneSigmoidIsTwoClasses() {
    int x = builder.add("x", Input.of(Shape.of(1)));
    builder.add("p", new Ending(Ending.Kind.SIGMOID), x);
    Dense halves = new Dense(2, new float[] {-0.5f, 0.5f}, new float[2]);
    assertEquals(halves, builder.build().logits().output().operation());
  }

  /** A layer of its own for the halves would stand behind one without ReLU. */
  @Test
  void theLayerBeforeOneSigmoidGetsTwoOutputs() {
    int x = builder.add("x", Input.of(Shape.of(2)));
    float[] weight = {0.3f, -1.7f};
    int z = builder.add("z", new Dense(1, weight, new float[] {0.1f}), x);
    AnnGraph one = builder.build();
    builder.add("p", new Ending(Ending.Kind.SIGMOID), z);
    AnnGraph two = builder.build().logits();
    assertEquals(2, two.nodes().size());
    assertEquals("z", two.output().name());
    float[] sample = {0.7f, 0.9f};
    float sum = new ReferenceForward(one).run(sample)[0];
    assertArrayEquals(new float[] {-sum / 2, sum / 2}, new ReferenceForward(two).run(sample));
    assertEquals(two, one.logits());
  }
}
