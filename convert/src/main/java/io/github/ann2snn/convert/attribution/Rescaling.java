package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import java.util.ArrayList;
import java.util.List;

/** Changes one setting of one layer. */
final class Rescaling {
  private Rescaling() {}

  /**
   * Multiplies the scale lambda of layer {@code l} by {@code factor}: its weights and biases are
   * divided by it, and the weights of what leads from it are multiplied.
   */
  static ConvertedPair scale(ConvertedPair pair, int l, double factor) {
    List<Population> layers = new ArrayList<>();
    for (Population layer : pair.network().populations()) {
      boolean changed = layers.size() == l;
      List<Projection> projections = new ArrayList<>();
      for (Projection projection : layer.projections()) {
        double weights = (projection.source() == l ? factor : 1) / (changed ? factor : 1);
        Connection scaled = scaled(projection.connection(), weights, changed ? 1 / factor : 1);
        projections.add(projection.withConnection(scaled));
      }
      layers.add(layer.withProjections(projections));
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
