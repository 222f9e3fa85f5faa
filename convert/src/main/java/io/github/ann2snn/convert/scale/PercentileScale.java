package io.github.ann2snn.convert.scale;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.scale.ActivationScales.NeuronGroups;
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
   * does not grow with the streams: a radix selection over the bits of the numbers, one byte a
   * pass, so the streams are read {@value #PASSES} times. The rank error is zero, and the order of
   * the numbers does not matter.
   *
   * <p>The percentile p of n numbers is the one of rank ceil(p n / 100) in ascending order (nearest
   * rank), zeros included.
   */
  static final class QuantileSelector {
    /** How often the streams must be read. */
    static final int PASSES = 4;

    private static final int DIGITS = 256;

    private final double percentile;
    private final long[][] counts;
    private final long[] ranks;
    private final int[] prefixes;
    private int pass;

    QuantileSelector(int streams, double percentile) {
      this.percentile = percentile;
      this.counts = new long[streams][DIGITS];
      this.ranks = new long[streams];
      this.prefixes = new int[streams];
    }

    /** Reads one number of a stream; numbers below zero count as zero. */
    void add(int stream, float value) {
      int bits = value > 0 ? Float.floatToRawIntBits(value) : 0;
      int shift = shift();
      if (pass == 0 || bits >>> (shift + 8) == prefixes[stream]) {
        counts[stream][bits >>> shift & (DIGITS - 1)]++;
      }
    }

    private int shift() {
      return (PASSES - 1 - pass) * 8;
    }

    /** Ends a pass over all streams, and tells whether there must be another. */
    boolean endPass() {
      for (int stream = 0; stream < counts.length; stream++) {
        long[] count = counts[stream];
        if (pass == 0) {
          long n = 0;
          for (long c : count) {
            n += c;
          }
          ranks[stream] = Math.max(1, (long) Math.ceil(percentile / 100 * n));
        }
        int digit = 0;
        while (digit < DIGITS - 1 && count[digit] < ranks[stream]) {
          ranks[stream] -= count[digit++];
        }
        prefixes[stream] = prefixes[stream] << 8 | digit;
        counts[stream] = new long[DIGITS];
      }
      pass++;
      return pass < PASSES;
    }

    /**
     * The percentile of a stream.
     *
     * @throws IllegalStateException before {@value #PASSES} passes
     */
    float quantile(int stream) {
      if (pass != PASSES) {
        throw new IllegalStateException(pass + " of " + PASSES + " passes were made");
      }
      return Float.intBitsToFloat(prefixes[stream]);
    }
  }
}
