package io.github.ann2snn.datasets;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Each input's lowest and highest value among the training rows, which become 0 and 1. Values
 * beyond them become 0 or 1 too; a column that is the same in all training rows, and so told the
 * network nothing, becomes 0.
 *
 * @param lowest of each input, finite
 * @param highest likewise, at least the lowest
 */
public record ColumnScale(double[] lowest, double[] highest) implements InputScale {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Key of the scale, as {@link #toString} writes it, among the facts that a network's file has.
   */
  public static final String KEY = "column_scale";

  /**
   * Copies and checks the values.
   *
   * @throws IllegalArgumentException if they are not finite, or not as many of both
   */
  public ColumnScale {
    lowest = lowest.clone();
    highest = highest.clone();
    Refusal.when(
        lowest.length != highest.length || lowest.length == 0,
        "%d lowest and %d highest values",
        lowest.length,
        highest.length);
    for (int i = 0; i < lowest.length; i++) {
      Refusal.when(
          !(lowest[i] <= highest[i] && Double.isFinite(lowest[i]) && Double.isFinite(highest[i])),
          "input %d is scaled from %s to %s; both must be finite, the first not greater",
          i,
          lowest[i],
          highest[i]);
    }
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text of a file from anywhere
   * @param file which, for messages
   * @throws BadFileException if it is no scale
   */
  public static ColumnScale parse(String text, String file) throws BadFileException {
    try {
      double[][] pairs =
          Arrays.stream(text.split(",", -1))
              .map(pair -> Arrays.stream(pair.strip().split(" ")))
              .map(pair -> pair.mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new);
      Refusal.when(Arrays.stream(pairs).anyMatch(pair -> pair.length != 2), "not two numbers each");
      return new ColumnScale(
          Arrays.stream(pairs).mapToDouble(pair -> pair[0]).toArray(),
          Arrays.stream(pairs).mapToDouble(pair -> pair[1]).toArray());
    } catch (IllegalArgumentException e) { // numbers that are none among them
      throw new BadFileException(file, KEY, "is no scale of columns: " + e.getMessage(), e);
    }
  }

  /** Number of inputs. */
  public int width() {
    return lowest.length;
  }

  @Override
  public boolean fits(double value) {
    return Double.isFinite(value);
  }

  @Override
  public float of(int input, double value) {
    double low = lowest[input];
    double high = highest[input];
    if (!(value > low) || low == high) {
      return 0;
    }
    // Halves, since the difference of two finite numbers need not be finite.
    return value >= high ? 1 : (float) ((value / 2 - low / 2) / (high / 2 - low / 2));
  }

  /** The inputs in which other values go beyond these. */
  public int[] exceededBy(Measured others) {
    return IntStream.range(0, width())
        .filter(i -> others.lowest[i] < lowest[i] || others.highest[i] > highest[i])
        .toArray();
  }

  /** Lowest and highest value of each input, such as {@code -2.5 3.0, 0.0 1.0}. */
  @Override
  public String toString() {
    return IntStream.range(0, width())
        .mapToObj(i -> lowest[i] + " " + highest[i])
        .collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnScale scale
        && Arrays.equals(lowest, scale.lowest)
        && Arrays.equals(highest, scale.highest);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lowest) + Arrays.hashCode(highest);
  }

  /** Lowest and highest values so far. */
  public static final class Measured implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final double[] lowest;
    private final double[] highest;

    /** Of so many inputs, of no row yet. */
    public Measured(int width) {
      lowest = new double[width];
      highest = new double[width];
      Arrays.fill(lowest, Double.POSITIVE_INFINITY);
      Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    }

    /** Adds a value. */
    public void add(int input, double value) {
      lowest[input] = Math.min(lowest[input], value);
      highest[input] = Math.max(highest[input], value);
    }

    /** Adds what was measured elsewhere. */
    public void add(Measured other) {
      for (int i = 0; i < lowest.length; i++) {
        lowest[i] = Math.min(lowest[i], other.lowest[i]);
        highest[i] = Math.max(highest[i], other.highest[i]);
      }
    }

    /** An input's bounds for people, such as {@code -2.5 ... 3.0}. */
    public String bounds(int input) {
      return lowest[input] + " ... " + highest[input];
    }

    /** All of it; there must have been a row. */
    public ColumnScale scale() {
      return new ColumnScale(lowest, highest);
    }
  }
}
