package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every simulator must do where several projections reach a population. */
abstract class GraphContract extends SignedContract {
  private static final FeatureMaps PAIR = new FeatureMaps(1, 1, 2);

  private static SpikingNetwork network(FeatureMaps input, Population... populations) {
    RunDefaults defaults = new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE);
    return new SpikingNetwork(input.shape(), List.of(populations), 1, defaults, Map.of());
  }

  private static IntegrateAndFire neurons(int n) {
    return IntegrateAndFire.of(Firing.unit(n, 0, Reset.SUBTRACT));
  }

  /** A convolution of one tap for each pair of an input and an output channel. */
  private static Convolution pointwise(FeatureMaps maps, int channels, float... weight) {
    return new Convolution(maps, channels, Window.square(1, 1), 1, weight, new float[channels]);
  }

  /** A block x + F(x), F a convolution that has a neuron population of its own inside. */
  private static SpikingNetwork residual() {
    Convolution inner = pointwise(PAIR, 1, 0.5f);
    Convolution outer =
        new Convolution(PAIR, 1, Window.square(1, 1), 1, new float[] {0.75f}, new float[] {0.125f});
    return network(
        PAIR,
        new Population("x", Projection.INPUT, pointwise(PAIR, 1, 1), neurons(2)),
        new Population("f", 0, inner, neurons(2)),
        new Population(
            "sum",
            List.of(
                new Projection(1, outer),
                new Projection(0, OneToOne.identity(PAIR, new float[] {0.5f}))),
            neurons(2)),
        new Population("out", 2, new Affine(2, 1, new float[] {1, 2}, new float[1]), neurons(1)));
  }

  @Test
  void aShortcutArrivesInTheSameStepAsTheBlock() {
    SampleRun run =
        simulator(residual(), settings(4, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {1, 0.5f}, 0);
    // x: 1 at every step; 0.5 at every second
    assertEquals("10\n11\n10\n11\n", run.layers().get(0).toString());
    // f adds half of that: neuron 0 at 2 and 4, neuron 1 at 4
    assertEquals("00\n10\n00\n11\n", run.layers().get(1).toString());
    // sum 0: .625, .625+1.375=2>1, 1.625>.625, .625+1.375=2>1
    // sum 1: .125, .125+.625=.75, .875, .875+1.375=2.25>1.25
    assertEquals("00\n10\n10\n11\n", run.layers().get(2).toString());
    float[] potentials = {0, 1, 2, 5};
    for (int t = 0; t < 4; t++) {
      assertArrayEquals(new float[] {potentials[t]}, run.outputs().potentials(t));
    }
  }

  /** Two branches side by side: what takes both has a projection from each, cut by channel. */
  private static SpikingNetwork concatenated() {
    return network(
        PAIR,
        new Population("left", Projection.INPUT, pointwise(PAIR, 1, 1), neurons(2)),
        new Population("right", Projection.INPUT, pointwise(PAIR, 2, 0.5f, 2), neurons(4)),
        new Population(
            "out",
            List.of(
                new Projection(0, pointwise(PAIR, 1, 0.25f)),
                new Projection(1, pointwise(new FeatureMaps(2, 1, 2), 1, 1, 4))),
            neurons(2)));
  }

  @Test
  void partsOfAConcatenationAddUp() {
    SampleRun run =
        simulator(concatenated(), settings(4, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {0.5f, 0.25f}, 0);
    assertEquals("00\n10\n00\n11\n", run.layers().get(0).toString());
    // channel 0 has .25 and .125 a step, channel 1 has 1 and .5
    assertEquals("0010\n0011\n0010\n1011\n", run.layers().get(1).toString());
    float[][] potentials = {{4, 0}, {8.25f, 4}, {12.25f, 4}, {17.5f, 8.25f}};
    for (int t = 0; t < 4; t++) {
      assertArrayEquals(potentials[t], run.outputs().potentials(t));
    }
  }

  /** Sums of single precision show the order: 1 + 2^-24 + 2^-24 is 1 from the left. */
  @Test
  void projectionsAddUpInTheOrderOfTheirSources() {
    float tiny = 0x1p-24f;
    FeatureMaps one = new FeatureMaps(1, 1, 1);
    for (boolean map : new boolean[] {true, false}) {
      float[][] weights = {{1}, {tiny}, {tiny}};
      Population[] populations = new Population[4];
      List<Projection> projections = new ArrayList<>();
      for (int k = 2; k >= 0; k--) {
        populations[k] =
            new Population("p" + k, Projection.INPUT, pointwise(one, 1, 1), neurons(1));
        projections.add(
            new Projection(
                k,
                map ? pointwise(one, 1, weights[k]) : new Affine(1, 1, weights[k], new float[1])));
      }
      populations[3] = new Population("sum", projections, neurons(1));
      SampleRun run =
          simulator(network(one, populations), settings(1, InputCoding.CURRENT, Readout.MEMBRANE))
              .run(new float[] {1}, 0);
      assertArrayEquals(new float[] {1}, run.potentials());
    }
  }

  /** Neurons of which each takes one value of a vector, and then a convolution. */
  @Test
  void convolutionsTakeSingleValues() {
    FeatureMaps two = new FeatureMaps(2, 1, 1);
    FeatureMaps one = new FeatureMaps(1, 1, 1);
    OneToOne left =
        new OneToOne(
            one, two, new int[] {0}, Every.ONE, Every.ONE, new float[] {0.5f}, new float[2]);
    OneToOne right =
        new OneToOne(one, two, new int[] {1}, Every.ONE, Every.ONE, new float[] {1}, new float[2]);
    SpikingNetwork network =
        network(
            one,
            new Population(
                "a", Projection.INPUT, new Affine(1, 1, new float[] {1}, new float[1]), neurons(1)),
            new Population("b", 0, pointwise(one, 1, 1), neurons(1)),
            new Population(
                "both", List.of(new Projection(0, left), new Projection(1, right)), neurons(2)),
            new Population("out", 2, pointwise(two, 1, 1, 10), neurons(1)));
    SampleRun run =
        simulator(network, settings(4, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {1}, 0);
    assertEquals("01\n11\n01\n11\n", run.layers().get(2).toString());
    assertArrayEquals(new float[] {2 * 1 + 4 * 10}, run.potentials());
  }

  /** Two gates take the spikes of one population; a third path goes around them. */
  @Test
  void severalGatesMayFollowOnePopulation() {
    FeatureMaps row = new FeatureMaps(1, 1, 3);
    Window pairs = new Window(WindowAxis.of(1, 1), WindowAxis.of(2, 1));
    Window all = new Window(WindowAxis.of(1, 1), WindowAxis.of(3, 1));
    SpikingNetwork network =
        network(
            row,
            new Population("x", Projection.INPUT, pointwise(row, 1, 1), neurons(3)),
            new Population(
                "out",
                List.of(
                    new Projection(
                        0,
                        Optional.of(new MaxGate(row, pairs)),
                        new Affine(2, 1, new float[] {1, 10}, new float[1])),
                    new Projection(
                        0,
                        Optional.of(new MaxGate(row, all)),
                        new Affine(1, 1, new float[] {100}, new float[1])),
                    new Projection(0, new Affine(3, 1, new float[] {0, 1000, 0}, new float[1]))),
                neurons(1)));
    SampleRun run =
        simulator(network, settings(4, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {0.25f, 0.5f, 1}, 0);
    assertEquals("001\n011\n001\n111\n", run.layers().get(0).toString());
    assertEquals("01\n11\n01\n11\n", run.gated().get(new SampleRun.Passage(1, 0)).toString());
    assertEquals("1\n1\n1\n1\n", run.gated().get(new SampleRun.Passage(1, 1)).toString());
    assertArrayEquals(new float[] {2 + 40 + 400 + 2000}, run.potentials());
  }

  /** Every second row and column, zeros in a new channel before: He et al. 2016, option A. */
  @Test
  void aShortcutMaySkipRowsAndAddChannels() {
    FeatureMaps image = new FeatureMaps(1, 2, 3);
    FeatureMaps half = new FeatureMaps(2, 1, 2);
    Every second = new Every(0, 2);
    OneToOne shortcut =
        new OneToOne(image, half, new int[] {1}, second, second, new float[] {2}, new float[2]);
    SpikingNetwork network =
        network(image, new Population("out", Projection.INPUT, shortcut, neurons(4)));
    SampleRun run =
        simulator(network, settings(2, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {0.5f, 9, 0.25f, 9, 9, 9}, 0);
    assertArrayEquals(new float[] {0, 0, 2, 1}, run.potentials());
  }
}
