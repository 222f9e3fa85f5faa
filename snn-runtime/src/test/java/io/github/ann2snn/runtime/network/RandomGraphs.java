package io.github.ann2snn.runtime.network;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Seeded networks that are no chains: populations of feature maps and of single neurons, one to
 * four projections to each, from the inputs and from any population before, of every kind of
 * connection ({@link RandomProjections}).
 */
public final class RandomGraphs {
  /** What a network's neurons are. */
  public enum Neurons {
    /** Those that conversion makes. */
    UNIT,
    /** Integrate-and-fire with random parameters. */
    RANDOM,
    /** Leaky, or integrate-and-fire with random parameters. */
    LEAKY,
    /** Their input current is filtered by a synapse. */
    CURRENT_BASED
  }

  private final SplittableRandom random;
  private final Arithmetic arithmetic;
  private final Neurons kind;
  private final Reset reset;
  private final RandomProjections projections;
  private final List<Integer> inputShape;
  private final List<Population> populations = new ArrayList<>();

  private RandomGraphs(long seed, Arithmetic arithmetic, Neurons kind, boolean gates) {
    this.random = new SplittableRandom(seed);
    this.arithmetic = arithmetic;
    this.kind = kind;
    this.reset = random.nextInt(4) == 0 ? Reset.ZERO : Reset.SUBTRACT;
    this.projections = new RandomProjections(random, gates, !arithmetic.isInteger());
    this.inputShape = random.nextInt(4) == 0 ? List.of(random.nextInt(1, 40)) : maps().shape();
  }

  /** A network in single precision. */
  public static SpikingNetwork floats(long seed, Neurons kind) {
    return new RandomGraphs(seed, Arithmetic.FLOAT, kind, true).network();
  }

  /** An integer network, with weights over the whole range that is allowed. */
  public static SpikingNetwork integers(long seed, Arithmetic arithmetic) {
    return new RandomGraphs(seed, arithmetic, Neurons.RANDOM, true).network();
  }

  /** A network of any arithmetic without max pooling. */
  public static SpikingNetwork withoutGates(long seed, Arithmetic arithmetic) {
    Neurons kind = arithmetic.isInteger() ? Neurons.RANDOM : Neurons.LEAKY;
    return new RandomGraphs(seed, arithmetic, kind, false).network();
  }

  private SpikingNetwork network() {
    int count = random.nextInt(3, 9);
    List<Integer> unread = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      boolean last = p == count - 1;
      List<Integer> sources = last ? unread : sources(unread);
      populations.add(population(p, sources.isEmpty() ? List.of(Projection.INPUT) : sources));
      unread.removeAll(populations.get(p).projections().stream().map(Projection::source).toList());
      unread.add(p);
    }
    return new SpikingNetwork(
        inputShape,
        populations,
        kind == Neurons.LEAKY || kind == Neurons.CURRENT_BASED ? 1e-4 : 1,
        arithmetic,
        new RunDefaults(32, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  /** One to four of the inputs and the populations so far, mostly those that lead nowhere yet. */
  private List<Integer> sources(List<Integer> unread) {
    List<Integer> sources = new ArrayList<>();
    int count = random.nextInt(1, 5);
    for (int k = 0; k < count; k++) {
      sources.add(
          unread.isEmpty() || random.nextBoolean()
              ? random.nextInt(populations.size() + 1) - 1
              : unread.get(random.nextInt(unread.size())));
    }
    return sources;
  }

  private Population population(int p, List<Integer> sources) {
    FeatureMaps shape = shape(sources);
    List<Projection> skeleton = new ArrayList<>();
    for (int source : sources) {
      skeleton.add(projections.to(shape, source, shape(source)));
    }
    IntegrateAndFire unit = IntegrateAndFire.of(Firing.unit(shape.size(), 0.5f, reset));
    Population ones = new Population("layer_" + p, skeleton, unit);
    return arithmetic.isInteger() ? integers(ones) : floats(ones);
  }

  private List<Integer> shape(int source) {
    return source == Projection.INPUT ? inputShape : populations.get(source).shape();
  }

  /** Feature maps, in every third population those of a source, or single neurons. */
  private FeatureMaps shape(List<Integer> sources) {
    List<Integer> first = shape(sources.get(0));
    if (first.size() > 1 && random.nextInt(3) == 0) {
      return new FeatureMaps(first.get(0), first.get(1), first.get(2));
    }
    int width = random.nextInt(5) == 0 ? random.nextInt(130, 280) : random.nextInt(2, 20);
    return random.nextInt(3) > 0 ? maps() : new FeatureMaps(width, 1, 1);
  }

  /** A row, a column or an image, of up to 40 channels. */
  private FeatureMaps maps() {
    int channels = random.nextInt(6) == 0 ? random.nextInt(15, 30) : random.nextInt(1, 7);
    int height = random.nextInt(1, 9);
    int width = random.nextInt(1, 9);
    return switch (random.nextInt(5)) {
      case 0 -> new FeatureMaps(channels, 1, width);
      case 1 -> new FeatureMaps(channels, height, 1);
      default -> new FeatureMaps(channels, height, width);
    };
  }

  /** Paths to a neuron, if all weights are 1. */
  private static double paths(Population ones) {
    return Math.max(1, ones.largestCurrent());
  }

  private Population floats(Population ones) {
    double deviation = 1.5 / Math.sqrt(paths(ones));
    return ones.withConnections(
            c ->
                c.withParameters(
                    gaussian((int) c.weights(), deviation / 4, deviation),
                    gaussian(biases(c), 0.1, 0.2)))
        .withNeurons(neurons(ones.size()));
  }

  private NeuronModel neurons(int n) {
    return switch (kind) {
      case UNIT -> IntegrateAndFire.of(Firing.unit(n, 0.5f, reset));
      case RANDOM -> RandomNetworks.neurons(random, reset, false, n);
      case LEAKY -> RandomNetworks.neurons(random, reset, random.nextInt(3) > 0, n);
      case CURRENT_BASED ->
          RandomNetworks.currentBased(
              random, RandomNetworks.neurons(random, reset, true, n).firing());
    };
  }

  /** One bias per channel, or one per output. */
  private int biases(Connection connection) {
    int perChannel = connection.outputs() / connection.outputsPerChannel();
    return random.nextBoolean() ? perChannel : connection.outputs();
  }

  private Population integers(Population ones) {
    int n = ones.size();
    int count = ones.projections().size();
    int room = (int) ((Arithmetic.POTENTIAL_LIMIT - 501) / (paths(ones) + 1));
    int largest = Math.min(arithmetic.weightLimit(), room);
    Firing firing =
        new Firing(
            RandomNetworks.integers(random, n, 1 + largest / 4, 1 + 2 * largest),
            RandomNetworks.integers(random, n, -largest / 2, largest),
            random.nextBoolean() ? FireRule.AT_THRESHOLD : FireRule.ABOVE_THRESHOLD,
            reset,
            RandomNetworks.integers(random, n, -20, 20));
    return ones.withConnections(
            c ->
                c.withParameters(
                    RandomNetworks.integers(random, (int) c.weights(), -largest, largest),
                    RandomNetworks.integers(random, biases(c), -200 / count, 500 / count)))
        .withNeurons(IntegrateAndFire.of(firing));
  }

  private float[] gaussian(int n, double mean, double deviation) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (mean + random.nextGaussian() * deviation);
    }
    return values;
  }

