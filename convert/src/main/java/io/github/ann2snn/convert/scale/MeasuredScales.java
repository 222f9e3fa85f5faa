package io.github.ann2snn.convert.scale;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The scales of a network's layers, measured once for each normalisation and percentile. A layer's
 * scale does not depend on the percentiles of other layers, so those of a list are put together
 * from measurements with one percentile for all.
 */
public final class MeasuredScales {
  private final Ann ann;
  private final Split calibration;
  private final Map<Measure, List<LayerScale>> measured = new HashMap<>();

  private record Measure(Normalization normalization, double percentile) {}

  /**
   * @param calibration samples to measure activations on
   */
  public MeasuredScales(Ann ann, Split calibration) {
    this.ann = ann;
    this.calibration = calibration;
  }

  /**
   * The scales under a configuration.
   *
   * @throws IllegalArgumentException if it has not as many percentiles as the network layers
   * @throws ConversionRefusedException if a layer never activates
   */
  public List<LayerScale> of(ConversionConfig config) throws ConversionRefusedException {
    config.requireLayers(ann.layers().size());
    if (!config.byLayer()) {
      return requireUsable(measure(config), config);
    }
    List<LayerScale> scales = new ArrayList<>();
    for (double percentile : config.layerPercentiles()) {
      scales.add(measure(config.withPercentile(percentile)).get(scales.size()));
    }
    return requireUsable(scales, config);
  }

  private List<LayerScale> requireUsable(List<LayerScale> scales, ConversionConfig config)
      throws ConversionRefusedException {
    for (int l = 0; l < scales.size(); l++) {
      LayerScale scale = scales.get(l);
      if (!(scale.min() > 0) || Float.isInfinite(scale.max())) {
        throw ConversionRefusedException.at(
            l,
            ann.layers().get(l),
            "cannot be normalised: its scale is %s, because it never activates on the calibration samples. Try %smore --calibration-samples; if that does not help, the layer is dead and the network should be retrained.",
            scale.min() > 0 ? scale.max() : scale.min(),
            config.normalization().usesPercentile() ? "--percentile 100 or " : "");
      }
    }
    return scales;
  }

  private List<LayerScale> measure(ConversionConfig config) throws ConversionRefusedException {
    Measure key = new Measure(config.normalization(), config.measuredPercentile());
    List<LayerScale> scales = measured.get(key);
    if (scales == null) {
      scales = ActivationScales.of(ann, calibration, config);
      measured.put(key, scales);
    }
    return scales;
  }
}
