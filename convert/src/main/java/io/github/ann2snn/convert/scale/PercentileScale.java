package io.github.ann2snn.convert.scale;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.scale.ActivationScales.NeuronGroups;
import java.util.Arrays;
import java.util.Optional;

/**
 * A percentile of activations: of all of a layer's neurons, or of each group of them. A group that
 * was silent throughout takes its layer's.
 */
final class PercentileScale implements ActivationScales.Search {
  private final NeuronGroups groups;
  private final Optional<ClipFloorShift> quantization;

  /** The first stream is the layer's, the others are the groups' where there are several. */
  private final QuantileSelector quantiles;

  /**
   * @param quantization of the layer's activations, whose scale then counts
   */
  PercentileScale(NeuronGroups groups, double percentile, Optional<ClipFloorShift> quantization) {
    this.groups = groups;
    this.quantization = quantization;
    this.quantiles =
        new QuantileSelector(groups.groups() == 1 ? 1 : 1 + groups.groups(), percentile);
  }

  @Override
  public void add(float[] activations, int rows) {
    int neurons = groups.neurons();
    for (int k = 0; k < rows * neurons; k++) {
      quantiles.add(0, activations[k]);
      if (groups.groups() > 1) {
        quantiles.add(1 + groups.of(k % neurons), activations[k]);
      }
    }
  }

  @Override
  public boolean endPass() {
    return quantiles.endPass();
  }

  @Override
  public LayerScale scale() {
    float ofLayer = quantization.map(ClipFloorShift::lambda).orElse(quantiles.quantile(0));
    LayerScale scale = LayerScale.uniform(groups.layer(), groups.neurons(), ofLayer);
    if (quantization.isEmpty() && groups.groups() > 1) {
      for (int j = 0; j < groups.neurons(); j++) {
        float quantile = quantiles.quantile(1 + groups.of(j));
        scale.lambda()[j] = quantile > 0 ? quantile : ofLayer;
      }
    }
    return scale;
  }

  /**
   * Finds the exact percentile of each of several streams of non-negative numbers, in memory that
   * does not grow with the streams: a radix selection over the bits of the numbers, two bytes a
   * pass, or one where streams are many, so the streams are read twice or four times. The rank
   * error is zero, and the order of the numbers does not matter.
   *
   * <p>The percentile p of n numbers is the one of rank ceil(p n / 100) in ascending order (nearest
   * rank), zeros included.
   */
  static final class QuantileSelector {
    /** The most counters, 64 MB of them. */
    private static final int MAX_COUNTERS = 1 << 23;

    private final double percentile;
    private final int bits;
    private final long[][] counts;

    /** Numbers that are zero, by far the most frequent one. */
    private final long[] zeros;

    private final long[] ranks;
    private final int[] prefixes;
    private int pass;

    QuantileSelector(int streams, double percentile) {
      this.percentile = percentile;
      this.bits = (long) streams << 16 <= MAX_COUNTERS ? 16 : 8;
      this.counts = new long[streams][1 << bits];
      this.zeros = new long[streams];
      this.ranks = new long[streams];
      this.prefixes = new int[streams];
    }

    /** Reads one number of a stream; numbers below zero count as zero. */
    void add(int stream, float value) {
      if (!(value > 0)) {
        zeros[stream]++;
        return;
      }
      int number = Float.floatToRawIntBits(value);
      int shift = shift();
      if (pass == 0 || number >>> (shift + bits) == prefixes[stream]) {
        counts[stream][number >>> shift & ((1 << bits) - 1)]++;
      }
    }

    private int passes() {
      return Integer.SIZE / bits;
    }

    private int shift() {
      return (passes() - 1 - pass) * bits;
    }

    /** Ends a pass over all streams, and tells whether there must be another. */
    boolean endPass() {
      for (int stream = 0; stream < counts.length; stream++) {
        long[] count = counts[stream];
        // Zeros are below all others, and were counted anew in this pass.
        count[0] += pass == 0 || prefixes[stream] == 0 ? zeros[stream] : 0;
        zeros[stream] = 0;
        if (pass == 0) {
          ranks[stream] =
              Math.max(1, (long) Math.ceil(percentile / 100 * Arrays.stream(count).sum()));
        }
        int digit = 0;
        while (digit < count.length - 1 && count[digit] < ranks[stream]) {
          ranks[stream] -= count[digit++];
        }
        prefixes[stream] = prefixes[stream] << bits | digit;
        Arrays.fill(count, 0);
      }
      pass++;
      return pass < passes();
    }

    /**
     * The percentile of a stream.
     *
     * @throws IllegalStateException before all passes
     */
    float quantile(int stream) {
      if (pass != passes()) {
        throw new IllegalStateException(pass + " of " + passes() + " passes were made");
      }
      return Float.intBitsToFloat(prefixes[stream]);
    }
  }
}