  /** The same network, most of its populations with spikes that have a sign. */
  public static SpikingNetwork signed(SpikingNetwork network, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return network.withPopulations(
        network.populations().stream()
            .map(layer -> random.nextInt(4) == 0 ? layer : signed(layer, network, random))
            .toList());
  }

  /** Rectified, leaky, linear, or of slopes that differ. */
  private static Population signed(
      Population layer, SpikingNetwork network, SplittableRandom random) {
    Firing firing = layer.neurons().firing();
    float[] theta = firing.threshold();
    float[] below = new float[theta.length];
    float[] price = new float[theta.length];
    int kind = random.nextInt(4);
    boolean integer = network.arithmetic().isInteger();
    for (int j = 0; j < theta.length; j++) {
      float part = integer ? random.nextInt(1, 1 + (int) theta[j]) : theta[j] * random.nextFloat();
      below[j] = Math.max(part, integer ? 1 : 1e-3f);
      float times = kind == 2 || random.nextInt(3) == 0 ? 1 : random.nextInt(1, 5);
      price[j] = kind < 2 ? Negative.NONE : theta[j] * times;
      price[j] = integer && kind >= 2 ? Math.min(price[j], Arithmetic.POTENTIAL_LIMIT) : price[j];
    }
    return layer.withNeurons(
        layer
            .neurons()
            .withFiring(
                firing
                    .withReset(Reset.SUBTRACT)
                    .withNegative(Optional.of(new Negative(below, price)))));
  }

  /** The same network, every second population fed back to itself, each weight the same. */
  public static SpikingNetwork recurrent(SpikingNetwork network, float weight) {
    List<Population> populations = new ArrayList<>();
    for (Population population : network.populations()) {
      boolean fedBack = populations.size() % 2 == 0;
      populations.add(fedBack ? recurrent(population, weight) : population);
    }
    return network.withPopulations(populations);
  }

  private static Population recurrent(Population population, float weight) {
    List<Integer> shape = population.shape();
    int n = population.size();
    boolean image = shape.size() > 1;
    float[] weights = new float[image ? shape.get(0) : n * n];
    Arrays.fill(weights, weight);
    Connection back =
        image
            ? OneToOne.identity(new FeatureMaps(shape.get(0), shape.get(1), shape.get(2)), weights)
            : new Affine(n, n, weights, new float[n]);
    return new Population(
        population.name(), population.projections(), population.neurons(), Optional.of(back));
  }
}
