package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
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
    List<Population> layers = new ArrayList<>(pair.network().populations());
    layers.set(l, scaled(layers.get(l), 1 / factor, 1 / factor));
    if (l + 1 < layers.size()) {
      layers.set(l + 1, scaled(layers.get(l + 1), factor, 1));
    }
    List<LayerScale> scales = new ArrayList<>(pair.scales());
    LayerScale scale = scales.get(l);
    scales.set(l, new LayerScale(scale.layer(), times(scale.lambda(), factor)));
    return pair.with(pair.network().withPopulations(layers), scales);
  }

  /** Lets layer {@code l} start at {@code fraction} of its thresholds. */
  static ConvertedPair start(ConvertedPair pair, int l, double fraction) {
    List<Population> layers = new ArrayList<>(pair.network().populations());
    Population layer = layers.get(l);
    layers.set(
        l,
        layer.withNeurons(
            layer
                .neurons()
                .withFiring(layer.neurons().firing().withInitialPotential((float) fraction))));
    return pair.with(pair.network().withPopulations(layers), pair.scales());
  }

  private static Population scaled(Population layer, double weights, double biases) {
    return layer.withConnection(scaled(layer.connection(), weights, biases));
  }

  /** The same connection with all weights and all biases multiplied. */
  static Connection scaled(Connection connection, double weights, double biases) {
    return connection.withParameters(
        times(connection.weight(), weights), times(connection.bias(), biases));
  }

  private static float[] times(float[] values, double factor) {
    float[] products = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      products[i] = (float) (values[i] * factor);
    }
    return products;
  }
}
