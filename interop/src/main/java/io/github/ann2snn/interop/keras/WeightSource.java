package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import java.io.IOException;
import java.util.List;

/** Where the weights of layers are. */
@FunctionalInterface
interface WeightSource {
  /**
   * Those of a layer, in the order in which Keras makes them: kernel, bias; or gamma, beta, mean,
   * variance.
   *
   * @throws IOException if they are missing
   */
  List<Hdf5Dataset> of(KerasLayer layer) throws IOException;
}
