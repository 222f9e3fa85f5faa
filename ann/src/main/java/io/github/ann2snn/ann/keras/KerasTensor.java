package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tensor of Keras in our network: the values of a node in some shape, their dimensions in another
 * order, and then in another shape. Where Keras has its channels last, our node has them first; so
 * only what depends on the order of values needs a node that changes it.
 *
 * @param node the number of our node
 * @param from the shape of what it gives, or another one of the same values
 * @param order dimension d is dimension {@code order[d]} of that shape
 * @param shape Keras's own, without the samples
 */
record KerasTensor(int node, Shape from, List<Integer> order, Shape shape) {
  /** The values of a node as they are. */
  static KerasTensor of(int node, Shape shape) {
    return new KerasTensor(node, shape, numbers(shape.rank()), shape);
  }

  /** The values of a node that has its channels first. */
  static KerasTensor ofMaps(int node, Shape from, boolean channelsFirst) {
    KerasTensor same = of(node, from);
    return channelsFirst ? same : same.turned(behind(from.rank()));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** The order that puts the first dimension behind the others. */
  static List<Integer> behind(int rank) {
    List<Integer> order = new ArrayList<>(numbers(rank));
    order.add(order.remove(0));
    return order;
  }

  /** The order that puts a dimension before the others. */
  static List<Integer> before(int dimension, int rank) {
    List<Integer> order = new ArrayList<>(numbers(rank));
    order.add(0, order.remove(dimension));
    return order;
  }

  private static Shape inOrder(Shape shape, List<Integer> order) {
    return new Shape(order.stream().map(shape::size).toList());
  }

  /** Whether its shape is {@link #from} but for the order of dimensions. */
  boolean hasDimensions() {
    return inOrder(from, order).equals(shape);
  }

  /** Whether its values lie in the order in which the node has them. */
  boolean isInOrder() {
    List<Integer> moved = order.stream().filter(d -> from.size(d) > 1).toList();
    return moved.equals(moved.stream().sorted().toList());
  }

  /** The same for another node with as many values. */
  KerasTensor at(int other) {
    return new KerasTensor(other, from, order, shape);
  }

  /** In another shape. */
  KerasTensor reshaped(Shape other) {
    return new KerasTensor(node, from, order, other);
  }

  /** With its dimensions in another order; only where it {@link #hasDimensions}. */
  KerasTensor turned(List<Integer> dimensions) {
    List<Integer> turned = dimensions.stream().map(order::get).toList();
    return new KerasTensor(node, from, turned, inOrder(from, turned));
  }

  /**
   * The order that makes of the node what this is, up to its shape; empty if it changes nothing.
   */
  Optional<List<Integer>> turn() {
    return isInOrder() ? Optional.empty() : Optional.of(order);
  }

  /** Its values with the dimensions in {@link #order}. */
  Shape ordered() {
    return inOrder(from, order);
  }

  /** For each of its values, row-major, where it lies among those of the node. */
  int[] places() {
    int[] strides = from.strides();
    int[] places = new int[shape.values()];
    ordered()
        .walk(
            0,
            order.stream().mapToInt(d -> strides[d]).toArray(),
            (place, offset) -> places[place] = offset);
    return places;
  }
}
