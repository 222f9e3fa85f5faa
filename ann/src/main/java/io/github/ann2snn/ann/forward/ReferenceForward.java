package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a network sample by sample, node by node, as {@link
 * io.github.ann2snn.ann.graph.Operation#apply} defines it. It is slow; a faster way must give the
 * same bits.
 */
public final class ReferenceForward {
  private final AnnGraph graph;

  /** For a network. */
  public ReferenceForward(AnnGraph graph) {
    this.graph = graph;
  }

  /**
   * The outputs for a sample.
   *
   * @throws IllegalArgumentException if it does not have the shape of the input
   */
  public float[] run(float[] sample) {
    return run(sample, (node, rows, values) -> {});
  }

  /** Likewise, and hands on what every node gives. */
  public float[] run(float[] sample, ActivationListener listener) {
    int expected = graph.inputShape().values();
    Refusal.when(
        sample.length != expected,
        "a sample of %d values, expected %d: the input has the shape %s",
        sample.length,
        expected,
        graph.inputShape());
    int[] uses = graph.uses();
    List<float[]> values = new ArrayList<>();
    for (Node node : graph.nodes()) {
      int number = values.size();
      List<float[]> inputs =
          number == 0 ? List.of(sample) : node.inputs().stream().map(values::get).toList();
      values.add(node.operation().apply(inputs, graph.inputShapes(node)));
      listener.activations(number, 1, values.get(number));
      for (int input : node.inputs()) {
        if (--uses[input] == 0) {
          values.set(input, null);
        }
      }
    }
    return values.get(values.size() - 1);
  }
}
