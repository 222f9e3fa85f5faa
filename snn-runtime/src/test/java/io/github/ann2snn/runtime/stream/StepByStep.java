package io.github.ann2snn.runtime.stream;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A network without max pooling, run as its equations read, whose values may change. */
final class StepByStep {
  private final SpikingNetwork network;
  private final List<float[]> potentials = new ArrayList<>();
  private final List<int[]> fired = new ArrayList<>();

  StepByStep(SpikingNetwork network) {
    this.network = network;
    for (Population layer : network.populations()) {
      potentials.add(layer.neurons().firing().initialPotential());
      fired.add(new int[0]);
    }
  }

  /** The indices of values that are not 0. */
  static int[] nonzero(float[] x) {
    return IntStream.range(0, x.length).filter(i -> x[i] != 0).toArray();
  }

  int[] fired(int layer) {
    return fired.get(layer);
  }

  float[] potentials() {
    return potentials.get(potentials.size() - 1);
  }

  void step(float[] input, boolean injected) {
    List<float[]> spikes = new ArrayList<>();
    for (int l = 0; l < network.populations().size(); l++) {
      Population layer = network.populations().get(l);
      float[] current = new float[layer.size()];
      for (Projection projection : layer.projections()) {
        for (int j = 0; j < current.length; j++) {
          current[j] = current[j] + projection.connection().bias(j);
        }
      }
      boolean rounds = injected && network.arithmetic().isInteger();
      int[] products = new int[current.length];
      for (Projection projection : layer.projections()) {
        boolean fromInput = projection.isFromInput();
        float[] x = fromInput ? input : spikes.get(projection.source());
        if (fromInput && rounds) {
          addProducts(projection.connection(), x, products);
        } else {
          add(projection.connection(), x, current);
        }
      }
      for (int j = 0; j < current.length; j++) {
        current[j] = current[j] + Math.floorDiv(products[j] + 128, 256);
      }
      float[] v = potentials.get(l);
      integrate(layer, current, v);
      spikes.add(fire(layer.neurons().firing(), v));
      fired.set(l, nonzero(spikes.get(l)));
    }
  }

  private static void add(Connection connection, float[] x, float[] current) {
    for (int i : nonzero(x)) {
      connection.forEachTarget(i, (j, w) -> current[j] = current[j] + w * x[i]);
    }
  }

  private static void addProducts(Connection connection, float[] x, int[] products) {
    for (int i : nonzero(x)) {
      int q = (int) Math.rint(256 * x[i]);
      connection.forEachTarget(i, (j, w) -> products[j] += ((int) w) * q);
    }
  }

  private void integrate(Population layer, float[] current, float[] v) {
    for (int j = 0; j < v.length; j++) {
      if (layer.neurons() instanceof LeakyIntegrateAndFire leaky) {
        float step = Values.fractions(network.timestep(), leaky.timeConstant())[j];
        float drive = leaky.resistance()[j] * current[j];
        v[j] = v[j] + step * ((leaky.leakPotential()[j] - v[j]) + drive);
      } else {
        v[j] = v[j] + ((IntegrateAndFire) layer.neurons()).resistance()[j] * current[j];
      }
      v[j] = network.arithmetic().isInteger() ? Arithmetic.saturate((int) v[j]) : v[j];
    }
  }

  private static float[] fire(Firing firing, float[] v) {
    float[] fired = new float[v.length];
    for (int j = 0; j < v.length; j++) {
      float theta = firing.threshold()[j];
      if (firing.rule().fires(v[j], theta)) {
        fired[j] = 1;
        v[j] = firing.reset() == Reset.SUBTRACT ? v[j] - theta : firing.resetPotential()[j];
      }
    }
    return fired;
  }
}
