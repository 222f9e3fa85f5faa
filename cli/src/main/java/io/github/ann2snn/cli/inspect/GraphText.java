package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.runtime.nir.graph.NirGraph;

/** A NIR graph that cannot be simulated here, described for people or as JSON. */
final class GraphText {
  private final StringBuilder text = new StringBuilder();

  private GraphText() {}

  /**
   * Describes a graph.
   *
   * @param refusal why it cannot be simulated
   */
  static String of(NirGraph graph, String refusal, boolean json) {
    if (json) {
      ObjectNode root = new JsonMapper().createObjectNode();
      root.put("kind", "a NIR graph").put("simulated", false).put("refusal", refusal);
      add(root.putObject("graph"), graph);
      return root.toPrettyString() + "\n";
    }
    GraphText text = new GraphText();
    text.text.append("NIR graph, which cannot be simulated here%n".formatted());
    text.add(graph, "  ");
    text.text.append("why: %s%n".formatted(refusal));
    return text.text.toString();
  }

  private void add(NirGraph graph, String indent) {
    graph
        .metadata()
        .forEach((key, value) -> text.append("%s%s: %s%n".formatted(indent, key, value)));
    for (NirGraph.Node node : graph.nodes()) {
      text.append("%s%-16s %s".formatted(indent, node.name(), node.type()));
      node.parameters().forEach((key, value) -> text.append(", ").append(key + " " + value));
      node.metadata().forEach((key, value) -> text.append(", ").append(key + ": " + value));
      text.append(System.lineSeparator());
      node.graph().ifPresent(inside -> add(inside, indent + "  "));
    }
    for (NirGraph.Edge edge : graph.edges()) {
      text.append("%s%s -> %s%n".formatted(indent, edge.from(), edge.to()));
    }
  }

  private static void add(ObjectNode root, NirGraph graph) {
    ArrayNode nodes = root.putArray("nodes");
    for (NirGraph.Node node : graph.nodes()) {
      ObjectNode entry = nodes.addObject().put("name", node.name()).put("type", node.type());
      node.parameters().forEach(entry.putObject("parameters")::put);
      node.metadata().forEach(entry.putObject("metadata")::put);
      node.graph().ifPresent(inside -> add(entry.putObject("graph"), inside));
    }
    ArrayNode edges = root.putArray("edges");
    graph.edges().forEach(edge -> edges.addArray().add(edge.from()).add(edge.to()));
    graph.metadata().forEach(root.putObject("metadata")::put);
  }
}
