package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.Refusal;
import java.util.Arrays;

/** Arrays of parameters: what they are checked for, and made of. */
public final class Values {
  private Values() {}

  /**
   * {@return a copy of {@code values}}
   *
   * @param name of the values, for the message
   * @param values finite numbers
   * @param length how many there must be
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

  /**
   * {@return a copy of {@code values}}
   *
   * @param name of the values, for the message
   * @param values finite numbers greater than 0
   * @param length how many there must be
   * @throws IllegalArgumentException if there are not {@code length} of them or one is not a finite
   *     number greater than 0
   */
  public static float[] positive(String name, float[] values, int length) {
    float[] copy = finite(name, values, length);
    for (int i = 0; i < copy.length; i++) {
      if (!(copy[i] > 0)) {
        throw Refusal.of("%s[%d] is %s, expected a number > 0", name, i, copy[i]);
      }
    }
    return copy;
  }

  /**
   * {@return a new array of {@code n} times the same value}
   *
   * @param n how many, at least 0
   * @param value each of them
   */
  public static float[] filled(int n, float value) {
    float[] values = new float[n];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * {@return whether every value is the one expected}
   *
   * @param values to look at; none at all are all right
   * @param expected which value, as {@code ==} compares
   */
  public static boolean areAll(float[] values, float expected) {
    for (float value : values) {
      if (value != expected) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return {@code dt/tau} for each time constant, rounded once, as simulators use it}
   *
   * @param timestep {@code dt} in seconds
   * @param timeConstants in seconds, greater than 0
   */
  public static float[] fractions(double timestep, float[] timeConstants) {
    float[] fractions = new float[timeConstants.length];
    for (int j = 0; j < fractions.length; j++) {
      fractions[j] = (float) (timestep / timeConstants[j]);
    }
    return fractions;
  }

  /**
   * {@return the products {@code a[j] b[j]}, one for each j}
   *
   * @param name of {@code b}, for the message
   * @param a one value per neuron
   * @param b as many finite values
   * @throws IllegalArgumentException if there are not as many values in {@code b} or one is NaN or
   *     infinite
   */
  public static float[] product(String name, float[] a, float[] b) {
    float[] product = finite(name, b, a.length);
    for (int j = 0; j < product.length; j++) {
      product[j] = a[j] * b[j];
    }
    return product;
  }
}
