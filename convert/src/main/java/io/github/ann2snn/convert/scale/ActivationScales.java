package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
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
            "cannot be normalised: its scale is %s, because it never activates on the calibration samples. Try %smore --calibration-samples; if that does not help, the layer is dead and the network should be retrained."
                .formatted(
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
}
