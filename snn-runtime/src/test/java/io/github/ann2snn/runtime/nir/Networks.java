package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random networks with every parameter away from its default. */
final class Networks {
  private final Random random;

  private Networks(long seed) {
    random = new Random(seed);
  }

  /** One to three layers; every second seed has an image as input. */
  static SpikingNetwork random(long seed) {
    Networks networks = new Networks(seed);
    List<Integer> shape = seed % 2 == 0 ? List.of(1, 28, 28) : List.of(networks.size());
    int inputs = shape.stream().reduce(1, (a, b) -> a * b);
    return networks.random(shape, inputs, 1 + (int) (seed % 3));
  }

  /** A network of few bytes. */
  static SpikingNetwork small(long seed) {
    return new Networks(seed).random(List.of(1, 2), 2, 2);
  }

  private SpikingNetwork random(List<Integer> shape, int inputs, int count) {
    List<Population> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = i == count - 1 ? "output" : "dense_" + i;
      Affine affine = affine(inputs, size());
      layers.add(new Population(name, i - 1, affine, neurons(affine.outputs())));
      inputs = affine.outputs();
    }
    RunDefaults defaults =
        new RunDefaults(
            1 + random.nextInt(1000), pick(InputCoding.values()), pick(Readout.values()));
    return new SpikingNetwork(
        shape, layers, 1e-3 * (1 + random.nextDouble()), defaults, provenance());
  }

  private Map<String, String> provenance() {
    return Map.of(
        "dataset.sha256",
        Long.toHexString(random.nextLong()),
        "seed",
        Long.toString(random.nextLong()),
        "Größe / 50 %+*",
        "µs ≤ 漢字 𝄞\n",
        "",
        "");
  }

  private Affine affine(int inputs, int outputs) {
    return new Affine(inputs, outputs, values(inputs * outputs, -1), values(outputs, -1));
  }

  private NeuronModel neurons(int n) {
    Firing firing =
        new Firing(
            values(n, 0.5f),
            values(n, -1),
            pick(FireRule.values()),
            pick(Reset.values()),
            random.nextBoolean() ? new float[n] : values(n, -1));
    return random.nextBoolean()
        ? new IntegrateAndFire(values(n, 0.5f), firing)
        : new LeakyIntegrateAndFire(values(n, 0.01f), values(n, -1), values(n, -1), firing);
  }

  /** Uniform in {@code [low, low + 2)}. */
  private float[] values(int n, float low) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = low + 2 * random.nextFloat();
    }
    return values;
  }

  private int size() {
    return 1 + random.nextInt(20);
  }

  private <E> E pick(E[] values) {
    return values[random.nextInt(values.length)];
  }
}
