package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.network.FireRule;
import io.github.ann2snn.runtime.network.Firing;
import io.github.ann2snn.runtime.network.InputCoding;
import io.github.ann2snn.runtime.network.IntegrateAndFire;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.network.NeuronModel;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.Readout;
import io.github.ann2snn.runtime.network.Reset;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
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
abstract class SimulatorContract extends ConvolutionContract {
  /** One input, one neuron of weight w and bias b. */
  private static SpikingNetwork single(float w, float b, NeuronModel neuron) {
    Affine affine = new Affine(1, 1, new float[] {w}, new float[] {b});
    return new SpikingNetwork(
        List.of(1),
        List.of(new Layer("only", affine, neuron)),
        1e-4,
        new RunDefaults(4, InputCoding.CURRENT, Readout.SPIKES),
        Map.of());
  }

  private static Firing firing(float v0, FireRule rule, Reset reset) {
    float[] one = {1};
    return new Firing(one, new float[] {v0}, rule, reset, new float[1]);
  }

  @Test
  void integratesFiresAndSubtracts() {
    // Current 0.375 a step: v = .375 .75 1.125>.125 .5 .875 1.25>.25 .625 1>0
    NeuronModel neuron = IntegrateAndFire.of(firing(0, FireRule.AT_THRESHOLD, Reset.SUBTRACT));
    assertEquals("00100101", spikesOf(single(0.5f, 0.125f, neuron), 0.5f, 8));
  }

  @Test
  void tieFiresOnlyUnderTheAtThresholdRule() {
    NeuronModel neuron = IntegrateAndFire.of(firing(0, FireRule.ABOVE_THRESHOLD, Reset.SUBTRACT));
    // as above, but v = 1 at step 8 does not fire
    assertEquals("00100100", spikesOf(single(0.5f, 0.125f, neuron), 0.5f, 8));
  }

  @Test
  void resetsToZero() {
    // v = .375 .75 1.125>0 .375 .75 1.125>0 .375 .75
    NeuronModel neuron = IntegrateAndFire.of(firing(0, FireRule.AT_THRESHOLD, Reset.ZERO));
    assertEquals("00100100", spikesOf(single(0.5f, 0.125f, neuron), 0.5f, 8));
  }

  @Test
  void startsAtTheInitialPotentialAndFiresOnceAStep() {
    // v = .5 + 2.25 = 2.75>1.75, then 4>3, ...: always above, one spike a step
    NeuronModel neuron = IntegrateAndFire.of(firing(0.5f, FireRule.AT_THRESHOLD, Reset.SUBTRACT));
    assertEquals("1111", spikesOf(single(2.25f, 0, neuron), 1, 4));
    // v = .5+.5 = 1>0, .5, 1>0, .5
    assertEquals("1010", spikesOf(single(0.5f, 0, neuron), 1, 4));
  }

  @Test
  void resistanceScalesTheCurrent() {
    NeuronModel neuron =
        new IntegrateAndFire(new float[] {2}, firing(0, FireRule.AT_THRESHOLD, Reset.SUBTRACT));
    assertEquals("0101", spikesOf(single(0.25f, 0, neuron), 1, 4));
  }

  @Test
  void leaks() {
    // dt/tau = 1/4, R = 4, I = 0.5: v <- v + ((0 - v) + 2)/4: .5 .875 1.15625>.15625 .6171875 ...
    NeuronModel neuron =
        new LeakyIntegrateAndFire(
            new float[] {4e-4f},
            new float[] {4},
            new float[1],
            firing(0, FireRule.AT_THRESHOLD, Reset.SUBTRACT));
    assertEquals("0010", spikesOf(single(0.5f, 0, neuron), 1, 4));
  }

  @Test
  void leaksTowardsTheLeakPotential() {
    // dt/tau = 1/4, v_leak = 4, no input: v = 1>0
    NeuronModel neuron =
        new LeakyIntegrateAndFire(
            new float[] {4e-4f},
            new float[] {1},
            new float[] {4},
            firing(0, FireRule.AT_THRESHOLD, Reset.SUBTRACT));
    assertEquals("1111", spikesOf(single(0.5f, 0, neuron), 0, 4));
  }

  /**
   * 2-2-2: hidden neuron 0 copies input 0, neuron 1 copies input 1; output 1 gets double weight.
   */
  private static SpikingNetwork twoLayers() {
    Affine first = new Affine(2, 2, new float[] {1, 0, 0, 1}, new float[2]);
    Affine second = new Affine(2, 2, new float[] {1, 0, 0, 2}, new float[] {0.25f, 0});
    return new SpikingNetwork(
        List.of(2),
        List.of(
            new Layer("hidden", first, IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT))),
            new Layer("output", second, IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT)))),
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

  @Test
  void synapseFiltersTheCurrent() {
    // dt/tau_syn = 1/2, dt/tau_mem = 1/4, w_in = 4, R = 2, I = 1/2; v before i, reset by
    // subtraction
    // i: 1 1.5 1.75 1.875 1.9375 ...; v: 0, then v + (2i - v)/4 = 0.5, 1.125>.125, .96875, ...
    float[] one = {1};
    NeuronModel neuron =
        new CurrentBasedLeakyIntegrateAndFire(
            new float[] {2e-4f},
            new float[] {4e-4f},
            new float[] {2},
            new float[] {0},
            new float[] {4},
            new Firing(one, new float[1], FireRule.AT_THRESHOLD, Reset.SUBTRACT, new float[1]));
    // 4: .125*.75 + .875 = .96875; 5: .7265625 + .9375 = 1.664 > .664; 6: .498 + .96875 = 1.467
    assertEquals("001011", spikesOf(single(0.5f, 0, neuron), 1, 6));
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
                  new Layer(
                      "hidden", first, IntegrateAndFire.of(Firing.unit(70, 0, Reset.SUBTRACT))),
                  RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 70, 3).layers().get(0)),
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
