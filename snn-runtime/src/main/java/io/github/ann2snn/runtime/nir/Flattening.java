package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Exception;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@code Flatten} node makes of a shape; the order of the values stays. */
final class Flattening {
  private Flattening() {}

  /**
   * The shape with the dimensions {@code start_dim ... end_dim} made one; all where the node has
   * neither.
   *
   * @param shape without batch; empty if nobody says
   * @throws Hdf5Exception if there are no such dimensions
   */
  static List<Integer> of(NirNode node, List<Integer> shape) throws Hdf5Exception {
    int start = dimension(node, NirNames.START_DIM, 0, shape);
    int end = dimension(node, NirNames.END_DIM, -1, shape);
    if (shape.isEmpty()) {
      return shape;
    }
    if (end < start) {
      throw node.group()
          .fault("ends at dimension %d, before it starts at %d".formatted(end, start));
    }
    List<Integer> merged = shape.subList(start, end + 1);
    if (merged.stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b) > Integer.MAX_VALUE) {
      throw node.group()
          .fault("makes more than %d values of %s".formatted(Integer.MAX_VALUE, merged));
    }
    List<Integer> flat = new ArrayList<>(shape.subList(0, start));
    flat.add(merged.stream().reduce(1, (a, b) -> a * b));
    flat.addAll(shape.subList(end + 1, shape.size()));
    return List.copyOf(flat);
  }

  private static int dimension(NirNode node, String name, int otherwise, List<Integer> shape)
      throws Hdf5Exception {
    Optional<Hdf5Dataset> dataset = node.group().optionalDataset(name);
    double value = dataset.isPresent() ? dataset.get().number() : otherwise;
    int n = shape.size();
    if (n > 0 && (value != Math.rint(value) || value < -n || value >= n)) {
      throw dataset
          .orElseThrow()
          .fault(
              "is %s, expected an integer from %d to %d for the shape %s"
                  .formatted(value, -n, n - 1, shape));
    }
    return (int) (value < 0 ? value + n : value);
  }
}
