package io.github.ann2snn.ann.model;

import static java.util.Locale.ROOT;

import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A network in words. */
public final class GraphText {
  private GraphText() {}

  /** Number of weights and biases. */
  public static long parameters(AnnGraph graph) {
    return graph.nodes().stream().mapToLong(node -> parameters(node.operation())).sum();
  }

  private static long parameters(Operation operation) {
    if (operation instanceof Dense dense) {
      return (long) dense.inputs() * dense.outputs() + dense.outputs();
    } else if (operation instanceof Convolve convolve) {
      return (long) convolve.weight().length + convolve.outputChannels();
    }
    return operation instanceof BatchNorm norm ? 2L * norm.scale().length : 0;
  }

  /**
   * A line: a chain in the grammar of architectures, without activations; of other networks, how
   * many nodes of each kind they have.
   */
  public static String line(AnnGraph graph) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    List<String> stages = new ArrayList<>(List.of(size(graph.inputShape())));
    boolean chain = graph.isChain();
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      Operation operation = node.operation();
      if (!(operation instanceof Relu || operation instanceof Reshape)) {
        kinds.merge(operation.kindName(), 1, Integer::sum);
        stage(operation).ifPresent(stages::add);
      }
    }
    if (chain) {
      return String.join("-", stages);
    }
    return Text.of(
        "%s in, %s, %s out",
        size(graph.inputShape()),
        kinds.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ")),
        size(graph.output().shape()));
  }

  private static Optional<String> stage(Operation operation) {
    if (operation instanceof Dense dense) {
      return Optional.of(String.valueOf(dense.outputs()));
    } else if (operation instanceof Convolve convolve) {
      return Optional.of(
          new Stage.Convolution(convolve.outputChannels(), convolve.window(), convolve.groups())
              .toString());
    } else if (operation instanceof Pool pool) {
      boolean max = pool.kind() == Pool.Kind.MAX;
      Stage.Pooling.Kind kind = max ? Stage.Pooling.Kind.MAX : Stage.Pooling.Kind.AVERAGE;
      return Optional.of(new Stage.Pooling(kind, pool.window()).toString());
    } else if (operation instanceof GlobalAverage) {
      return Optional.of("gap");
    }
    boolean shown =
        !(operation instanceof Relu
            || operation instanceof Reshape
            || operation instanceof ClipFloorShift
            || operation instanceof Ending);
    String name = operation instanceof BatchNorm ? "bn" : operation.kindName().toLowerCase(ROOT);
    return shown ? Optional.of(name) : Optional.empty();
  }

  /** {@code 784}, or {@code 28x28x1}: height, width, channels. */
  private static String size(Shape shape) {
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    sizes.add(sizes.remove(0));
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** A table with a line for each node. */
  public static String table(AnnGraph graph) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"node", "operation", "takes", "gives", "parameters"});
    for (int n = 0; n < graph.nodes().size(); n++) {
      Node node = graph.nodes().get(n);
      long parameters = parameters(node.operation());
      rows.add(
          new String[] {
            label(graph, n),
            described(node.operation()),
            node.inputs().stream().map(i -> label(graph, i)).collect(Collectors.joining(", ")),
            node.shape().toString(),
            parameters == 0 ? "" : Text.of("%,d", parameters)
          });
    }
    int last = rows.get(0).length - 1;
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < last; c++) {
        line.append(padded(row[c], width(rows, c))).append("  ");
      }
      line.append(" ".repeat(width(rows, last) - row[last].length())).append(row[last]);
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String described(Operation operation) {
    String kind = operation.kindName();
    if (operation instanceof Convolve || operation instanceof Pool) {
      return kind + " " + stage(operation).orElseThrow();
    } else if (operation instanceof ClipFloorShift function) {
      return Text.of("%s, %d levels, lambda %s", kind, function.levels(), function.lambda());
    } else if (operation instanceof Relu relu && relu.bound() < Float.POSITIVE_INFINITY) {
      return kind + " up to " + AnnModel.shown(relu.bound());
    }
    return kind;
  }

  private static int width(List<String[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String label(AnnGraph graph, int number) {
    String name = graph.nodes().get(number).name();
    return name.isEmpty() ? "#" + number : name;
  }
}
