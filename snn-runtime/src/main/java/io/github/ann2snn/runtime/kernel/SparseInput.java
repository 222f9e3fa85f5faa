package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.network.Arithmetic;

/**
 * A sample's values, injected as a current that is the same at every step: the nonzero ones, in
 * ascending order of their input. What lies behind them has no meaning: zeros are overwritten by
 * the next value instead of being skipped, which costs less than a branch.
 */
public final class SparseInput {
  private int[] indices;
  private float[] values;
  private int count;

  /**
   * @param count how many of the indices and values have a meaning
   */
  SparseInput(int[] indices, float[] values, int count) {
    this.indices = indices;
    this.values = values;
    this.count = count;
  }

  /** Room for up to {@code values} values, and none of them yet. */
  public static SparseInput room(int values) {
    return new SparseInput(new int[values], new float[values], 0);
  }

  /** The inputs that are not zero, ascending. */
  public int[] indices() {
    return indices;
  }

  /** The value of each. */
  public float[] values() {
    return values;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Makes room for up to {@code room} values instead of its own. */
  void reserve(int room) {
    count = 0;
    if (room > indices.length) {
      indices = new int[room];
      values = new float[room];
    }
  }

  /** Says how many values were written. */
  void count(int written) {
    count = written;
  }

  /** Takes the nonzero values of an input instead of its own. */
  public void take(float[] input) {
    reserve(input.length + 1);
    for (int i = 0; i < input.length; i++) {
      indices[count] = i;
      values[count] = input[i];
      count += input[i] != 0f ? 1 : 0;
    }
  }

  /** Takes another's values as integer networks take them. */
  public void round(SparseInput other) {
    reserve(other.count > indices.length ? 2 * other.count : other.count);
    System.arraycopy(other.indices, 0, indices, 0, other.count);
    for (int k = 0; k < other.count; k++) {
      values[k] = (float) Math.rint(Arithmetic.INPUT_STEPS * other.values[k]);
    }
    count = other.count;
  }
}
