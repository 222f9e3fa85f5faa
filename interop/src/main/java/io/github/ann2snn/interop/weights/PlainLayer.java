package io.github.ann2snn.interop.weights;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer taken apart.
 *
 * @param layer what it is
 * @param sources names of what leads to it, one for each projection
 * @param arrays all its numbers
 */
record PlainLayer(Population layer, List<String> sources, List<PlainArray> arrays) {
  PlainLayer {
    sources = List.copyOf(sources);
    arrays = List.copyOf(arrays);
  }

  /** Layer {@code p} of a network. */
  static PlainLayer of(SpikingNetwork network, int p) {
    Population layer = network.populations().get(p);
    List<Projection> projections = layer.projections();
    int count = projections.size();
    Collector collector = new Collector(layer.shape(), new ArrayList<>());
    List<String> sources = new ArrayList<>();
    float[] indices = new float[count];
    for (int k = 0; k < count; k++) {
      int source = projections.get(k).source();
      indices[k] = source;
      sources.add(
          source == Projection.INPUT
              ? "the input"
              : Text.of("`%s`", network.populations().get(source).name()));
    }
    if (count > 1 || indices[0] != p - 1) {
      collector.numbers(
          "sources", "projections; the layers they come from, from 0; -1 is the input", indices);
    }
    for (int k = 0; k < count; k++) {
      String prefix = count == 1 ? "" : Text.of("projection%d_", k);
      projections
          .get(k)
          .gate()
          .ifPresent(gate -> collector.window(prefix + "maxpool_", gate.window(), "max pooling"));
      collector.connection(prefix, projections.get(k).connection());
    }
    layer.recurrent().ifPresent(back -> collector.connection("recurrent_", back));
    collector.neurons(layer.neurons());
    return new PlainLayer(layer, sources, collector.arrays);
  }

  /** How its neurons integrate, fire and reset. */
  String dynamics() {
    Firing firing = layer.neurons().firing();
    String reset = firing.reset() == Reset.SUBTRACT ? "v -= threshold" : "v = reset_potential";
    String signs =
        firing.isSigned()
            ? ". n += spike; with price = threshold where n > 0 and negative_price elsewhere (none"
                + " where that is the largest float), spike -1 where -v %1$s negative_threshold +"
                + " (price - threshold) / 2; there v += price. Where n < 0, a spike takes v %1$s"
                + " (threshold + negative_price) / 2 and v -= negative_price"
            : "";
    return Text.of(
            "%s; spike where v %s threshold; there %s",
            integration(), firing.rule().symbol(), reset)
        + signs.replace("%1$s", firing.rule().symbol());
  }

  private String integration() {
    if (layer.neurons() instanceof CurrentBasedLeakyIntegrateAndFire) {
      return "v += dt / membrane_time_constant * ((leak_potential - v) + resistance * i),"
          + " then i += dt / synaptic_time_constant * (input_weight * I - i), from i = 0";
    }
    return layer.neurons() instanceof LeakyIntegrateAndFire
        ? "v += dt / time_constant * ((leak_potential - v) + resistance * I)"
        : "v += resistance * I";
  }

  private record Collector(List<Integer> neurons, List<PlainArray> arrays) {
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

    /** Its numbers, their names behind a prefix. */
    private void connection(String prefix, Connection connection) {
      if (connection instanceof Pooled pooled) {
        boolean average = pooled.pooling().kind() == Pooling.Kind.AVERAGE;
        window(
            prefix + "pool_",
            pooled.pooling().window(),
            average ? "average pooling" : "pooling by sums");
        connection(prefix, pooled.then());
      } else if (connection instanceof Convolution convolution) {
        convolution(prefix, convolution);
      } else if (connection instanceof OneToOne shortcut) {
        oneToOne(prefix, shortcut);
      } else {
        add(
            prefix + "weight",
            List.of(connection.outputs(), connection.inputs()),
            connection.weight(),
            "outputs, inputs (channels first where the input is an image)");
        numbers(prefix + "bias", "outputs; added to I at every step", connection.bias());
      }
    }

    private void convolution(String prefix, Convolution convolution) {
      Window window = convolution.window();
      add(
          prefix + "weight",
          List.of(
              convolution.outputChannels(),
              convolution.channelsPerGroup(),
              window.vertical().taps(),
              window.horizontal().taps()),
          convolution.weight(),
          "output channels, input channels / groups, rows, columns");
      bias(prefix, convolution, convolution.outputChannels());
      window(prefix, window, "convolution");
      numbers(
          prefix + "dilation",
          "convolution: rows, columns",
          window.vertical().dilation(),
          window.horizontal().dilation());
      numbers(prefix + "groups", "convolution", convolution.groups());
    }

    /** A bias for each channel, or for each output. */
    private void bias(String prefix, Connection connection, int channels) {
      float[] bias = connection.bias();
      boolean byPosition = bias.length != channels;
      add(
          prefix + "bias",
          byPosition ? connection.outputShape() : List.of(channels),
          bias,
          (byPosition ? "output channels, rows, columns" : "output channels")
              + "; added to I at every step");
    }

    /** What takes each value to one neuron at most. */
    private void oneToOne(String prefix, OneToOne shortcut) {
      numbers(
          prefix + "weight",
          "input channels that lead somewhere; for each of their values",
          shortcut.weight());
      bias(prefix, shortcut, shortcut.output().channels());
      int[] to = shortcut.to();
      float[] targets = new float[to.length];
      for (int c = 0; c < to.length; c++) {
        targets[c] = to[c];
      }
      numbers(
          prefix + "to",
          "input channels; the output channel that each leads to alone, -1 for none",
          targets);
      Every rows = shortcut.rows();
      Every columns = shortcut.columns();
      numbers(
          prefix + "start",
          "rows, columns; the value that the first output takes, none where that is outside",
          rows.start(),
          columns.start());
      numbers(
          prefix + "stride",
          "rows, columns; from there to the next output's",
          rows.stride(),
          columns.stride());
    }

    private void neurons(NeuronModel model) {
      if (model instanceof IntegrateAndFire plain) {
        perNeuron("resistance", plain.resistance());
      } else if (model instanceof LeakyIntegrateAndFire leaky) {
        seconds("time_constant", leaky.timeConstant());
        perNeuron("resistance", leaky.resistance());
        perNeuron("leak_potential", leaky.leakPotential());
      } else if (model instanceof CurrentBasedLeakyIntegrateAndFire filtered) {
        seconds("synaptic_time_constant", filtered.synapticTimeConstant());
        seconds("membrane_time_constant", filtered.membraneTimeConstant());
        perNeuron("resistance", filtered.resistance());
        perNeuron("leak_potential", filtered.leakPotential());
        perNeuron("input_weight", filtered.inputWeight());
      }
      Firing firing = model.firing();
      perNeuron("threshold", firing.threshold());
      perNeuron("initial_potential", firing.initialPotential());
      if (firing.reset() == Reset.ZERO) {
        perNeuron("reset_potential", firing.resetPotential());
      }
      firing
          .negative()
          .ifPresent(
              negative -> {
                perNeuron("negative_threshold", negative.threshold());
                perNeuron("negative_price", negative.price());
              });
    }

    private void seconds(String name, float[] values) {
      add(name, neurons, values, "neurons; seconds");
    }

    private void perNeuron(String name, float[] values) {
      add(name, neurons, values, "neurons");
    }
  }

  /**
   * An array and what it is.
   *
   * @param name within its layer
   * @param values row-major
   * @param meaning what its dimensions are, for people
   */
  record PlainArray(String name, NpyArray values, String meaning) {}
}
