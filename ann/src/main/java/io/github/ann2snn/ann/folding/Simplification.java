package io.github.ann2snn.ann.folding;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.List;

/**
 * The same network with nodes that layers can stand for: zeros around values become the padding of
 * the convolution or average pooling behind them, and a ReLU behind max pooling lies before it,
 * which is the same because it is monotone.
 */
public final class Simplification {
  private Simplification() {}

  /** The simplified network; without such nodes an equal one. */
  public static AnnGraph of(AnnGraph graph) {
    AnnGraph simple = Pairs.rewrite(graph, Simplification::pair);
    // What has come to lie elsewhere has another neighbour there.
    return simple.equals(graph) ? simple : of(simple);
  }

  private static List<Operation> pair(Node first, Node second) {
    Operation before = first.operation();
    Operation behind = second.operation();
    boolean max = before instanceof Pool pool && pool.kind() == Pool.Kind.MAX;
    if (max && behind instanceof Relu) {
      return List.of(behind, before);
    }
    if (before instanceof Pad pad && isZerosAroundMaps(pad)) {
      if (behind instanceof Convolve convolve) {
        return List.of(
            new Convolve(
                convolve.outputChannels(),
                padded(convolve.window(), pad),
                convolve.groups(),
                convolve.weight(),
                convolve.bias()));
      } else if (behind instanceof Pool pool && pool.kind() == Pool.Kind.AVERAGE) {
        return List.of(new Pool(pool.kind(), padded(pool.window(), pad)));
      }
    }
    return List.of();
  }

  private static boolean isZerosAroundMaps(Pad pad) {
    int rank = pad.before().size();
    return pad.value() == 0
        && (rank == 2 || rank == 3)
        && pad.before().get(0) == 0
        && pad.after().get(0) == 0;
  }

  private static Window padded(Window window, Pad pad) {
    int last = pad.before().size() - 1;
    WindowAxis rows = last == 2 ? padded(window.vertical(), pad, 1) : window.vertical();
    return new Window(rows, padded(window.horizontal(), pad, last));
  }

  private static WindowAxis padded(WindowAxis axis, Pad pad, int dimension) {
    return new WindowAxis(
        axis.taps(),
        axis.stride(),
        Math.addExact(axis.before(), pad.before().get(dimension)),
        Math.addExact(axis.after(), pad.after().get(dimension)),
        axis.dilation());
  }
}
