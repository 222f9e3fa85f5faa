package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.AnnLayer;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scales lambda that a network's file states. */
final class StatedScales {
  private StatedScales() {}

  /** Those of all layers; empty if sizes differ from the model's, or a layer has none. */
  static Optional<List<LayerScale>> of(List<AnnLayer> model, SpikingNetwork network) {
    if (!ScaleRecovery.sizes(model).equals(ScaleRecovery.sizes(network))) {
      return Optional.empty();
    }
    List<LayerScale> scales = new ArrayList<>();
    for (Layer layer : network.layers()) {
      float lambda = lambda(network.provenance(), layer.name());
      if (!(lambda > 0)) {
        return Optional.empty();
      }
      scales.add(LayerScale.uniform(layer.name(), layer.neurons().neurons(), lambda));
    }
    return Optional.of(scales);
  }

  /** NaN if the file does not state one for all neurons of the layer. */
  static float lambda(Map<String, String> provenance, String layer) {
    try {
      return Float.parseFloat(provenance.getOrDefault(Converter.lambdaKey(layer), ""));
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }
}
