package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.Refusal;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Arrays of parameters: what they are checked for, and made of. */
public final class Values {
  private Values() {}

  /**
   * A copy of {@code values}.
   *
   * @throws IllegalArgumentException if there are not {@code length} of them or one is NaN or
   *     infinite
   */
  public static float[] finite(String name, float[] values, int length) {
    Refusal.when(
        values.length != length, "%s has %d values, expected %d", name, values.length, length);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw Refusal.of("%s[%d] is %s, expected a finite number", name, i, values[i]);
      }
    }
    return values.clone();
  }

  /** Like {@link #finite}, and every value must be greater than zero. */
  public static float[] positive(String name, float[] values, int length) {
    float[] copy = finite(name, values, length);
    for (int i = 0; i < copy.length; i++) {
      if (!(copy[i] > 0)) {
        throw Refusal.of("%s[%d] is %s, expected a number > 0", name, i, copy[i]);
      }
    }
    return copy;
  }

  /** The same value {@code n} times. */
  public static float[] filled(int n, float value) {
    float[] values = new float[n];
    Arrays.fill(values, value);
    return values;
  }

  /** Whether every value is the one expected. */
  public static boolean areAll(float[] values, float expected) {
    return IntStream.range(0, values.length).allMatch(i -> values[i] == expected);
  }

  /**
   * {@code dt/tau} for each time constant, rounded once, as simulators use it.
   *
   * @param timestep {@code dt} in seconds
   */
  public static float[] fractions(double timestep, float[] timeConstants) {
    float[] fractions = new float[timeConstants.length];
    for (int j = 0; j < fractions.length; j++) {
      fractions[j] = (float) (timestep / timeConstants[j]);
    }
    return fractions;
  }

  /** {@code a[j] b[j]} for each j; like {@link #finite} for {@code b}. */
  public static float[] product(String name, float[] a, float[] b) {
    float[] product = finite(name, b, a.length);
    for (int j = 0; j < product.length; j++) {
      product[j] = a[j] * b[j];
    }
    return product;
  }
}
