package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** What attribution needs of a connection. */
  static final class Connections {
    private Connections() {}

    /** {@code b_j + sum_i w_ji x_i}, in double precision. */
    static double[] sum(Connection connection, double[] x) {
      double[] y = new double[connection.outputs()];
      Arrays.setAll(y, connection::bias);
      for (int i = 0; i < x.length; i++) {
        double value = x[i];
        if (value != 0) {
          connection.forEachTarget(i, (j, w) -> y[j] += w * value);
        }
      }
      return y;
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
}
