package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
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
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every simulator must do with convolutions and pooling. */
abstract class ConvolutionContract extends IntegerContract {
  /** A 2 x 2 convolution of a 2 x 3 image, then the average of its two neurons. */
  private static SpikingNetwork byHand() {
    FeatureMaps image = new FeatureMaps(1, 2, 3);
    Convolution convolution =
        new Convolution(
            image, 1, Window.square(2, 1), 1, new float[] {1, 0, 0.5f, -1}, new float[] {0.25f});
    Pooling average =
        new Pooling(
            Pooling.Kind.AVERAGE,
            convolution.output(),
            new Window(Window.square(1, 1).vertical(), Window.square(2, 1).horizontal()));
    Affine affine = new Affine(1, 1, new float[] {2}, new float[1]);
    return new SpikingNetwork(
        image.shape(),
        List.of(
            new Population(
                "conv",
                Projection.INPUT,
                convolution,
                IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT))),
            new Population(
                "output",
                0,
                new Pooled(average, affine),
                IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT)))),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  @Test
  void convolvesAndPools() {
    // 1 0.5 0   neuron 0: .25 + 1 * 1 + .5 * 0 - 1 * .75 = .5;  v = .5 1>0 .5 1>0
    // 0 .75 0   neuron 1: .25 + 1 * .5 + .5 * .75 - 0 = 1.125;  v = 1.125>.125 1.25>.25 ...
    float[] input = {1, 0.5f, 0, 0, 0.75f, 0};
    SampleRun run =
        simulator(byHand(), settings(4, InputCoding.CURRENT, Readout.MEMBRANE)).run(input, 0);
    assertEquals("01\n11\n01\n11\n", run.layers().get(0).toString());
    // a spike counts 2 / 2
    assertArrayEquals(new float[] {6}, run.potentials());
  }

  /** Three neurons with currents of 0.5, 0.75 and 0.75; of two at a time the larger passes. */
  @Test
  void maxPoolingFollowsTheLargestAccumulatedCurrent() {
    FeatureMaps row = new FeatureMaps(1, 1, 3);
    Window one = Window.square(1, 1);
    Convolution same = new Convolution(row, 1, one, 1, new float[] {1}, new float[1]);
    Window pairs = new Window(one.vertical(), Window.square(2, 1).horizontal());
    SpikingNetwork network =
        new SpikingNetwork(
            row.shape(),
            List.of(
                new Population(
                    "conv",
                    Projection.INPUT,
                    same,
                    IntegrateAndFire.of(
                        new Firing(
                            new float[] {1, 1, 1},
                            new float[] {0.5f, 0.25f, 0},
                            FireRule.AT_THRESHOLD,
                            Reset.SUBTRACT,
                            new float[3]))),
                new Population(
                    "output",
                    List.of(
                        new Projection(
                            0,
                            Optional.of(new MaxGate(row, pairs)),
                            new Affine(2, 1, new float[] {1, 10}, new float[1]))),
                    IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT)))),
            1,
            new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
            Map.of());
    SampleRun run =
        simulator(network, settings(4, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {0.5f, 0.75f, 0.75f}, 0);
    // v0 = .5: 1>0 .5 1>0 .5;  v1 = .25: 1>0 .75 1.5>.5 1.25>.25;  v2 = 0: .75 1.5>.5 1.25>.25 1>0
    assertEquals("110\n001\n111\n011\n", run.layers().get(0).toString());
    // neuron 1 leads both windows, in the second by its index: they pass what it fires
    assertEquals("11\n00\n11\n11\n", run.gated().get(new Passage(1, 0)).toString());
    assertArrayEquals(new float[] {33}, run.potentials());
  }

  @ParameterizedTest(name = "seed {0}, {1}, T {2}, {3}, {4}, {5}, {6}")
  @CsvSource({
    "1, 1x1x1 c1, 1, CURRENT, MEMBRANE, SUBTRACT, UNIT",
    "2, 1x6x5 c7 d4, 33, CURRENT, SPIKES, SUBTRACT, UNIT",
    "3, 3x9x8 c17 p c33 p d10, 32, CURRENT, MEMBRANE, SUBTRACT, UNIT",
    "4, 2x11x9 c6 p c16 p d9 d3, 40, POISSON, MEMBRANE, SUBTRACT, UNIT",
    "5, 4x8x8 c8 c12 c4 d2, 20, REGULAR, SPIKES, SUBTRACT, UNIT",
    "6, 6x7x7 c6 p d3, 100, BINARY, MEMBRANE, SUBTRACT, UNIT",
    "7, 1x8x7 p c5 p d3, 16, CURRENT, SPIKES, ZERO, RANDOM",
    "8, 6x8x9 p c33 c6, 25, POISSON, SPIKES, SUBTRACT, RANDOM",
    "9, 3x10x6 c9 c3, 12, CURRENT, MEMBRANE, ZERO, RANDOM",
    "10, 2x9x9 c17 p c4 d3, 30, CURRENT, MEMBRANE, SUBTRACT, LEAKY",
    "11, 5x6x6 c35 p d1, 9, REGULAR, SPIKES, ZERO, LEAKY",
    "12, 34x5x5 c34 p c51, 14, BINARY, SPIKES, SUBTRACT, UNIT",
    "13, 1x12x12 c3 p d1, 7, CURRENT, SPIKES, SUBTRACT, UNIT",
    "14, 3x40x40 c18 p c5 d2, 11, POISSON, SPIKES, SUBTRACT, UNIT",
    "15, 2x9x8 c6 m d4, 40, CURRENT, MEMBRANE, SUBTRACT, UNIT",
    "16, 3x11x10 c17 m c9 m d5, 34, POISSON, SPIKES, SUBTRACT, UNIT",
    "17, 1x12x9 p c5 m p c7 m d3, 33, CURRENT, SPIKES, ZERO, RANDOM",
    "18, 2x9x9 c9 c4 m c3, 25, REGULAR, SPIKES, SUBTRACT, LEAKY",
    "19, 2x8x8 c4 m c6 d3, 7, BINARY, MEMBRANE, SUBTRACT, RANDOM",
    "20, 2x9x8 b5 p b17 m b3 d4, 37, CURRENT, MEMBRANE, SUBTRACT, UNIT",
    "21, 3x7x8 b6 b4 d3, 20, POISSON, SPIKES, ZERO, LEAKY"
  })
  void convolutionsAgreeWithTheReferenceBitForBit(
      long seed,
      String description,
      int timesteps,
      InputCoding coding,
      Readout readout,
      Reset reset,
      ConvolutionalNetworks.Neurons neurons) {
    assertAgrees(
        ConvolutionalNetworks.floats(seed, neurons, reset, description),
        settings(timesteps, coding, readout),
        seed);
  }

  @ParameterizedTest(name = "seed {0}, {1}, {2}, T {3}, {4}, {5}, {6}")
  @CsvSource({
    "1, INT8, 1x6x5 c7 p d4, 33, CURRENT, MEMBRANE, SUBTRACT",
    "2, INT16, 2x8x9 c17 p c5 p d3, 18, CURRENT, SPIKES, SUBTRACT",
    "3, INT16, 3x7x7 p c6 c8, 40, POISSON, SPIKES, ZERO",
    "4, INT8, 4x6x6 p d20 d5, 20, CURRENT, MEMBRANE, SUBTRACT",
    "5, INT16, 1x6x6 c3, 70, CURRENT, MEMBRANE, SUBTRACT",
    "6, INT8, 2x9x8 c7 m c5 m d4, 34, CURRENT, MEMBRANE, SUBTRACT",
    "7, INT16, 1x8x8 c5 m p d3, 20, POISSON, SPIKES, ZERO",
    "8, INT8, 2x8x7 b5 p b6 d3, 34, CURRENT, MEMBRANE, SUBTRACT"
  })
  void integerConvolutionsAgreeWithTheReferenceBitForBit(
      long seed,
      Arithmetic arithmetic,
      String description,
      int timesteps,
      InputCoding coding,
      Readout readout,
      Reset reset) {
    assertAgrees(
        ConvolutionalNetworks.integers(seed, arithmetic, reset, description),
        settings(timesteps, coding, readout),
        seed);
  }

  private void assertAgrees(SpikingNetwork network, SimulationSettings settings, long seed) {
    Simulator simulator = simulator(network, settings);
    Simulator reference = new ReferenceSimulator(network, settings);
    List<float[]> inputs = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int sample = 0; sample < 3; sample++) {
      inputs.add(RandomNetworks.input(seed * 100 + sample, network.inputs()));
      SampleRun run = reference.run(inputs.get(sample), sample);
      expected.add(run.toString());
      assertEquals(run, simulator.run(inputs.get(sample), sample));
    }
    List<String> batch = new ArrayList<>();
    simulator.run(inputs, 0, run -> batch.add(run.toString()));
    assertEquals(expected, batch);
  }
}
