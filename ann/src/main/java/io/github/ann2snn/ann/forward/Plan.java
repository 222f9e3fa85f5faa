package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * In which steps the nodes of a network are computed, and in which buffers their values lie. A
 * {@link Change} of values that nobody else needs is made while they are computed, or else where
 * they lie; what has been read for the last time makes room for others.
 */
final class Plan {
  private final AnnGraph graph;
  private final Set<Integer> watched;
  private final int[] uses;
  private final List<Chain> chains = new ArrayList<>();
  private final int[] chainOf;
  private final List<Step> steps = new ArrayList<>();

  /** Of each buffer the number of places, and how often what lies in it is still to be read. */
  private final List<Integer> sizes = new ArrayList<>();

  private final List<Integer> readings = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();

  /**
   * Plans.
   *
   * @param watched nodes whose values must lie somewhere
   */
  Plan(AnnGraph graph, Set<Integer> watched) {
    this.graph = graph;
    this.watched = watched;
    this.uses = graph.uses();
    this.chainOf = new int[uses.length];
    for (int n = 0; n < uses.length; n++) {
      Node node = graph.nodes().get(n);
      int host = host(node);
      chainOf[n] = host < 0 ? chains.size() : host;
      if (host < 0) {
        Chain chain = new Chain(node.shape().values(), new ArrayList<>(), new ArrayList<>());
        int taken = isMade(node.operation()) || node.inputs().isEmpty() ? -1 : 0;
        chain.add(n, taken, node.inputs());
        chains.add(chain);
      } else {
        chains.get(host).add(n, node.inputs().indexOf(chains.get(host).last()), node.inputs());
      }
    }
    int[] bufferOf = new int[chains.size()];
    for (int c = 0; c < bufferOf.length; c++) {
      steps.add(step(chains.get(c), bufferOf, c));
    }
  }

  /**
   * Nodes that are computed together.
   *
   * @param nodes the first one, then changes of it
   * @param others which nodes each of them takes besides what it changes
   */
  private record Chain(int values, List<Integer> nodes, List<List<Integer>> others) {
    void add(int node, int changed, List<Integer> inputs) {
      List<Integer> rest = new ArrayList<>(inputs);
      if (changed >= 0) {
        rest.remove(changed);
      }
      nodes.add(node);
      others.add(rest);
    }

    int last() {
      return nodes.get(nodes.size() - 1);
    }
  }

  /**
   * What is computed at once.
   *
   * @param links the nodes; all but the first, or all of them, are changes
   * @param copied the buffer that the first change takes its values from, which may be {@code to}
   *     itself; -1 where there is none
   * @param to the buffer that the values lie in
   */
  record Step(List<Link> links, int copied, int to) {
    /** The node whose values lie there then. */
    int node() {
      return links.get(links.size() - 1).node();
    }
  }

  /**
   * A node.
   *
   * @param from the buffers that it reads besides the one that it changes
   */
  record Link(int node, List<Integer> from) {}

  /** What is to be done, in this order. */
  List<Step> steps() {
    return steps;
  }

  /** Number of places of each buffer. */
  List<Integer> buffers() {
    return sizes;
  }

  /** Number of places of all buffers. */
  long places() {
    return sizes.stream().mapToLong(size -> size).sum();
  }

  /** Whether an operation computes values elsewhere than where those that it takes lie. */
  private static boolean isMade(Operation operation) {
    return !Change.is(operation) && !(operation instanceof Reshape);
  }

  /**
   * The chain that a node can join: its values are those of one of the node's inputs, of the first
   * two, whose sum does not depend on their order; nobody else needs them; and what the node takes
   * besides them is there before. -1 if there is none.
   */
  private int host(Node node) {
    if (isMade(node.operation())) {
      return -1;
    }
    for (int input : node.inputs().subList(0, Math.min(2, node.inputs().size()))) {
      int chain = chainOf[input];
      boolean isOwn = !(operation(chains.get(chain).nodes.get(0)) instanceof Reshape);
      boolean isLatest = node.inputs().stream().allMatch(n -> n == input || chainOf[n] < chain);
      if (isOwn && isLatest && uses[input] == 1 && !watched.contains(input)) {
        return chain;
      }
    }
    return -1;
  }

  private Operation operation(int node) {
    return graph.nodes().get(node).operation();
  }

  private Step step(Chain chain, int[] bufferOf, int number) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < chain.nodes.size(); i++) {
      List<Integer> from = chain.others.get(i).stream().map(n -> bufferOf[chainOf[n]]).toList();
      links.add(new Link(chain.nodes.get(i), from));
    }
    int first = chain.nodes.get(0);
    int uses = this.uses[chain.last()];
    int copied = -1;
    if (isMade(operation(first)) || operation(first) instanceof Input) {
      bufferOf[number] = allocate(chain.values, uses);
    } else {
      copied = bufferOf[chainOf[graph.nodes().get(first).inputs().get(0)]];
      if (operation(first) instanceof Reshape || readings.get(copied) == 1) {
        bufferOf[number] = copied;
        readings.set(copied, readings.get(copied) + uses - 1);
      } else {
        bufferOf[number] = allocate(chain.values, uses);
        release(copied);
      }
    }
    links.forEach(link -> link.from().forEach(this::release));
    return new Step(links, copied, bufferOf[number]);
  }

  /** The smallest free buffer that is large enough, else the largest one, else a new one. */
  private int allocate(int places, int uses) {
    int best = -1;
    for (int buffer : free) {
      int size = sizes.get(buffer);
      boolean isBetter =
          best < 0
              || (sizes.get(best) < places
                  ? size > sizes.get(best)
                  : size >= places && size < sizes.get(best));
      best = isBetter ? buffer : best;
    }
    if (best < 0) {
      sizes.add(places);
      readings.add(uses);
      return sizes.size() - 1;
    }
    free.remove((Integer) best);
    sizes.set(best, Math.max(sizes.get(best), places));
    readings.set(best, uses);
    return best;
  }

  private void release(int buffer) {
    readings.set(buffer, readings.get(buffer) - 1);
    if (readings.get(buffer) == 0) {
      free.add(buffer);
    }
  }
}
