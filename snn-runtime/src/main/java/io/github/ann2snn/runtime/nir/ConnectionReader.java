package io.github.ann2snn.runtime.nir;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode;
import io.github.ann2snn.runtime.nir.graph.NodeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the weights of an {@code Affine} or {@code Linear} node. */
final class ConnectionReader {
  private ConnectionReader() {}

  /**
   * {@code weight [outputs, inputs]} and, unless the node is linear, {@code bias [outputs]}.
   *
   * @throws BadFileException if a shape does not fit or a value is not finite
   */
  static Affine read(NirNode node) throws BadFileException {
    Hdf5Dataset weight = node.group().dataset(NirNames.WEIGHT);
    long[] shape = weight.shape();
    if (shape.length != 2) {
      throw weight.fault("has the shape %s, expected [outputs, inputs]", Arrays.toString(shape));
    }
    float[] weights = weight.floats();
    int outputs = Math.toIntExact(shape[0]);
    int inputs = Math.toIntExact(shape[1]);
    if ((long) outputs * inputs != weights.length) {
      throw weight.fault(
          "holds %d values, its shape is %s", weights.length, Arrays.toString(shape));
    }
    return new Affine(inputs, outputs, weights, bias(node, outputs));
  }

  private static float[] bias(NirNode node, int outputs) throws BadFileException {
    if (node.type() == NodeType.LINEAR) {
      return new float[outputs];
    }
    Hdf5Dataset bias = node.group().dataset(NirNames.BIAS);
    float[] values = bias.floats();
    if (values.length != outputs) {
      throw bias.fault("has %d values, but the weight has %d outputs", values.length, outputs);
    }
    return values;
  }

  /** A {@code Scale} node, which becomes part of what stands beside it. */
  record ScaleNode(NirNode node) {
    private static final int MANTISSA = 0x7fffff;

    String name() {
      return node.name();
    }

    /** The failure to throw for something wrong with it. */
    @FormatMethod
    BadFileException fault(String format, Object... args) {
      return node.group().fault(format, args);
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

  /** What a {@code Flatten} node makes of a shape; the order of the values stays. */
  static final class Flattening {
    private Flattening() {}

    /**
     * The shape with the dimensions {@code start_dim ... end_dim} made one; all where the node has
     * neither.
     *
     * @param shape without batch; empty if nobody says
     * @throws BadFileException if there are no such dimensions
     */
    static List<Integer> of(NirNode node, List<Integer> shape) throws BadFileException {
      int start = dimension(node, NirNames.START_DIM, 0, shape);
      int end = dimension(node, NirNames.END_DIM, -1, shape);
      if (shape.isEmpty()) {
        return shape;
      }
      if (end < start) {
        throw node.group().fault("ends at dimension %d, before it starts at %d", end, start);
      }
      List<Integer> merged = shape.subList(start, end + 1);
      if (merged.stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b)
          > Integer.MAX_VALUE) {
        throw node.group().fault("makes more than %d values of %s", Integer.MAX_VALUE, merged);
      }
      List<Integer> flat = new ArrayList<>(shape.subList(0, start));
      flat.add(merged.stream().reduce(1, (a, b) -> a * b));
      flat.addAll(shape.subList(end + 1, shape.size()));
      return List.copyOf(flat);
    }

    private static int dimension(NirNode node, String name, int otherwise, List<Integer> shape)
        throws BadFileException {
      Optional<Hdf5Dataset> dataset = node.group().optionalDataset(name);
      double value = dataset.isPresent() ? dataset.get().number() : otherwise;
      int n = shape.size();
      if (n > 0 && (value != Math.rint(value) || value < -n || value >= n)) {
        throw dataset
            .orElseThrow()
            .fault(
                "is %s, expected an integer from %d to %d for the shape %s",
                value, -n, n - 1, shape);
      }
      return (int) (value < 0 ? value + n : value);
    }
  }
}
