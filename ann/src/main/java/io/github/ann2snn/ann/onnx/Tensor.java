package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.Refusal;
import java.util.Arrays;
import java.util.List;

/**
 * Constant numbers with a shape: whole ones, or in single precision.
 *
 * @param dims sizes; none for a single number; 0 where there are no numbers
 * @param whole whether they are whole numbers
 * @param floats the numbers, row-major, if they are not whole
 * @param longs the numbers if they are whole
 */
record Tensor(List<Integer> dims, boolean whole, float[] floats, long[] longs)
    implements Names.Value {
  private static final float[] NO_FLOATS = {};
  private static final long[] NO_LONGS = {};

  /** Makes whole numbers of the numbers of two operands. */
  interface WholeOperator {
    long apply(long a, long b);
  }

  /** Likewise, in single precision. */
  interface FloatOperator {
    float apply(float a, float b);
  }

  /**
   * @throws IllegalArgumentException if there are not as many numbers as the shape has
   */
  Tensor {
    dims = List.copyOf(dims);
    long size = size(dims);
    int count = whole ? longs.length : floats.length;
    Refusal.when(size != count, "%d numbers do not have the shape %s", count, dims);
  }

  /** Numbers in single precision. */
  static Tensor of(List<Integer> dims, float[] values) {
    return new Tensor(dims, false, values, NO_LONGS);
  }

  /** Whole numbers. */
  static Tensor of(List<Integer> dims, long[] values) {
    return new Tensor(dims, true, NO_FLOATS, values);
  }

  /** A row of whole numbers. */
  static Tensor row(List<Integer> values) {
    return of(List.of(values.size()), values.stream().mapToLong(Integer::longValue).toArray());
  }

  /**
   * How many numbers have this shape.
   *
   * @throws IllegalArgumentException if a size is below 0 or there are more than 2^28
   */
  static int size(List<Integer> dims) {
    double size = 1;
    for (int dim : dims) {
      Refusal.when(dim < 0, "the shape %s has a size below 0", dims);
      size *= dim;
    }
    Refusal.when(size > 1 << 28, "the shape %s has more than %d values", dims, 1 << 28);
    return (int) size;
  }

  int size() {
    return whole ? longs.length : floats.length;
  }

  int rank() {
    return dims.size();
  }

  /** The numbers in single precision. */
  float[] asFloats() {
    if (!whole) {
      return floats;
    }
    float[] values = new float[longs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = longs[i];
    }
    return values;
  }

  /**
   * The numbers as whole ones.
   *
   * @throws IllegalArgumentException if they are not
   */
  long[] asLongs() {
    Refusal.when(!whole, "numbers with fractions where whole ones are expected");
    return longs;
  }

  /**
   * The only number.
   *
   * @throws IllegalArgumentException if there are more or none
   */
  float single() {
    Refusal.when(size() != 1, "%d numbers of shape %s, expected one", size(), dims);
    return asFloats()[0];
  }

  /** The same numbers in another shape. */
  Tensor reshaped(List<Integer> shape) {
    return new Tensor(shape, whole, floats, longs);
  }

  /** The numbers as single precision, or cut to whole ones. */
  Tensor cast(boolean toWhole) {
    if (toWhole == whole) {
      return this;
    }
    long[] cut = new long[floats.length];
    for (int i = 0; i < cut.length; i++) {
      cut[i] = (long) floats[i];
    }
    return toWhole ? of(dims, cut) : of(dims, asFloats());
  }

  /**
   * Numbers from places: {@code (i_0, i_1, ...)} of the result is the one at {@code first + sum_d
   * i_d step_d}.
   */
  Tensor strided(List<Integer> shape, int first, int... step) {
    int count = size(shape);
    float[] toFloats = whole ? NO_FLOATS : new float[count];
    long[] toLongs = whole ? new long[count] : NO_LONGS;
    if (count > 0) {
      walk(
          shape,
          first,
          step,
          (place, from) -> {
            if (whole) {
              toLongs[place] = longs[from];
            } else {
              toFloats[place] = floats[from];
            }
          });
    }
    return new Tensor(shape, whole, toFloats, toLongs);
  }

  private static void walk(List<Integer> shape, int first, int[] step, Shape.Walk walk) {
    if (shape.isEmpty()) {
      walk.at(0, first);
    } else {
      new Shape(shape).walk(first, step, walk);
    }
  }

  /** How far apart neighbours along each dimension lie. */
  int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int d = rank() - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= Math.max(1, dims.get(d));
    }
    return strides;
  }

  /** Dimensions in another order. */
  Tensor transposed(List<Integer> order) {
    int[] strides = strides();
    return strided(
        order.stream().map(dims::get).toList(),
        0,
        order.stream().mapToInt(d -> strides[d]).toArray());
  }

  /**
   * Repeated to a shape as NumPy does it: sizes are compared from the last one on, and one of 1 or
   * none is repeated.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  Tensor broadcast(List<Integer> shape) {
    if (dims.equals(shape)) {
      return this;
    }
    int missing = shape.size() - rank();
    int[] strides = strides();
    int[] step = new int[shape.size()];
    for (int d = 0; d < rank(); d++) {
      int to = missing < 0 ? -1 : shape.get(missing + d);
      if (to < 0 || (dims.get(d) != 1 && dims.get(d) != to)) {
        throw Refusal.of("a constant of shape %s does not fit values of shape %s", dims, shape);
      }
      step[missing + d] = dims.get(d) == 1 ? 0 : strides[d];
    }
    return strided(shape, 0, step);
  }

  /** Number by number with another one, whole where both are. */
  Tensor with(Tensor other, WholeOperator wholes, FloatOperator numbers) {
    List<Integer> shape = common(other);
    Tensor a = broadcast(shape);
    Tensor b = other.broadcast(shape);
    if (whole && other.whole) {
      long[] values = new long[a.size()];
      Arrays.setAll(values, i -> wholes.apply(a.longs[i], b.longs[i]));
      return of(shape, values);
    }
    float[] x = a.asFloats();
    float[] y = b.asFloats();
    float[] values = new float[x.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.apply(x[i], y[i]);
    }
    return of(shape, values);
  }

  /** The shape of what becomes of both. */
  List<Integer> common(Tensor other) {
    return common(dims, other.dims);
  }

  /** Likewise. */
  static List<Integer> common(List<Integer> first, List<Integer> second) {
    int rank = Math.max(first.size(), second.size());
    Integer[] shape = new Integer[rank];
    for (int d = 1; d <= rank; d++) {
      int a = d <= first.size() ? first.get(first.size() - d) : 1;
      int b = d <= second.size() ? second.get(second.size() - d) : 1;
      shape[rank - d] = a == 1 ? b : a;
    }
    return List.of(shape);
  }
}
