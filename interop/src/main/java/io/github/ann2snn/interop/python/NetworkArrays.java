package io.github.ann2snn.interop.python;

import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a network for programs: {@code LAYER.PARAMETER} has one for each neuron; a
 * projection is a matrix {@code LAYER.projectionK.weight} with a row for each target, or a sparse
 * one: {@code fan_out}, the number of paths of each source, then {@code to} and {@code weight} of
 * each path, source by source.
 */
final class NetworkArrays {
  private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

  private NetworkArrays() {}

  /** The arrays of a network by name, in its order. */
  static Map<String, NpyArray> of(ExportedRun run) {
    NetworkArrays all = new NetworkArrays();
    for (Population layer : run.network().populations()) {
      all.neurons(run, layer);
      for (int k = 0; k < layer.projections().size(); k++) {
        all.connection(name(layer, k), layer.projections().get(k).connection());
      }
      layer.recurrent().ifPresent(back -> all.connection(recurrent(layer), back));
    }
    return all.arrays;
  }

  /** The name of the arrays of a projection, by its index among those of its layer. */
  static String name(Population layer, int projection) {
    return layer.name() + ".projection" + projection;
  }

  /** The name of the arrays of what leads from a layer to itself. */
  static String recurrent(Population layer) {
    return layer.name() + ".recurrent";
  }

  private void put(String layer, String name, float[] values) {
    arrays.put(layer + "." + name, new NpyArray(List.of(values.length), values));
  }

  private void neurons(ExportedRun run, Population layer) {
    String name = layer.name();
    put(name, "bias", bias(layer));
    integration(name, layer.neurons(), run.network().timestep());
    Firing firing = layer.neurons().firing();
    put(name, "initial_potential", firing.initialPotential());
    if (!run.fires(layer)) {
      return;
    }
    put(name, "threshold", firing.threshold());
    if (firing.reset() == Firing.Reset.ZERO) {
      put(name, "reset_potential", firing.resetPotential());
    }
    firing.negative().ifPresent(negative -> negative(name, firing.threshold(), negative));
  }

  /** Of all that leads to a layer, what leads back included. */
  private static float[] bias(Population layer) {
    float[] bias = layer.biases();
    layer
        .recurrent()
        .ifPresent(
            back -> {
              for (int j = 0; j < bias.length; j++) {
                bias[j] += back.bias(j);
              }
            });
    return bias;
  }

  private void integration(String name, NeuronModel neurons, double timestep) {
    if (neurons instanceof IntegrateAndFire plain) {
      put(name, "resistance", plain.resistance());
    } else if (neurons instanceof LeakyIntegrateAndFire leaky) {
      put(name, "resistance", leaky.resistance());
      put(name, "leak_potential", leaky.leakPotential());
      put(name, "step", Values.fractions(timestep, leaky.timeConstant()));
    } else if (neurons instanceof CurrentBasedLeakyIntegrateAndFire filtered) {
      put(name, "resistance", filtered.resistance());
      put(name, "leak_potential", filtered.leakPotential());
      put(name, "input_weight", filtered.inputWeight());
      put(name, "membrane_step", Values.fractions(timestep, filtered.membraneTimeConstant()));
      put(name, "synaptic_step", Values.fractions(timestep, filtered.synapticTimeConstant()));
    } else {
      throw new IllegalArgumentException("no arrays for " + neurons);
    }
  }

  /** A price that cannot be paid is 0, which no other is. */
  private void negative(String name, float[] threshold, Negative negative) {
    float[] price = negative.price();
    float[] shift = new float[price.length];
    for (int j = 0; j < price.length; j++) {
      shift[j] = negative.shift(j, threshold[j]);
      price[j] = price[j] == Negative.NONE ? 0 : price[j];
    }
    put(name, "negative_threshold", negative.threshold());
    put(name, "price", price);
    put(name, "shift", shift);
  }

  private void connection(String name, Connection connection) {
    if (connection instanceof Affine matrix) {
      List<Integer> shape = List.of(matrix.outputs(), matrix.inputs());
      arrays.put(name + ".weight", new NpyArray(shape, matrix.weight()));
      return;
    }
    float[] fanOut = new float[connection.inputs()];
    int paths = 0;
    for (int i = 0; i < fanOut.length; i++) {
      fanOut[i] = connection.fanOut(i);
      paths += connection.fanOut(i);
    }
    Paths all = new Paths(new float[paths], new float[paths]);
    for (int i = 0; i < fanOut.length; i++) {
      connection.forEachTarget(i, all);
    }
    put(name, "fan_out", fanOut);
    put(name, "to", all.to);
    put(name, "weight", all.weight);
  }

  /** Paths in their order. */
  private static final class Paths implements Connection.TargetConsumer {
    private final float[] to;
    private final float[] weight;
    private int next;

    Paths(float[] to, float[] weight) {
      this.to = to;
      this.weight = weight;
    }

    @Override
    public void accept(int j, float w) {
      to[next] = j;
      weight[next++] = w;
    }
  }
}
