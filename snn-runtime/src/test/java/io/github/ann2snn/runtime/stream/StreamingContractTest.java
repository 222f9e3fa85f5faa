package io.github.ann2snn.runtime.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.connection.ConvolutionalNetworks.Neurons;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A session that is fed what a simulator is fed does what the simulator does, bit for bit. */
class StreamingContractTest {
  @ParameterizedTest(name = "seed {0}, leaky {1}, sizes {2}, T {3}, {4}, {5}, {6}")
  @CsvSource({
    "1, false, 1-1, 1, CURRENT, MEMBRANE, SUBTRACT",
    "2, false, 7-13-2, 40, CURRENT, SPIKES, ZERO",
    "3, true, 100-129-257-10, 20, CURRENT, MEMBRANE, SUBTRACT",
    "4, true, 64-63-10, 33, POISSON, SPIKES, ZERO",
    "5, false, 513-100-65-3, 12, POISSON, SPIKES, SUBTRACT",
    "6, false, 64-63-1, 64, REGULAR, MEMBRANE, ZERO",
    "7, true, 13-513-300-7, 17, BINARY, SPIKES, SUBTRACT"
  })
  void dense(
      long seed,
      boolean leaky,
      String sizes,
      int timesteps,
      InputCoding coding,
      Readout readout,
      Reset reset) {
    int[] widths = widths(sizes);
    SpikingNetwork network =
        leaky
            ? RandomNetworks.leaky(seed, reset, widths)
            : RandomNetworks.integrateAndFire(seed, reset, widths);
    assertAgrees(network, timesteps, coding, readout, seed);
  }

  @ParameterizedTest(name = "seed {0}, {1}, sizes {2}, T {3}, {4}, {5}, {6}, {7}")
  @CsvSource({
    "1, INT8, 1-1, 3, CURRENT, MEMBRANE, AT_THRESHOLD, SUBTRACT",
    "2, INT16, 7-13-2, 33, CURRENT, SPIKES, ABOVE_THRESHOLD, SUBTRACT",
    "3, INT8, 100-129-257-10, 20, CURRENT, MEMBRANE, AT_THRESHOLD, SUBTRACT",
    "4, INT16, 513-100-65-3, 12, POISSON, SPIKES, AT_THRESHOLD, ZERO"
  })
  void integers(
      long seed,
      Arithmetic arithmetic,
      String sizes,
      int timesteps,
      InputCoding coding,
      Readout readout,
      FireRule rule,
      Reset reset) {
    SpikingNetwork network = RandomNetworks.integers(seed, arithmetic, rule, reset, widths(sizes));
    assertAgrees(network, timesteps, coding, readout, seed);
  }

  @ParameterizedTest(name = "seed {0}, {1}, {2}, T {3}, {4}, {5}, {6}")
  @CsvSource({
    "1, UNIT, 1x6x5 c3 d4, 9, CURRENT, MEMBRANE, SUBTRACT",
    "2, UNIT, 2x7x6 c17 p d10, 33, CURRENT, SPIKES, SUBTRACT",
    "3, RANDOM, 2x8x8 p c5 m c7 d4, 20, CURRENT, MEMBRANE, ZERO",
    "4, LEAKY, 1x9x9 c4 m p d5, 20, POISSON, SPIKES, SUBTRACT",
    "5, UNIT, 3x8x7 p d20 d3, 16, CURRENT, SPIKES, SUBTRACT",
    "6, UNIT, 1x10x10 c8 m c8 m d10, 40, REGULAR, MEMBRANE, SUBTRACT"
  })
  void convolutions(
      long seed,
      Neurons neurons,
      String description,
      int timesteps,
      InputCoding coding,
      Readout readout,
      Reset reset) {
    SpikingNetwork network = ConvolutionalNetworks.floats(seed, neurons, reset, description);
    assertAgrees(network, timesteps, coding, readout, seed);
  }

  @ParameterizedTest(name = "seed {0}, {1}, {2}, T {3}, {4}, {5}")
  @CsvSource({
    "1, INT8, 2x7x6 c17 p d10, 33, CURRENT, SPIKES",
    "2, INT16, 1x8x8 p c5 m c7 d4, 20, CURRENT, MEMBRANE",
    "3, INT8, 1x9x9 c4 m p d5, 20, POISSON, SPIKES"
  })
  void integerConvolutions(
      long seed,
      Arithmetic arithmetic,
      String description,
      int timesteps,
      InputCoding coding,
      Readout readout) {
    SpikingNetwork network =
        ConvolutionalNetworks.integers(seed, arithmetic, Reset.SUBTRACT, description);
    assertAgrees(network, timesteps, coding, readout, seed);
  }

