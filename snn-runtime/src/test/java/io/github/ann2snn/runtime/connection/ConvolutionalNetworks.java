package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Seeded networks of random geometry, from a description such as {@code 2x7x6 c17 p d10}: the input
 * of 2 channels, a convolution of 17 channels, a pooling before the next connection, a dense layer
 * of 10 neurons; {@code m} is max pooling.
 */
public final class ConvolutionalNetworks {
  /** What a network's neurons are. */
  public enum Neurons {
    /** Those that conversion makes. */
    UNIT,
    /** Integrate-and-fire with random parameters. */
    RANDOM,
    /** Leaky with random parameters. */
    LEAKY
  }

  private final SplittableRandom random;
  private final Arithmetic arithmetic;
  private final Neurons kind;
  private final Reset reset;
  private final List<Population> layers = new ArrayList<>();
  private FeatureMaps maps;
  private Optional<MaxGate> gate = Optional.empty();
  private Pooling pooling;
  private boolean symmetric;

  private ConvolutionalNetworks(long seed, Arithmetic arithmetic, Neurons kind, Reset reset) {
    this.random = new SplittableRandom(seed);
    this.arithmetic = arithmetic;
    this.kind = kind;
    this.reset = reset;
  }

  /** A network in single precision. */
  public static SpikingNetwork floats(long seed, Neurons kind, Reset reset, String description) {
    return new ConvolutionalNetworks(seed, Arithmetic.FLOAT, kind, reset).network(description);
  }

  /** An integer network. */
  public static SpikingNetwork integers(
      long seed, Arithmetic arithmetic, Reset reset, String description) {
    return new ConvolutionalNetworks(seed, arithmetic, Neurons.RANDOM, reset).network(description);
  }

  /** A network that pads both sides alike, as NIR can say it. */
  public static SpikingNetwork symmetric(long seed, Neurons kind, Reset reset, String description) {
    ConvolutionalNetworks networks = new ConvolutionalNetworks(seed, Arithmetic.FLOAT, kind, reset);
    networks.symmetric = true;
    return networks.network(description);
  }

  /** An integer network that pads both sides alike. */
  public static SpikingNetwork symmetricIntegers(
      long seed, Arithmetic arithmetic, String description) {
    ConvolutionalNetworks networks =
        new ConvolutionalNetworks(seed, arithmetic, Neurons.RANDOM, Reset.SUBTRACT);
    networks.symmetric = true;
    return networks.network(description);
  }

  private Window window(Window window) {
    return symmetric
        ? new Window(symmetric(window.vertical()), symmetric(window.horizontal()))
        : window;
  }

  private static WindowAxis symmetric(WindowAxis axis) {
    int padding = Math.max(axis.before(), axis.after());
    return new WindowAxis(axis.taps(), axis.stride(), padding, padding, axis.dilation());
  }

  private SpikingNetwork network(String description) {
    String[] parts = description.split(" ", -1);
    String[] sizes = parts[0].split("x", -1);
    maps =
        new FeatureMaps(
            Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2]));
    List<Integer> inputShape = maps.shape();
    for (String part : List.of(parts).subList(1, parts.length)) {
      if (part.equals("p")) {
        pool();
      } else if (part.equals("m")) {
        gate();
      } else {
        connect(part.charAt(0), Integer.parseInt(part.substring(1)));
      }
    }
    return new SpikingNetwork(
        inputShape,
        layers,
        kind == Neurons.LEAKY ? 1e-4 : 1,
        arithmetic,
        new RunDefaults(32, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private void pool() {
    pooling =
        RandomConvolutions.pooling(random.nextLong(), maps.channels(), maps.height(), maps.width());
    Pooling.Kind kind = arithmetic.isInteger() ? Pooling.Kind.SUM : pooling.kind();
    pooling = new Pooling(kind, pooling.input(), window(pooling.window()));
    maps = pooling.output();
  }

  private void gate() {
    Window window =
        window(
            RandomConvolutions.pooling(
                    random.nextLong(), maps.channels(), maps.height(), maps.width())
                .window());
    gate =
        Optional.of(
            new MaxGate(maps, new Window(inside(window.vertical()), inside(window.horizontal()))));
    maps = gate.get().output();
  }

  /** With so little padding that no window lies in it altogether. */
  private static WindowAxis inside(WindowAxis axis) {
    int most = axis.taps() - 1;
    return new WindowAxis(
        axis.taps(),
        axis.stride(),
        Math.min(most, axis.before()),
        Math.min(most, axis.after()),
        axis.dilation());
  }

  private void connect(char type, int outputs) {
    Connection connection;
    if (type == 'c' || type == 'b') {
      Convolution convolution = RandomConvolutions.convolution(random.nextLong(), maps, outputs);
      convolution =
          new Convolution(
              maps,
              outputs,
              window(convolution.window()),
              convolution.groups(),
              convolution.weight(),
              convolution.bias());
      maps = convolution.output();
      if (type == 'b') {
        float[] bias = RandomConvolutions.gaussian(random, maps.size(), 0.2);
        convolution = convolution.withParameters(convolution.weight(), bias);
      }
      connection = convolution;
    } else {
      double deviation = 1.5 / Math.sqrt(maps.size());
      connection =
          new Affine(
              maps.size(),
              outputs,
              RandomConvolutions.gaussian(random, maps.size() * outputs, deviation),
              RandomConvolutions.gaussian(random, outputs, 0.1));
      maps = new FeatureMaps(1, 1, outputs);
    }
    connection = pooling == null ? connection : new Pooled(pooling, connection);
    pooling = null;
    Population layer = arithmetic.isInteger() ? integers(connection) : floats(connection);
    layers.add(
        layer.withProjections(
            List.of(
                new Projection(layers.size() - 1, gate, layer.projections().get(0).connection()))));
    gate = Optional.empty();
  }

  private String name() {
    return "layer_" + layers.size();
  }

  private Population floats(Connection connection) {
    int n = connection.outputs();
    NeuronModel neurons =
        kind == Neurons.UNIT
            ? IntegrateAndFire.of(Firing.unit(n, 0.5f, reset))
            : RandomNetworks.neurons(random, reset, kind == Neurons.LEAKY, n);
    return new Population(name(), layers.size() - 1, connection, neurons);
  }

  /** Weights as large as they may be. */
  private Population integers(Connection connection) {
    int n = connection.outputs();
    float[] ones = new float[(int) connection.weights()];
    Arrays.fill(ones, 1);
    double paths =
        new Population(
                name(),
                layers.size() - 1,
                connection.withParameters(ones, connection.bias()),
                IntegrateAndFire.of(Firing.unit(n, 0, reset)))
            .largestCurrent();
    int room = (int) ((Arithmetic.POTENTIAL_LIMIT - 501) / (paths + 1));
    int largest = Math.min(arithmetic.weightLimit(), room);
    Firing firing =
        new Firing(
            RandomNetworks.integers(random, n, 1 + largest / 4, 1 + 2 * largest),
            RandomNetworks.integers(random, n, -largest / 2, largest),
            random.nextBoolean() ? FireRule.AT_THRESHOLD : FireRule.ABOVE_THRESHOLD,
            reset,
            RandomNetworks.integers(random, n, -20, 20));
    float[] weight = RandomNetworks.integers(random, ones.length, -largest, largest);
    float[] bias = RandomNetworks.integers(random, connection.biases(), -200, 500);
    return new Population(
        name(),
        layers.size() - 1,
        connection.withParameters(weight, bias),
        IntegrateAndFire.of(firing));
  }
}
