package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;

/** Finds the scale of every layer. */
public final class ActivationScales {
  private ActivationScales() {}

  /**
   * The scales, whatever they are.
   *
   * @throws ConversionRefusedException if the samples cannot be used, see {@link ActivationSummary}
   */
  public static List<LayerScale> of(Ann ann, Split calibration, ConversionConfig config)
      throws ConversionRefusedException {
    return switch (config.normalization()) {
      case MODEL -> fromWeights(ann.layers());
      case PERCENTILE, MAX, CHANNEL, QCFS -> measured(ann, calibration, config);
      case MMSE, MMSE_CHANNEL -> MmseScales.of(ann, calibration, config);
      case LTB, LTB_CHANNEL -> LtbScales.of(ann, calibration, config);
      case AUTO -> throw new IllegalArgumentException("auto must be settled for a network");
    };
  }

  /**
   * @throws ConversionRefusedException if a layer never activates
   */
  static List<LayerScale> requireUsable(Ann ann, List<LayerScale> scales, ConversionConfig config)
      throws ConversionRefusedException {
    for (int l = 0; l < scales.size(); l++) {
      LayerScale scale = scales.get(l);
      if (!(scale.min() > 0) || Float.isInfinite(scale.max())) {
        throw ConversionRefusedException.at(
            l,
            ann.layers().get(l),
            Text.of(
                "cannot be normalised: its scale is %s, because it never activates on the calibration samples. Try %smore --calibration-samples; if that does not help, the layer is dead and the network should be retrained.",
                scale.min() > 0 ? scale.max() : scale.min(),
                config.normalization().usesPercentile() ? "--percentile 100 or " : ""));
      }
    }
    return scales;
  }

  private static List<LayerScale> fromWeights(List<AnnLayer> layers) {
    List<LayerScale> scales = new ArrayList<>();
    double before = 1;
    for (AnnLayer layer : layers) {
      before = Normalizer.bound(layer, before);
      scales.add(LayerScale.uniform(layer.name(), layer.outputs(), (float) before));
    }
    return scales;
  }

  private static List<LayerScale> measured(Ann ann, Split calibration, ConversionConfig config) {
    List<AnnLayer> layers = ann.layers();
    boolean[] byChannel = new boolean[layers.size()];
    List<QuantileSelector> perLayer = new ArrayList<>();
    List<QuantileSelector> perChannel = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      // Scaling the classes differently would change which of them wins.
      byChannel[l] = config.normalization().byNeuron() && l < layers.size() - 1;
      perLayer.add(new QuantileSelector(1, config.measuredPercentile()));
      perChannel.add(
          new QuantileSelector(
              byChannel[l] ? channels(layers.get(l)) : 0, config.measuredPercentile()));
    }
    for (int pass = 0; pass < QuantileSelector.PASSES; pass++) {
      ann.run(
          calibration,
          (rows, inputs, activations) -> {
            for (int l = 0; l < layers.size(); l++) {
              QuantileSelector channels = byChannel[l] ? perChannel.get(l) : null;
              count(activations[l], rows, layers.get(l), perLayer.get(l), channels);
            }
          });
      perLayer.forEach(QuantileSelector::endPass);
      perChannel.forEach(QuantileSelector::endPass);
    }
    List<LayerScale> scales = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      LayerScale measured =
          scale(layers.get(l), perLayer.get(l), byChannel[l] ? perChannel.get(l) : null);
      scales.add(
          ann.quantization(l)
              .map(q -> LayerScale.uniform(measured.layer(), measured.lambda().length, q.lambda()))
              .orElse(measured));
    }
    return scales;
  }

  private static void count(
      float[] activations,
      int rows,
      AnnLayer layer,
      QuantileSelector perLayer,
      QuantileSelector perChannel) {
    int outputs = layer.outputs();
    int perMap = layer.outputsPerChannel();
    for (int k = 0; k < rows * outputs; k++) {
      perLayer.add(0, activations[k]);
      if (perChannel != null) {
        perChannel.add(k % outputs / perMap, activations[k]);
      }
    }
  }

  private static int channels(AnnLayer layer) {
    return layer.outputs() / layer.outputsPerChannel();
  }

  /** A channel that was silent throughout takes its layer's scale. */
  private static LayerScale scale(
      AnnLayer layer, QuantileSelector perLayer, QuantileSelector perChannel) {
    LayerScale scale = LayerScale.uniform(layer.name(), layer.outputs(), perLayer.quantile(0));
    for (int j = 0; perChannel != null && j < layer.outputs(); j++) {
      float quantile = perChannel.quantile(j / layer.outputsPerChannel());
      if (quantile > 0) {
        scale.lambda()[j] = quantile;
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

    /** Ends a pass over all streams. */
    void endPass() {
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
