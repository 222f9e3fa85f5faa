package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import java.util.List;

/**
 * How numbers that belong to axes of a tensor lie beside the values of a node: one for all, one for
 * each of the node's channels, or one for each value.
 *
 * @param tensor the same as before, perhaps with another node
 * @param count how many numbers there are
 */
record Alignment(KerasTensor tensor, int count) {
  /**
   * Of numbers along axes.
   *
   * @param sizes how many there are along each axis of the tensor, or 1
   * @throws BadFileException if they are for some axes, but neither one nor all
   */
  static Alignment of(LayerCall call, KerasTensor tensor, List<Integer> sizes)
      throws BadFileException {
    int count = new Shape(sizes).values();
    if (count == 1 || count == tensor.shape().values()) {
      return new Alignment(tensor.shape().rank() == 1 ? call.inRow(tensor) : tensor, count);
    }
    int axis = 0;
    while (sizes.get(axis) == 1) {
      axis++;
    }
    if (sizes.get(axis) != count || count != tensor.shape().size(axis)) {
      throw call.layer()
          .refuse(
              "has numbers of shape %s for values of shape %s; supported are one for all, one for each place along an axis, and one for each value",
              new Shape(sizes), tensor.shape());
    }
    return new Alignment(call.withFirst(tensor, axis), count);
  }

  /** The numbers in the order of the node. */
  float[] placed(float[] numbers) {
    if (numbers.length == 1 || count != tensor.shape().values()) {
      return numbers;
    }
    int[] places = tensor.places();
    float[] placed = new float[numbers.length];
    for (int i = 0; i < placed.length; i++) {
      placed[places[i]] = numbers[i];
    }
    return placed;
  }
}
