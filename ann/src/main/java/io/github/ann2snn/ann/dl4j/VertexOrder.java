package io.github.ann2snn.ann.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of a ComputationGraph's vertices, which is that of their numbers in {@code
 * coefficients.bin}: the one that the configuration keeps; older files keep none, and have that of
 * {@code ComputationGraph.calculateIndices} (Kahn 1962, "Topological sorting of large networks"),
 * which depends on the order in which Java's sets of whole numbers give their elements.
 */
final class VertexOrder {
  private VertexOrder() {}

  /**
   * The names of the vertices, without that of the samples.
   *
   * @param inputs for each vertex of the configuration, whose values it takes
   * @throws IllegalArgumentException if there is no such order
   */
  static List<String> of(JsonNode root, String input, Map<String, List<String>> inputs) {
    JsonNode kept = root.path("topologicalOrderStr");
    List<String> order = new ArrayList<>();
    if (kept.isArray() && root.path("topologicalOrder").isArray()) {
      kept.forEach(name -> order.add(name.asText()));
    } else {
      order.addAll(found(root, input, inputs));
    }
    order.remove(input);
    requireOrder(order, input, inputs);
    return order;
  }

  private static void requireOrder(
      List<String> order, String input, Map<String, List<String>> inputs) {
    Set<String> before = new HashSet<>(Set.of(input));
    for (String name : order) {
      List<String> taken = inputs.get(name);
      Refusal.when(
          taken == null || !before.containsAll(taken) || !before.add(name),
          "has vertex %s in its order, but not once and behind all that it takes",
          Text.printable(name));
    }
    Refusal.when(
        before.size() != inputs.size() + 1,
        "has %d vertices, but an order of %d: vertices take each other's values in a circle, or"
            + " those of one that is not there",
        inputs.size(),
        before.size() - 1);
  }

  private static List<String> found(JsonNode root, String input, Map<String, List<String>> inputs) {
    List<String> names = new ArrayList<>(List.of(input));
    root.path("vertices").fieldNames().forEachRemaining(names::add);
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(name -> numbers.putIfAbsent(name, numbers.size()));
    List<Set<Integer>> open = new ArrayList<>();
    List<Set<Integer>> uses = new ArrayList<>();
    names.forEach(name -> uses.add(new HashSet<>()));
    for (int n = 0; n < names.size(); n++) {
      open.add(new HashSet<>());
      for (String from : inputs.getOrDefault(names.get(n), List.of())) {
        Integer number = numbers.get(from);
        Refusal.when(
            number == null,
            "vertex %s takes the values of %s, which is not there",
            Text.printable(names.get(n)),
            Text.printable(from));
        open.get(n).add(number);
        uses.get(number).add(n);
      }
    }
    Deque<Integer> next = new ArrayDeque<>(List.of(0));
    List<String> order = new ArrayList<>();
    while (!next.isEmpty()) {
      int number = next.removeFirst();
      order.add(names.get(number));
      for (int user : uses.get(number)) {
        open.get(user).remove(number);
        if (open.get(user).isEmpty()) {
          next.add(user);
        }
      }
    }
    return order;
  }
}