  @ParameterizedTest(name = "seed {0}, {1}, {2}, {3}")
  @CsvSource({
    "1, UNIT, CURRENT, MEMBRANE", "2, RANDOM, POISSON, SPIKES", "3, LEAKY, REGULAR, MEMBRANE",
    "4, CURRENT_BASED, CURRENT, SPIKES", "5, UNIT, POISSON, MEMBRANE", "6, RANDOM, CURRENT, SPIKES",
    "7, LEAKY, CURRENT, MEMBRANE", "8, CURRENT_BASED, BINARY, SPIKES", "9, UNIT, CURRENT, SPIKES",
    "10, UNIT, CURRENT, MEMBRANE"
  })
  void graphs(long seed, RandomGraphs.Neurons kind, InputCoding coding, Readout readout) {
    SpikingNetwork floats = RandomGraphs.floats(seed, kind);
    assertAgrees(floats, 20, coding, readout, seed);
    assertAgrees(RandomGraphs.signed(floats, seed), 20, coding, readout, seed);
    Arithmetic arithmetic = seed % 2 == 0 ? Arithmetic.INT8 : Arithmetic.INT16;
    assertAgrees(RandomGraphs.integers(seed, arithmetic), 20, coding, readout, seed);
  }

  /** Several projections from values that change, or that spike now and then. */
  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({"FLOAT, 3", "FLOAT, 8", "INT8, 5", "INT8, 13", "INT16, 7", "INT16, 11"})
  void currentsMayChangeInGraphs(Arithmetic arithmetic, long seed) {
    assertChanging(RandomGraphs.withoutGates(seed, arithmetic));
  }

  /** Values that change from step to step, which no simulator runs: the definition in the test. */
  @ParameterizedTest
  @EnumSource(Arithmetic.class)
  void currentsMayChange(Arithmetic arithmetic) {
    SpikingNetwork network =
        arithmetic == Arithmetic.FLOAT
            ? RandomNetworks.leaky(11, Reset.SUBTRACT, 30, 140, 20, 5)
            : RandomNetworks.integers(
                11, arithmetic, FireRule.AT_THRESHOLD, Reset.SUBTRACT, 30, 140, 20, 5);
    assertChanging(network);
  }

  private static void assertChanging(SpikingNetwork network) {
    StreamingSession session = StreamingNetwork.of(network, Readout.SPIKES).session();
    StepByStep definition = new StepByStep(network);
    Random random = new Random(5);
    for (int t = 0; t < 60; t++) {
      float[] x = RandomNetworks.input(t, network.inputs());
      boolean spikes = random.nextInt(3) == 0;
      if (spikes) {
        for (int i = 0; i < x.length; i++) {
          x[i] = x[i] > 0.5f ? 1 : 0;
        }
        int[] channels = StepByStep.nonzero(x);
        session.step(channels, channels.length);
      } else {
        session.step(x);
      }
      definition.step(x, !spikes);
      for (int l = 0; l < network.populations().size(); l++) {
        assertArrayEquals(definition.fired(l), fired(session, l), "layer " + l + ", step " + t);
      }
      assertArrayEquals(definition.potentials(), session.potentials(new float[network.outputs()]));
    }
  }

  private static void assertAgrees(
      SpikingNetwork network, int timesteps, InputCoding coding, Readout readout, long seed) {
    int start = 1 + (int) seed % Math.min(4, timesteps);
    SimulationSettings settings = new SimulationSettings(timesteps, coding, readout, start, 42);
    StreamingSession session = StreamingNetwork.of(network, readout, start).session();
    for (int sample = 0; sample < 3; sample++) {
      float[] input = RandomNetworks.input(seed * 100 + sample, network.inputs());
      SampleRun expected = new ReferenceSimulator(network, settings).run(input, sample);
      assertEquals(expected, new EventDrivenSimulator(network, settings).run(input, sample));
      session.reset();
      for (int t = 0; t < timesteps; t++) {
        feed(session, expected, input, t, seed);
        assertStep(expected, session, t);
      }
      assertEquals(timesteps, session.steps());
      if (readout == Readout.SPIKES) {
        int[] counts = expected.layers().get(expected.layers().size() - 1).counts();
        assertArrayEquals(
            Arrays.stream(counts).asLongStream().toArray(),
            session.spikeCounts(new long[counts.length]));
      }
    }
  }

  /** In random order, which must not matter. */
  private static void feed(
      StreamingSession session, SampleRun run, float[] input, int t, long seed) {
    if (run.input().isEmpty()) {
      session.step(input);
      return;
    }
    SpikeTrain train = run.input().get();
    int[] spikes = new int[train.neurons()];
    int count = train.copy(t, spikes);
    Random random = new Random(seed);
    for (int k = count - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int spike = spikes[k];
      spikes[k] = spikes[other];
      spikes[other] = spike;
    }
    session.step(spikes, count);
  }

  private static void assertStep(SampleRun expected, StreamingSession session, int t) {
    for (int l = 0; l < expected.layers().size(); l++) {
      SpikeTrain train = expected.layers().get(l);
      int[] spikes = new int[train.neurons()];
      int count = train.copy(t, spikes);
      int[] exact = Arrays.copyOf(spikes, count);
      assertArrayEquals(exact, fired(session, l), "layer " + l + ", step " + t);
    }
    float[] potentials = expected.outputs().potentials(t);
    assertArrayEquals(potentials, session.potentials(new float[potentials.length]));
    assertEquals(expected.predictions()[t], session.prediction());
  }

  private static int[] fired(StreamingSession session, int layer) {
    int neurons = session.network().network().populations().get(layer).neurons().neurons();
    int[] spikes = new int[neurons];
    int count = session.spikes(layer, spikes);
    return Arrays.copyOf(spikes, count);
  }

  private static int[] widths(String sizes) {
    return Arrays.stream(sizes.split("-", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
