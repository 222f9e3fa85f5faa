package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every simulator must do; each runs all of it. */
public abstract class SimulatorContract extends GraphContract {
  /**
   * 2-2-2: hidden neuron 0 copies input 0, neuron 1 copies input 1; output 1 gets double weight.
   */
  private static SpikingNetwork twoLayers() {
    Affine first = new Affine(2, 2, new float[] {1, 0, 0, 1}, new float[2]);
    Affine second = new Affine(2, 2, new float[] {1, 0, 0, 2}, new float[] {0.25f, 0});
    return new SpikingNetwork(
        List.of(2),
        List.of(
            new Population(
                "hidden",
                Projection.INPUT,
                first,
                IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT))),
            new Population(
                "output", 0, second, IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT)))),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  @Test
  void spikesReachTheNextLayerInTheSameStep() {
    SampleRun run =
        simulator(twoLayers(), settings(4, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {0.5f, 0.25f}, 0);
    assertEquals(1, run.layers().size());
    assertEquals("00\n10\n00\n11\n", run.layers().get(0).toString());
    // output 0: .25 1.5 1.75 3; output 1: 0 0 0 2
    float[][] outputs = {{0.25f, 0}, {1.5f, 0}, {1.75f, 0}, {3, 2}};
    assertEquals(4, run.outputs().timesteps());
    for (int t = 0; t < 4; t++) {
      assertArrayEquals(outputs[t], run.outputs().potentials(t));
    }
    assertArrayEquals(new float[] {3, 2}, run.potentials());
    assertArrayEquals(new int[] {0, 0, 0, 0}, run.predictions());
    assertTrue(run.input().isEmpty());
  }

  @Test
  void outputLayerFiresUnderSpikeReadout() {
    SampleRun run =
        simulator(twoLayers(), settings(4, InputCoding.CURRENT, Readout.SPIKES))
            .run(new float[] {0.25f, 0.75f}, 0);
    // hidden 0 fires at step 4; hidden 1: .75, 1.5>.5, 1.25>.25, 1>0
    assertEquals("00\n01\n01\n11\n", run.layers().get(0).toString());
    // output 0: .25 .5 .75 2>1; output 1: 0, 2>1, 3>2, 4>3
    assertEquals("00\n01\n01\n11\n", run.layers().get(1).toString());
    // no spike at step 1: the higher potential wins
    assertArrayEquals(new int[] {0, 1, 1, 1}, run.predictions());
    assertArrayEquals(new float[] {1, 3}, run.potentials());
  }

  @ParameterizedTest
  @EnumSource(InputCoding.class)
  void shorterRunsBeginLongerOnes(InputCoding coding) {
    SpikingNetwork network = RandomNetworks.integrateAndFire(5, Reset.SUBTRACT, 13, 7, 3);
    float[] input = RandomNetworks.input(6, 13);
    SampleRun brief = simulator(network, settings(5, coding, Readout.SPIKES)).run(input, 9);
    SampleRun full = simulator(network, settings(17, coding, Readout.SPIKES)).run(input, 9);
    assertArrayEquals(brief.predictions(), Arrays.copyOf(full.predictions(), 5));
    assertEquals(brief.outputs(), full.outputs().first(5));
    assertTrue(full.layers().get(0).toString().startsWith(brief.layers().get(0).toString()));
  }

  @Test
  void randomStreamsDependOnSeedAndSampleAlone() {
    SpikingNetwork network = RandomNetworks.integrateAndFire(5, Reset.SUBTRACT, 40, 3);
    float[] input = new float[40];
    Arrays.fill(input, 0.5f);
    Simulator simulator = simulator(network, settings(16, InputCoding.POISSON, Readout.MEMBRANE));
    SampleRun first = simulator.run(input, 0);
    assertTrue(!first.input().equals(simulator.run(input, 1).input()));
    assertEquals(first, simulator.run(input, 0));
    SimulationSettings otherSeed =
        new SimulationSettings(16, InputCoding.POISSON, Readout.MEMBRANE, 43);
    assertTrue(!first.input().equals(simulator(network, otherSeed).run(input, 0).input()));
  }

  @ParameterizedTest(name = "seed {0}, {1}, {2}, {3}")
  @CsvSource({
    "1, ZERO, CURRENT, SPIKES",
    "2, SUBTRACT, POISSON, MEMBRANE",
    "3, SUBTRACT, CURRENT, MEMBRANE",
    "4, ZERO, BINARY, SPIKES",
  })
  void currentBasedNeuronsAgreeWithTheReferenceBitForBit(
      long seed, Reset reset, InputCoding coding, Readout readout) {
    SpikingNetwork network = RandomNetworks.currentBased(seed, reset, 20, 131, 17, 5);
    SimulationSettings settings = new SimulationSettings(40, coding, readout, seed);
    float[] input = RandomNetworks.input(seed, 20);
    SampleRun expected = new ReferenceSimulator(network, settings).run(input, seed);
    assertEquals(expected, simulator(network, settings).run(input, seed));
    assertTrue(expected.layers().get(1).end() > 0, "nothing fired");
  }

  @ParameterizedTest(name = "seed {0}, sizes {1}, T {2}, {3}, {4}, {5}, leaky {6}")
  @CsvSource({
    "1, 1-1, 1, CURRENT, MEMBRANE, SUBTRACT, false",
    "2, 7-13-2, 33, CURRENT, SPIKES, ZERO, false",
    "3, 100-129-257-10, 20, CURRENT, MEMBRANE, SUBTRACT, false",
    "4, 513-100-65-3, 12, POISSON, SPIKES, SUBTRACT, false",
    "5, 64-63-1, 64, REGULAR, MEMBRANE, ZERO, false",
    "6, 13-513-7, 9, BINARY, SPIKES, SUBTRACT, false",
    "7, 100-129-10, 40, CURRENT, MEMBRANE, SUBTRACT, true",
    "8, 31-257-33-4, 25, POISSON, SPIKES, ZERO, true",
    "9, 3-5-2, 1024, REGULAR, SPIKES, SUBTRACT, true",
    "10, 30-513-300-17, 65, CURRENT, SPIKES, SUBTRACT, false",
    "11, 9-48-130-1, 31, POISSON, MEMBRANE, SUBTRACT, false"
  })
  void agreesWithTheReferenceBitForBit(
      long seed,
      String sizes,
      int timesteps,
      InputCoding coding,
      Readout readout,
      Reset reset,
      boolean leaky) {
    int[] widths = Arrays.stream(sizes.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    SpikingNetwork network =
        leaky
            ? RandomNetworks.leaky(seed, reset, widths)
            : RandomNetworks.integrateAndFire(seed, reset, widths);
    SimulationSettings settings = settings(timesteps, coding, readout);
    Simulator simulator = simulator(network, settings);
    Simulator reference = new ReferenceSimulator(network, settings);
    for (int sample = 0; sample < 4; sample++) {
      float[] input = RandomNetworks.input(seed * 100 + sample, widths[0]);
      assertEquals(reference.run(input, sample), simulator.run(input, sample));
    }
  }

  /** Samples of a batch share room to compute in: nothing of one may be left in the next. */
  @ParameterizedTest
  @EnumSource(InputCoding.class)
  void aBatchDoesWhatItsSamplesDoAlone(InputCoding coding) {
    SpikingNetwork network = RandomNetworks.integrateAndFire(8, Reset.SUBTRACT, 20, 150, 70, 5);
    Simulator simulator = simulator(network, settings(45, coding, Readout.SPIKES));
    List<float[]> inputs = new ArrayList<>();
    for (int sample = 0; sample < 9; sample++) {
      float[] input = RandomNetworks.input(sample, 20);
      for (int i = 0; i < input.length; i++) {
        input[i] *= sample % 3 == 1 ? 0 : 1;
      }
      inputs.add(input);
    }
    List<String> together = new ArrayList<>();
    simulator.run(inputs, 7, run -> together.add(run.toString()));
    List<String> alone = new ArrayList<>();
    for (int sample = 0; sample < 9; sample++) {
      alone.add(simulator.run(inputs.get(sample), 7 + sample).toString());
    }
    assertEquals(alone, together);
  }

  /** What is looked at again, alone, must be what was counted among others. */
  @ParameterizedTest
  @EnumSource(InputCoding.class)
  void outputPotentialsOfABatchAreThoseOfItsSamplesAndOfTheReference(InputCoding coding) {
    SpikingNetwork network = RandomNetworks.integrateAndFire(3, Reset.SUBTRACT, 20, 150, 17);
    SimulationSettings settings = settings(37, coding, Readout.MEMBRANE);
    Simulator simulator = simulator(network, settings);
    List<float[]> inputs = new ArrayList<>();
    for (int sample = 0; sample < 4; sample++) {
      inputs.add(RandomNetworks.input(sample, 20));
    }
    List<String> together = new ArrayList<>();
    simulator.run(inputs, 11, run -> together.add(run.outputs().toString()));
    for (int sample = 0; sample < 4; sample++) {
      OutputTrace alone = simulator.run(inputs.get(sample), 11 + sample).outputs();
      assertEquals(alone.toString(), together.get(sample));
      Simulator reference = new ReferenceSimulator(network, settings);
      assertEquals(reference.run(inputs.get(sample), 11 + sample).outputs(), alone);
    }
  }

  @Test
  void silentAndSaturatedLayersAgreeWithTheReference() {
    for (float bias : new float[] {-5, 5}) {
      float[] biases = new float[70];
      Arrays.fill(biases, bias);
      Affine first = new Affine(2, 70, new float[140], biases);
      SpikingNetwork network =
          new SpikingNetwork(
              List.of(2),
              List.of(
                  new Population(
                      "hidden",
                      Projection.INPUT,
                      first,
                      IntegrateAndFire.of(Firing.unit(70, 0, Reset.SUBTRACT))),
                  RandomNetworks.from(
                      0,
                      RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 70, 3)
                          .populations()
                          .get(0))),
              1,
              new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
              Map.of());
      SimulationSettings settings = settings(6, InputCoding.CURRENT, Readout.SPIKES);
      SampleRun run = simulator(network, settings).run(new float[2], 0);
      assertEquals(bias > 0 ? 70 : 0, run.layers().get(0).count(5));
      assertEquals(new ReferenceSimulator(network, settings).run(new float[2], 0), run);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void refusesASampleOfAnotherSize(int size) {
    Simulator simulator =
        simulator(
            RandomNetworks.integrateAndFire(1, Reset.ZERO, 3, 2),
            settings(4, InputCoding.CURRENT, Readout.SPIKES));
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> simulator.run(new float[size], 0));
    assertEquals("the sample has " + size + " values, the network takes 3", thrown.getMessage());
  }
}
