package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Intervals of equal width, a round number, each with its lower end.
 *
 * @param first the least end in widths: the first interval begins at {@code first * width}
 * @param count how many
 * @param width of each, greater than 0
 */
record Bins(long first, int count, BigDecimal width) {
  private static final int AROUND = 10;

  /** A value so little below an interval, in widths, lies in it: decimals are not exact. */
  private static final double ROUNDING = 1e-9;

  /** Intervals that hold everything from the lowest to the highest value. */
  static Bins over(double lowest, double highest, int wanted) {
    double range = highest - lowest;
    double around = Math.max(Math.abs(lowest), Math.abs(highest));
    // Values that are all equal, or differ by rounding alone, get an interval amid empty ones.
    boolean spread = range > around * 1e-12;
    BigDecimal round = round(spread ? range / wanted : around > 0 ? around / AROUND : 1);
    int room = spread ? 0 : AROUND / 2;
    long first = index(lowest, round) - room;
    return new Bins(first, (int) (index(highest, round) + room - first + 1), round);
  }

  /** The least of 1, 2 or 5 times a power of ten that is not below a number. */
  static BigDecimal round(double least) {
    int exponent = (int) Math.floor(Math.log10(least));
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(exponent);
    return IntStream.of(1, 2, 5, 10)
        .mapToObj(BigDecimal::valueOf)
        .map(power::multiply)
        .filter(candidate -> candidate.doubleValue() >= least)
        .findFirst()
        .orElseGet(() -> power.multiply(BigDecimal.TEN));
  }

  /** The interval of a value, as the nearest that there is. */
  int of(double value) {
    return (int) Math.min(Math.max(index(value, width) - first, 0), count - 1);
  }

  private static long index(double value, BigDecimal width) {
    return (long) Math.floor(value / width.doubleValue() + ROUNDING);
  }

  /** How many values lie in each interval. */
  IntStream count(DoubleStream values) {
    int[] counts = new int[count];
    values.forEach(value -> counts[of(value)]++);
    return Arrays.stream(counts);
  }

  /** Where the intervals begin, and where the last ends. */
  double[] edges() {
    return LongStream.rangeClosed(first, first + count)
        .mapToDouble(n -> width.multiply(BigDecimal.valueOf(n)).doubleValue())
        .toArray();
  }

  /** Puts the width and the edges into {@code node}. */
  void write(ObjectNode node) {
    node.put("width", width.doubleValue());
    var array = node.putArray("edges");
    Arrays.stream(edges()).forEach(array::add);
  }
}
