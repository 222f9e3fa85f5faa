package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every simulator must do with a neuron, worked out by hand. */
abstract class NeuronContract extends ConvolutionContract {
  /** One input, one neuron of weight w and bias b. */
  private static SpikingNetwork single(float w, float b, NeuronModel neuron) {
    Affine affine = new Affine(1, 1, new float[] {w}, new float[] {b});
    return new SpikingNetwork(
        List.of(1),
        List.of(new Population("only", Projection.INPUT, affine, neuron)),
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
}
