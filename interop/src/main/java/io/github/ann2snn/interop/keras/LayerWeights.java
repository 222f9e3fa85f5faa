package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The weights of one layer, taken in order, one at a time. */
final class LayerWeights {
  private final List<Hdf5Dataset> datasets;
  private int taken;

  private LayerWeights(List<Hdf5Dataset> datasets) {
    this.datasets = datasets;
  }

  /**
   * Those of a layer.
   *
   * @param count how many arrays it must have
   */
  static LayerWeights of(KerasLayer layer, WeightSource source, int count) throws IOException {
    List<Hdf5Dataset> datasets = source.of(layer);
    if (datasets.size() != count) {
      throw layer.refuse(
          "has %d arrays of weights in the file, but its configuration needs %d; the two do not belong together, or a newer Keras has other weights"
              .formatted(datasets.size(), count));
    }
    return new LayerWeights(datasets);
  }

  /** The next array, row-major, all its numbers finite. */
  FloatBuffer next(int... shape) throws IOException {
    Hdf5Dataset dataset = datasets.get(taken++);
    long[] expected = Arrays.stream(shape).asLongStream().toArray();
    if (!Arrays.equals(expected, dataset.shape())) {
      throw dataset.fault(
          "has shape %s, but the model's configuration needs %s"
              .formatted(Arrays.toString(dataset.shape()), Arrays.toString(expected)));
    }
    return dataset.floatingPoint();
  }
}
