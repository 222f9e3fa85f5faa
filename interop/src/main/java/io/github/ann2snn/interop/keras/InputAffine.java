package io.github.ann2snn.interop.keras;

import java.util.Arrays;

/**
 * What becomes of inputs: x becomes a x + b.
 *
 * @param scale a: one for all, or one for each channel, or for each number
 * @param offset b, as many
 */
record InputAffine(double[] scale, double[] offset) {
  InputAffine then(InputAffine next) {
    int size = Math.max(scale.length, next.scale.length);
    double[] a = new double[size];
    double[] b = new double[size];
    for (int i = 0; i < size; i++) {
      double factor = at(next.scale, i);
      a[i] = factor * at(scale, i);
      b[i] = factor * at(offset, i) + at(next.offset, i);
    }
    return new InputAffine(a, b);
  }

  private static double at(double[] values, int i) {
    return values[values.length == 1 ? 0 : i];
  }

  boolean isIdentity() {
    return Arrays.stream(scale).allMatch(a -> a == 1) && !shifts();
  }

  boolean shifts() {
    return Arrays.stream(offset).anyMatch(b -> b != 0);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
