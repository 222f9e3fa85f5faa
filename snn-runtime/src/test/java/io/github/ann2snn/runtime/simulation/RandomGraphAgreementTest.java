package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On random graphs, the event-driven simulator does what the reference does, with each kernel. */
class RandomGraphAgreementTest {
  static LongStream seeds() {
    return LongStream.range(1, 41);
  }

  private static SimulationSettings settings(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int timesteps = random.nextInt(4) == 0 ? random.nextInt(33, 50) : random.nextInt(1, 33);
    InputCoding[] codings = InputCoding.values();
    Readout[] readouts = Readout.values();
    return new SimulationSettings(
        timesteps,
        codings[random.nextInt(codings.length)],
        readouts[random.nextInt(readouts.length)],
        seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void graphsAgreeWithTheReferenceBitForBit(long seed) {
    RandomGraphs.Neurons[] kinds = RandomGraphs.Neurons.values();
    RandomGraphs.Neurons kind = kinds[(int) (seed % kinds.length)];
    assertAgree(RandomGraphs.floats(seed, kind), settings(seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void integerGraphsAgreeWithTheReferenceBitForBit(long seed) {
    Arithmetic arithmetic = seed % 2 == 0 ? Arithmetic.INT8 : Arithmetic.INT16;
    assertAgree(RandomGraphs.integers(seed, arithmetic), settings(~seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void signedGraphsAgreeWithTheReferenceBitForBit(long seed) {
    RandomGraphs.Neurons[] kinds = RandomGraphs.Neurons.values();
    RandomGraphs.Neurons kind = kinds[(int) (seed % kinds.length)];
    assertAgree(RandomGraphs.signed(RandomGraphs.floats(seed, kind), seed), settings(seed));
    Arithmetic arithmetic = seed % 2 == 0 ? Arithmetic.INT8 : Arithmetic.INT16;
    SpikingNetwork integers = RandomGraphs.integers(~seed, arithmetic);
    assertAgree(RandomGraphs.signed(integers, seed), settings(~seed));
  }

  /** A test of agreement would be empty if no spikes of -1 came. */
  @Test
  void signedGraphsFireBothSigns() {
    long[] counts = new long[2];
    seeds()
        .forEach(
            seed -> {
              SpikingNetwork network =
                  RandomGraphs.signed(RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT), seed);
              float[] input = RandomNetworks.input(seed, network.inputs());
              SampleRun run = new EventDrivenSimulator(network, settings(seed)).run(input, 0);
              for (SpikeTrain train : run.layers()) {
                long[] negative = new long[train.timesteps()];
                train.addNegativeCounts(train.timesteps(), negative);
                counts[0] += train.count();
                counts[1] += Arrays.stream(negative).sum();
              }
            });
    assertTrue(counts[1] * 40 > counts[0], Arrays.toString(counts));
  }

  /** Three samples, alone and together. */
  private static void assertAgree(SpikingNetwork network, SimulationSettings settings) {
    Simulator reference = new ReferenceSimulator(network, settings);
    Simulator selected = new EventDrivenSimulator(network, settings);
    List<float[]> inputs = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int sample = 0; sample < 3; sample++) {
      inputs.add(RandomNetworks.input(settings.seed() * 100 + sample, network.inputs()));
      SampleRun run = reference.run(inputs.get(sample), sample);
      expected.add(run.toString());
      assertEquals(run, selected.run(inputs.get(sample), sample));
    }
    for (Simulator simulator :
        List.of(selected, EventDrivenSimulator.withScalarKernel(network, settings))) {
      List<String> batch = new ArrayList<>();
      simulator.run(inputs, 0, run -> batch.add(run.toString()));
      assertEquals(expected, batch);
    }
  }
}
