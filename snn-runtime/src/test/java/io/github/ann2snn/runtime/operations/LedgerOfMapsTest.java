package io.github.ann2snn.runtime.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spikes that are kept as bits are counted from those; what is counted one by one, from lists, must
 * be the same.
 */
class LedgerOfMapsTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 3, 7, 11, 20, 31, 44, 58})
  void isThatOfLists(long seed) {
    for (SpikingNetwork network :
        List.of(
            RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT),
            RandomGraphs.signed(RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT), seed),
            RandomGraphs.integers(seed, Arithmetic.INT8),
            RandomGraphs.signed(RandomGraphs.integers(seed, Arithmetic.INT8), seed))) {
      assertSame(network, seed);
    }
  }

  /** Every third weight is zero, so that fan-outs depend on the channel and on the border. */
  @ParameterizedTest(name = "{0} channels, {1} taps, stride {2}, pooled {3}")
  @CsvSource({"3, 3, 1, false", "20, 3, 2, false", "33, 5, 1, true", "16, 1, 1, false"})
  void isThatOfListsWhereWeightsAreZero(int channels, int taps, int stride, boolean pooled) {
    SplittableRandom random = new SplittableRandom(channels);
    FeatureMaps image = new FeatureMaps(2, 8, 6);
    Convolution first = convolution(random, image, channels, 3, 1);
    FeatureMaps maps = first.output();
    Pooling pooling = new Pooling(Pooling.Kind.SUM, maps, Window.square(2, 2));
    Convolution second = convolution(random, pooled ? pooling.output() : maps, 7, taps, stride);
    SpikingNetwork network =
        new SpikingNetwork(
            image.shape(),
            List.of(
                population("first", Projection.INPUT, first),
                new Population(
                    "second",
                    0,
                    pooled ? new Pooled(pooling, second) : second,
                    neurons(second.outputs()))),
            1,
            new RunDefaults(40, InputCoding.CURRENT, Readout.SPIKES),
            Map.of());
    assertSame(network, taps);
    assertSame(RandomGraphs.signed(network, taps), taps);
  }

  private static Population population(String name, int source, Convolution convolution) {
    return new Population(name, source, convolution, neurons(convolution.outputs()));
  }

  private static IntegrateAndFire neurons(int count) {
    return IntegrateAndFire.of(Firing.unit(count, 0, Reset.SUBTRACT));
  }

  private static Convolution convolution(
      SplittableRandom random, FeatureMaps input, int outputs, int taps, int stride) {
    WindowAxis axis = new WindowAxis(taps, stride, taps / 2, taps / 2, 1);
    float[] weight = new float[outputs * input.channels() * taps * taps];
    for (int k = 0; k < weight.length; k++) {
      weight[k] = random.nextInt(3) == 0 ? 0 : (float) random.nextDouble(-0.3, 0.5);
    }
    return new Convolution(input, outputs, new Window(axis, axis), 1, weight, new float[outputs]);
  }

  private static void assertSame(SpikingNetwork network, long seed) {
    SimulationSettings settings = SimulationSettings.of(network).withTimesteps(40);
    float[] input = RandomNetworks.input(seed, network.inputs());
    OperationCounter lists = new OperationCounter(network, settings);
    SampleRun plain = new ReferenceSimulator(network, settings).run(input, 0);
    lists.add(input, plain);
    OperationCounter bits = lists.empty();
    Simulator fast = new EventDrivenSimulator(network, settings);
    fast.run(List.of(input), 0, run -> bits.add(input, run));
    assertEquals(lists.ledger(), bits.ledger());
    assertTrue(plain.layers().get(0).count() > 0, "nothing was counted");
  }
}
