package io.github.ann2snn.cli.inspect;

import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.runtime.nir.graph.NirGraph;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says what is in a NIR graph that cannot be simulated here.
 *
 * @param refusal why it cannot be simulated
 */
record GraphInspection(NirGraph graph, String refusal) {
  /** For people. */
  String text() {
    Formatter text = new Formatter(Locale.ROOT);
    text.format("NIR graph, which cannot be simulated here%n");
    list(graph, "  ", text);
    return text.format("why: %s%n", refusal).toString();
  }

  private static void list(NirGraph graph, String indent, Formatter text) {
    graph.metadata().forEach((key, value) -> text.format("%s%s: %s%n", indent, key, value));
    for (NirGraph.Node node : graph.nodes()) {
      text.format("%s%-16s %s", indent, node.name(), node.type());
      node.parameters().forEach((key, value) -> text.format(", %s %s", key, value));
      node.metadata().forEach((key, value) -> text.format(", %s: %s", key, value));
      text.format("%n");
      node.graph().ifPresent(inside -> list(inside, indent + "  ", text));
    }
    for (NirGraph.Edge edge : graph.edges()) {
      text.format("%s%s -> %s%n", indent, edge.from(), edge.to());
    }
  }

  /** For programs. */
  String json() {
    return JsonDocument.text(new RefusedPart("a NIR graph", false, refusal, new GraphPart(graph)));
  }

  private record RefusedPart(String kind, boolean simulated, String refusal, GraphPart graph) {}

  private record GraphPart(
      List<NodePart> nodes, List<List<String>> edges, Map<String, String> metadata) {
    GraphPart(NirGraph graph) {
      this(
          graph.nodes().stream().map(NodePart::new).toList(),
          graph.edges().stream().map(edge -> List.of(edge.from(), edge.to())).toList(),
          graph.metadata());
    }
  }

  private record NodePart(
      String name,
      String type,
      Map<String, String> parameters,
      Map<String, String> metadata,
      GraphPart graph) {
    NodePart(NirGraph.Node node) {
      this(
          node.name(),
          node.type(),
          node.parameters(),
          node.metadata(),
          node.graph().map(GraphPart::new).orElse(null));
    }
  }
}
