package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;

/** A {@code Scale} node, which becomes part of what stands beside it. */
record ScaleNode(NirNode node) {
  private static final int MANTISSA = 0x7fffff;

  String name() {
    return node.name();
  }

  Hdf5Group group() {
    return node.group();
  }

  /** Its factors; some writers store one for all. */
  float[] values(int count) throws BadFileException {
    Hdf5Dataset dataset = node.group().dataset(NirNames.SCALE);
    float[] scale = dataset.floats();
    if (scale.length == count) {
      return scale;
    }
    if (scale.length != 1) {
      throw dataset.fault("has %d values, but %d come in", scale.length, count);
    }
    return Values.filled(count, scale[0]);
  }

  /**
   * A connection whose outputs are multiplied: {@code w~_ji = w_ji s_j}, {@code b~_j = b_j s_j}.
   *
   * @throws BadFileException if factors differ among outputs that share weights
   */
  Connection behind(Connection connection) throws BadFileException {
    float[] scale = values(connection.outputs());
    int shared = connection.outputsPerChannel();
    for (int j = 0; j < scale.length; j++) {
      if (scale[j] != scale[j / shared * shared]) {
        throw node.group()
            .fault("has different factors within channel %d, whose weights are shared", j / shared);
      }
    }
    float[] weight = connection.weight();
    for (int k = 0; k < weight.length; k++) {
      weight[k] *= scale[connection.outputChannel(k) * shared];
    }
    float[] bias = connection.bias();
    for (int k = 0; k < bias.length; k++) {
      bias[k] *= scale[bias.length == scale.length ? k : k * shared];
    }
    return connection.withParameters(weight, bias);
  }

  /** What to say of a product with these factors: powers of two only change exponents. */
  static String rounding(float[] scale) {
    for (float factor : scale) {
      if ((Float.floatToRawIntBits(factor) & MANTISSA) != 0) {
        return ", rounded to float32";
      }
    }
    return "";
  }
}
