package io.github.ann2snn.runtime.network;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Seeded networks and inputs for tests. */
public final class RandomNetworks {
  private RandomNetworks() {}

  /** Integrate-and-fire layers of the given sizes, which fire often but not always. */
  public static SpikingNetwork integrateAndFire(long seed, Reset reset, int... sizes) {
    return network(seed, reset, false, sizes);
  }

  /** Leaky layers of the given sizes. */
  public static SpikingNetwork leaky(long seed, Reset reset, int... sizes) {
    return network(seed, reset, true, sizes);
  }

  /** Layers of the given sizes whose input current a synapse filters. */
  public static SpikingNetwork currentBased(long seed, Reset reset, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    SpikingNetwork leaky = network(seed, reset, true, sizes);
    return withLayers(
        leaky,
        leaky.populations().stream()
            .map(layer -> layer.withNeurons(currentBased(random, layer.neurons().firing())))
            .toList());
  }

  /** Neurons whose input current a synapse filters. */
  static NeuronModel currentBased(SplittableRandom random, Firing firing) {
    int n = firing.neurons();
    return new CurrentBasedLeakyIntegrateAndFire(
        uniform(random, n, 2e-4f, 1e-3f),
        uniform(random, n, 4e-4f, 2e-3f),
        uniform(random, n, 4f, 12f),
        uniform(random, n, -0.1f, 0.1f),
        uniform(random, n, 2f, 6f),
        firing);
  }

  /** The same population behind another source; it has one projection. */
  public static Population from(int source, Population population) {
    return population.withProjections(List.of(population.projections().get(0).from(source)));
  }

  /** The same network, the neurons of each layer connected with each other. */
  public static SpikingNetwork recurrent(long seed, SpikingNetwork network) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Population> layers = new ArrayList<>();
    for (Population layer : network.populations()) {
      int n = layer.neurons().neurons();
      float[] weight = uniform(random, n * n, -0.5f, 0.4f);
      for (int i = 0; i < weight.length; i += 5) {
        weight[i] = 0;
      }
      Affine back = new Affine(n, n, weight, uniform(random, n, -0.05f, 0.05f));
      layers.add(
          new Population(layer.name(), layer.projections(), layer.neurons(), Optional.of(back)));
    }
    return withLayers(network, layers);
  }

  private static SpikingNetwork withLayers(SpikingNetwork network, List<Population> layers) {
    return new SpikingNetwork(
        network.inputShape(), layers, network.timestep(), network.defaults(), network.provenance());
  }

  /** Integer layers of the given sizes, with weights over the whole range that is allowed. */
  public static SpikingNetwork integers(
      long seed, Arithmetic arithmetic, FireRule rule, Reset reset, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Population> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      int room = (Arithmetic.POTENTIAL_LIMIT - 501) / sizes[l - 1];
      int largest = Math.min(arithmetic.weightLimit(), room);
      float[] weight = integers(random, sizes[l - 1] * sizes[l], -largest, largest);
      Affine affine =
          new Affine(sizes[l - 1], sizes[l], weight, integers(random, sizes[l], -200, 500));
      Firing firing =
          new Firing(
              integers(random, sizes[l], 1 + largest / 4, 1 + 2 * largest),
              integers(random, sizes[l], -largest / 2, largest),
              rule,
              reset,
              integers(random, sizes[l], -20, 20));
      layers.add(new Population("layer_" + l, l - 2, affine, IntegrateAndFire.of(firing)));
    }
    RunDefaults defaults = new RunDefaults(32, InputCoding.CURRENT, Readout.MEMBRANE);
    return new SpikingNetwork(List.of(sizes[0]), layers, 1, arithmetic, defaults, Map.of());
  }

  public static float[] integers(SplittableRandom random, int n, int from, int to) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextInt(from, to + 1);
    }
    return values;
  }

  /** Inputs in [0, 1], about a third of them zero. */
  public static float[] input(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextInt(3) == 0 ? 0f : random.nextInt(256) / 255f;
    }
    return x;
  }

  private static SpikingNetwork network(long seed, Reset reset, boolean leaky, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Population> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      float scale = (float) (2 / Math.sqrt(sizes[l - 1]));
      float[] weight = uniform(random, sizes[l - 1] * sizes[l], -scale, 1.2f * scale);
      Affine affine =
          new Affine(sizes[l - 1], sizes[l], weight, uniform(random, sizes[l], -0.1f, 0.2f));
      layers.add(
          new Population("layer_" + l, l - 2, affine, neurons(random, reset, leaky, sizes[l])));
    }
    RunDefaults defaults = new RunDefaults(32, InputCoding.CURRENT, Readout.MEMBRANE);
    return new SpikingNetwork(
        List.of(sizes[0]), layers, leaky ? 1e-4 : 1, defaults, Map.of("seed", "" + seed));
  }

  public static NeuronModel neurons(SplittableRandom random, Reset reset, boolean leaky, int n) {
    Firing firing =
        new Firing(
            uniform(random, n, 0.5f, 1.5f),
            uniform(random, n, -0.2f, 0.6f),
            random.nextBoolean() ? FireRule.AT_THRESHOLD : FireRule.ABOVE_THRESHOLD,
            reset,
            uniform(random, n, -0.1f, 0.1f));
    return leaky
        ? new LeakyIntegrateAndFire(
            uniform(random, n, 4e-4f, 2e-3f),
            uniform(random, n, 4f, 12f),
            uniform(random, n, -0.1f, 0.1f),
            firing)
        : new IntegrateAndFire(uniform(random, n, 0.5f, 1.5f), firing);
  }

  private static float[] uniform(SplittableRandom random, int n, float from, float to) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(from, to);
    }
    return values;
  }
}
