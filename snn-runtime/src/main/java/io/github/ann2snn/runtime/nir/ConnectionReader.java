package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Exception;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NodeType;
import java.util.Arrays;

/** Reads the weights of an {@code Affine} or {@code Linear} node. */
final class ConnectionReader {
  private ConnectionReader() {}

  /**
   * {@code weight [outputs, inputs]} and, unless the node is linear, {@code bias [outputs]}.
   *
   * @throws Hdf5Exception if a shape does not fit or a value is not finite
   */
  static Affine read(NirNode node) throws Hdf5Exception {
    Hdf5Dataset weight = node.group().dataset(NirNames.WEIGHT);
    long[] shape = weight.shape();
    if (shape.length != 2) {
      throw weight.fault(
          "has the shape %s, expected [outputs, inputs]".formatted(Arrays.toString(shape)));
    }
    float[] weights = weight.floats();
    int outputs = Math.toIntExact(shape[0]);
    int inputs = Math.toIntExact(shape[1]);
    if ((long) outputs * inputs != weights.length) {
      throw weight.fault(
          "holds %d values, its shape is %s".formatted(weights.length, Arrays.toString(shape)));
    }
    return new Affine(inputs, outputs, weights, bias(node, outputs));
  }

  private static float[] bias(NirNode node, int outputs) throws Hdf5Exception {
    if (node.type() == NodeType.LINEAR) {
      return new float[outputs];
    }
    Hdf5Dataset bias = node.group().dataset(NirNames.BIAS);
    float[] values = bias.floats();
    if (values.length != outputs) {
      throw bias.fault(
          "has %d values, but the weight has %d outputs".formatted(values.length, outputs));
    }
    return values;
  }
}
