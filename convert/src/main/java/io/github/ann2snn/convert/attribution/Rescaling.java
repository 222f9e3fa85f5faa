package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;

/** Changes one setting of one layer. */
final class Rescaling {
  private Rescaling() {}

  /**
   * Multiplies the scale lambda of layer {@code l} by {@code factor}: its weights and biases are
   * divided by it, and the next layer's weights, if there is one, multiplied.
   */
  static ConvertedPair scale(ConvertedPair pair, int l, double factor) {
    List<Layer> layers = new ArrayList<>(pair.network().layers());
    layers.set(l, scaled(layers.get(l), 1 / factor, 1 / factor));
    if (l + 1 < layers.size()) {
      layers.set(l + 1, scaled(layers.get(l + 1), factor, 1));
    }
    List<LayerScale> scales = new ArrayList<>(pair.scales());
    float[] lambda = scales.get(l).lambda().clone();
    for (int j = 0; j < lambda.length; j++) {
      lambda[j] = (float) (lambda[j] * factor);
    }
    scales.set(l, new LayerScale(scales.get(l).layer(), lambda));
    return pair.with(network(pair.network(), layers), scales);
  }

  /** Lets layer {@code l} start at {@code fraction} of its thresholds. */
  static ConvertedPair start(ConvertedPair pair, int l, double fraction) {
    List<Layer> layers = new ArrayList<>(pair.network().layers());
    Layer layer = layers.get(l);
    layers.set(
        l,
        layer.withNeurons(
            layer
                .neurons()
                .withFiring(layer.neurons().firing().withInitialPotential((float) fraction))));
    return pair.with(network(pair.network(), layers), pair.scales());
  }

  private static Layer scaled(Layer layer, double weights, double biases) {
    return layer.withConnection(Connections.scaled(layer.connection(), weights, biases));
  }

  private static SpikingNetwork network(SpikingNetwork old, List<Layer> layers) {
    return new SpikingNetwork(
        old.inputShape(),
        layers,
        old.timestep(),
        old.arithmetic(),
        old.defaults(),
        old.provenance());
  }
}
