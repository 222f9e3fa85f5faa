package io.github.ann2snn.ann.record;

import io.github.ann2snn.files.Refusal;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How often numbers occur: bins of equal width, each with its lower edge, without empty bins at
 * either end.
 *
 * @param min the smallest number
 * @param max the largest
 * @param sum of all
 * @param sumOfSquares of all
 * @param from lower edge of the first bin
 * @param width of each bin, a power of two
 * @param counts numbers in each bin, at least one bin
 */
public record Histogram(
    float min,
    float max,
    double sum,
    double sumOfSquares,
    double from,
    double width,
    List<Long> counts) {
  /** Checks the bins and copies them. */
  public Histogram {
    counts = List.copyOf(counts);
    Refusal.when(!(width > 0), "width of a bin must be greater than 0; got %s", width);
    Refusal.when(counts.isEmpty(), "a histogram must have a bin");
    for (long count : counts) {
      Refusal.when(count < 0, "a bin must hold at least 0 numbers; got %s", count);
    }
  }

  /** How many numbers there are. */
  public long numbers() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Where a bin ends. */
  public double upperEdge(int bin) {
    return from + (bin + 1) * width;
  }

  /**
   * Counts numbers that come one after the other. The range is a power of two to either side of
   * zero, and doubles, joining bins in pairs, where a number lies beyond it: so what comes out does
   * not depend on the order, but for the last bits of the sums.
   */
  public static final class Builder {
    /** Bins to either side of zero. */
    private static final int SIDE = 64;

    private static final int CHUNK = 2048;

    private final float[] chunk = new float[CHUNK];
    private long[] bins = new long[2 * SIDE];
    private double range = 0x1p-30;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;
    private double sum;
    private double sumOfSquares;

    /**
     * Counts all numbers of an array.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public void add(FloatBuffer values) {
      for (int from = 0; from < values.capacity(); from += CHUNK) {
        int length = Math.min(CHUNK, values.capacity() - from);
        values.get(from, chunk, 0, length);
        add(chunk, length);
      }
    }

    /** Counts the first {@code length} numbers. */
    void add(float[] values, int length) {
      for (int i = 0; i < length; i++) {
        min = Math.min(min, values[i]);
        max = Math.max(max, values[i]);
      }
      Refusal.when(
          !Float.isFinite(min) || !Float.isFinite(max),
          "numbers must be finite; got %s to %s",
          min,
          max);
      while (min < -range || max >= range) {
        widen();
      }
      double perBin = SIDE / range;
      for (int i = 0; i < length; i++) {
        double value = values[i];
        bins[(int) (value * perBin + SIDE)]++;
        sum += value;
        sumOfSquares += value * value;
      }
    }

    private void widen() {
      long[] wider = new long[2 * SIDE];
      for (int i = 0; i < bins.length; i++) {
        wider[SIDE + Math.floorDiv(i - SIDE, 2)] += bins[i];
      }
      bins = wider;
      range *= 2;
    }

    /**
     * The histogram.
     *
     * @throws IllegalArgumentException if there is no number
     */
    public Histogram build() {
      int first = 0;
      int end = bins.length;
      while (first < end && bins[first] == 0) {
        first++;
      }
      while (end > first && bins[end - 1] == 0) {
        end--;
      }
      List<Long> counts = new ArrayList<>();
      for (int i = first; i < end; i++) {
        counts.add(bins[i]);
      }
      double width = range / SIDE;
      return new Histogram(min, max, sum, sumOfSquares, (first - SIDE) * width, width, counts);
    }
  }
}
