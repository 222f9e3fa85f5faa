package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every simulator must do with integer networks. */
abstract class IntegerContract {
  public abstract Simulator simulator(SpikingNetwork network, SimulationSettings settings);

  static SimulationSettings settings(int timesteps, InputCoding coding, Readout readout) {
    return new SimulationSettings(timesteps, coding, readout, 42);
  }

  final String spikesOf(SpikingNetwork network, float x, int timesteps) {
    SampleRun run =
        simulator(network, settings(timesteps, InputCoding.CURRENT, Readout.SPIKES))
            .run(new float[] {x}, 0);
    return run.layers().get(0).toString().replace("\n", "");
  }

  @ParameterizedTest(name = "seed {0}, {1}, sizes {2}, T {3}, {4}, {5}, {6}, {7}")
  @CsvSource({
    "1, INT8, 1-1, 1, CURRENT, MEMBRANE, AT_THRESHOLD, SUBTRACT",
    "2, INT16, 7-13-2, 33, CURRENT, SPIKES, ABOVE_THRESHOLD, SUBTRACT",
    "3, INT8, 100-129-257-10, 20, CURRENT, MEMBRANE, AT_THRESHOLD, SUBTRACT",
    "4, INT16, 100-129-257-10, 48, CURRENT, MEMBRANE, AT_THRESHOLD, SUBTRACT",
    "5, INT16, 513-100-65-3, 12, POISSON, SPIKES, AT_THRESHOLD, SUBTRACT",
    "6, INT8, 64-63-1, 64, REGULAR, MEMBRANE, AT_THRESHOLD, ZERO",
    "7, INT16, 13-513-300-7, 17, BINARY, SPIKES, AT_THRESHOLD, SUBTRACT",
    "8, INT8, 3-5-2, 1024, CURRENT, MEMBRANE, AT_THRESHOLD, SUBTRACT"
  })
  void integerNetworksAgreeWithTheReferenceBitForBit(
      long seed,
      Arithmetic arithmetic,
      String sizes,
      int timesteps,
      InputCoding coding,
      Readout readout,
      FireRule rule,
      Reset reset) {
    int[] widths = Arrays.stream(sizes.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    SpikingNetwork network = RandomNetworks.integers(seed, arithmetic, rule, reset, widths);
    SimulationSettings settings = settings(timesteps, coding, readout);
    Simulator simulator = simulator(network, settings);
    Simulator reference = new ReferenceSimulator(network, settings);
    for (int sample = 0; sample < 3; sample++) {
      float[] input = RandomNetworks.input(seed * 100 + sample, widths[0]);
      assertEquals(reference.run(input, sample), simulator.run(input, sample));
    }
  }

  /** One input, one integer neuron. */
  private static SpikingNetwork integer(int w, int b, int theta, int v0) {
    Affine affine = new Affine(1, 1, new float[] {w}, new float[] {b});
    Firing firing =
        new Firing(
            new float[] {theta},
            new float[] {v0},
            FireRule.AT_THRESHOLD,
            Reset.SUBTRACT,
            new float[1]);
    return new SpikingNetwork(
        List.of(1),
        List.of(new Population("only", Projection.INPUT, affine, IntegrateAndFire.of(firing))),
        1,
        Arithmetic.INT16,
        new RunDefaults(4, InputCoding.CURRENT, Readout.SPIKES),
        Map.of());
  }

  @Test
  void integerCurrentsAreRoundedAndPotentialsSaturate() {
    // x = 0.3 is 77 / 256: I = 2 + floor((5 * 77 + 128) / 256) = 4; v = 4 8 12>2 6 10>0 4
    assertEquals("001010", spikesOf(integer(5, 2, 10, 0), 0.3f, 6));
    // I = floor((-3 * 128 + 128) / 256) = -1: v = 2 1 0, far from the threshold
    assertEquals("000", spikesOf(integer(-3, 0, 3, 3), 0.5f, 3));
    // I = -16383: v = -16383, then -16384 and no further
    SampleRun low =
        simulator(integer(-16383, 0, 1, 0), settings(3, InputCoding.CURRENT, Readout.SPIKES))
            .run(new float[] {1}, 0);
    assertArrayEquals(new float[] {-16384}, low.potentials());
    // I = 16383, theta 1: v = 16383>16382, then 16384>16383 at every step
    SampleRun high =
        simulator(integer(16383, 0, 1, 0), settings(3, InputCoding.CURRENT, Readout.SPIKES))
            .run(new float[] {1}, 0);
    assertArrayEquals(new float[] {16383}, high.potentials());
    // an output layer that only integrates does not saturate
    SampleRun sum =
        simulator(integer(16383, 0, 1, 0), settings(3, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {1}, 0);
    assertArrayEquals(new float[] {3 * 16383}, sum.potentials());
  }
}
