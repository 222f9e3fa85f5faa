package io.github.ann2snn.files.numpy;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * Numbers with a shape.
 *
 * @param shape sizes of the dimensions; empty for a single number
 * @param values in single precision, row-major (NumPy's C order)
 */
public record NpyArray(List<Integer> shape, float[] values) {
  /**
   * Copies the shape; the values are shared, as they may be large.
   *
   * @throws IllegalArgumentException if there are not as many values as the shape has
   */
  public NpyArray {
    shape = List.copyOf(shape);
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    Refusal.when(size != values.length, "%d values do not have the shape %s", values.length, shape);
  }

  /** Size of a dimension; 1 where there is none. */
  public int size(int dimension) {
    return dimension < shape.size() ? shape.get(dimension) : 1;
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }

  @Override
  public String toString() {
    return "NpyArray" + shape;
  }
}
