package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Exception;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import java.util.Arrays;

/** A {@code Scale} node, which becomes part of what stands beside it. */
record ScaleNode(NirNode node) {
  private static final int MANTISSA = 0x7fffff;

  String name() {
    return node.name();
  }

  /** The failure to throw for something wrong with it. */
  Hdf5Exception fault(String reason) {
    return node.group().fault(reason);
  }

  /** Its factors; some writers store one for all. */
  float[] values(int count) throws Hdf5Exception {
    Hdf5Dataset dataset = node.group().dataset(NirNames.SCALE);
    float[] scale = dataset.floats();
    if (scale.length == count) {
      return scale;
    }
    if (scale.length != 1) {
      throw dataset.fault("has %d values, but %d come in".formatted(scale.length, count));
    }
    float[] spread = new float[count];
    Arrays.fill(spread, scale[0]);
    return spread;
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
