package io.github.ann2snn.dynamics.leaky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate of a leaky neuron by its formula, and as simulated. */
class LeakyRateTest {
  /** 5 ms + 10 ms ln(25/5), and 5 ms + 10 ms ln(40/20). */
  @Test
  void ratesByHand() {
    LeakyMembrane membrane = LeakyMembrane.tutorial();
    assertEquals(47.4060, membrane.rateHertz(2.5), 1e-4);
    assertEquals(1000 / (5 + 10 * Math.log(2)), membrane.rateHertz(4), 1e-12);
    assertEquals(0, membrane.rateHertz(2));
    assertEquals(0, membrane.rateHertz(-3));
    assertTrue(membrane.rateHertz(2.0001) > 0);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void stepsShiftEachIntervalByLessThanAStep(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double rest = -80 + random.nextDouble() * 20;
    double threshold = rest + 5 + random.nextDouble() * 20;
    double reset = threshold - 1 - random.nextDouble() * 30;
    int refractorySteps = random.nextInt(80);
    LeakyMembrane membrane =
        new LeakyMembrane(
            2 + random.nextDouble() * 30,
            rest,
            1 + random.nextDouble() * 20,
            threshold,
            reset,
            refractorySteps * 0.1);
    double current = membrane.rheobaseNanoamperes() * (1.02 + random.nextDouble());
    LeakySimulation simulation =
        LeakySimulation.constant(new LeakyNetwork(1, membrane, 0.1), new double[] {current});
    simulation.advance(20_000);
    long[] steps = simulation.spikes().stepsOf(0);
    assertTrue(steps.length > 2, "spikes: " + steps.length);
    for (int s = 2; s < steps.length; s++) {
      double interval = (steps[s] - steps[s - 1]) * 0.1;
      assertEquals(1000 / membrane.rateHertz(current), interval, 0.1 + 1e-9);
    }
  }
}
