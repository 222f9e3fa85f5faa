package io.github.ann2snn.interop.weights;

import io.github.ann2snn.interop.numpy.NpyArray;
import io.github.ann2snn.runtime.network.Connection;
import io.github.ann2snn.runtime.network.Convolution;
import io.github.ann2snn.runtime.network.Firing;
import io.github.ann2snn.runtime.network.IntegrateAndFire;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.network.NeuronModel;
import io.github.ann2snn.runtime.network.Pooled;
import io.github.ann2snn.runtime.network.Pooling;
import io.github.ann2snn.runtime.network.Reset;
import io.github.ann2snn.runtime.network.Window;
import io.github.ann2snn.runtime.network.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer taken apart.
 *
 * @param layer what it is
 * @param arrays all its numbers
 */
record PlainLayer(Layer layer, List<PlainArray> arrays) {
  PlainLayer {
    arrays = List.copyOf(arrays);
  }

  static PlainLayer of(Layer layer) {
    Collector collector = new Collector(layer.connection().outputShape());
    layer.gate().ifPresent(gate -> collector.window("maxpool_", gate.window(), "max pooling"));
    collector.connection(layer.connection());
    collector.neurons(layer.neurons());
    return new PlainLayer(layer, collector.arrays);
  }

  /** How its neurons integrate, fire and reset. */
  String dynamics() {
    Firing firing = layer.neurons().firing();
    String integrate =
        layer.neurons() instanceof LeakyIntegrateAndFire
            ? "v += dt / time_constant * ((leak_potential - v) + resistance * I)"
            : "v += resistance * I";
    String reset = firing.reset() == Reset.SUBTRACT ? "v -= threshold" : "v = reset_potential";
    return "%s; spike where v %s threshold; there %s"
        .formatted(integrate, firing.rule().symbol(), reset);
  }

  private static final class Collector {
    private final List<PlainArray> arrays = new ArrayList<>();
    private final List<Integer> neurons;

    Collector(List<Integer> neurons) {
      this.neurons = neurons;
    }

    private void add(String name, List<Integer> shape, float[] values, String meaning) {
      arrays.add(new PlainArray(name, new NpyArray(shape, values), meaning));
    }

    private void numbers(String name, String meaning, float... values) {
      add(name, List.of(values.length), values, meaning);
    }

    private void window(String prefix, Window window, String what) {
      WindowAxis rows = window.vertical();
      WindowAxis columns = window.horizontal();
      numbers(prefix + "kernel", what + ": rows, columns", rows.taps(), columns.taps());
      numbers(prefix + "stride", what + ": rows, columns", rows.stride(), columns.stride());
      numbers(
          prefix + "padding",
          what + ": above, below, left, right",
          rows.before(),
          rows.after(),
          columns.before(),
          columns.after());
    }

    private void connection(Connection connection) {
      if (connection instanceof Pooled pooled) {
        boolean average = pooled.pooling().kind() == Pooling.Kind.AVERAGE;
        window("pool_", pooled.pooling().window(), average ? "average pooling" : "pooling by sums");
        connection(pooled.then());
      } else if (connection instanceof Convolution convolution) {
        convolution(convolution);
      } else {
        add(
            "weight",
            List.of(connection.outputs(), connection.inputs()),
            connection.weight(),
            "outputs, inputs (channels first where the input is an image)");
        numbers("bias", "outputs; added to I at every step", connection.bias());
      }
    }

    private void convolution(Convolution convolution) {
      Window window = convolution.window();
      add(
          "weight",
          List.of(
              convolution.outputChannels(),
              convolution.channelsPerGroup(),
              window.vertical().taps(),
              window.horizontal().taps()),
          convolution.weight(),
          "output channels, input channels / groups, rows, columns");
      numbers("bias", "output channels; added to I at every step", convolution.bias());
      window("", window, "convolution");
      numbers(
          "dilation",
          "convolution: rows, columns",
          window.vertical().dilation(),
          window.horizontal().dilation());
      numbers("groups", "convolution", convolution.groups());
    }

    private void neurons(NeuronModel model) {
      if (model instanceof IntegrateAndFire plain) {
        perNeuron("resistance", plain.resistance());
      } else if (model instanceof LeakyIntegrateAndFire leaky) {
        add("time_constant", neurons, leaky.timeConstant(), "neurons; seconds");
        perNeuron("resistance", leaky.resistance());
        perNeuron("leak_potential", leaky.leakPotential());
      }
      Firing firing = model.firing();
      perNeuron("threshold", firing.threshold());
      perNeuron("initial_potential", firing.initialPotential());
      if (firing.reset() == Reset.ZERO) {
        perNeuron("reset_potential", firing.resetPotential());
      }
    }

    private void perNeuron(String name, float[] values) {
      add(name, neurons, values, "neurons");
    }
  }
}
