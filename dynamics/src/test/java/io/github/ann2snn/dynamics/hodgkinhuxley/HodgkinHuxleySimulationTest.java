package io.github.ann2snn.dynamics.hodgkinhuxley;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun.HodgkinHuxleyTrace;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation.MembraneArea;
import io.github.ann2snn.dynamics.quantity.InputCurrent;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HodgkinHuxleySimulationTest {
  private static final HodgkinHuxley SQUID = HodgkinHuxley.SQUID_AXON;
  private static final MembraneArea CELL = MembraneArea.BENCHMARK_CELL;

  private static HodgkinHuxleySimulation simulation(HodgkinHuxleyMethod method, double dt) {
    return new HodgkinHuxleySimulation(SQUID, CELL, method, dt);
  }

  private static void assertRefused(String message, Executable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  /** 2.5 nA over 2e-4 cm2. */
  @Test
  void turnsCurrentsIntoDensities() {
    assertEquals(12.5, CELL.density(2.5), 1e-12);
    assertEquals(2.5, CELL.nanoamperes(12.5), 1e-12);
    assertEquals(1, new MembraneArea(1e8).density(1000), 1e-12);
  }

  /** The state of the trace before each step, advanced by hand. */
  @ParameterizedTest
  @EnumSource
  void tracesEveryState(HodgkinHuxleyMethod method) {
    InputCurrent current = InputCurrent.step(2, 1, 3);
    HodgkinHuxleyTrace trace = simulation(method, 0.02).run(1, 4, current, 0).trace(0);

    HodgkinHuxleyState s = SQUID.rest();
    double[] densities = {0, 10, 10, 0};
    for (int k = 0; k < 4; k++) {
      assertEquals(s, trace.at(k));
      assertEquals(k * 0.02, trace.timeMs(k));
      s = method.step(SQUID, s, densities[k], 0.02);
    }
    assertEquals(s, trace.at(4));
    assertEquals(5, trace.samples());
  }

  /** A spike lies where the straight line between two states crosses 0 mV. */
  @Test
  void interpolatesSpikeTimes() {
    HodgkinHuxleyRun run =
        simulation(HodgkinHuxleyMethod.RUNGE_KUTTA_4, 0.05)
            .run(1, 200, InputCurrent.constant(2), 0);
    HodgkinHuxleyTrace trace = run.trace(0);
    int k = 0;
    while (trace.at(k + 1).v() < 0) {
      k++;
    }
    double below = -trace.at(k).v();
    double above = trace.at(k + 1).v();

    assertArrayEquals(
        new double[] {(k + below / (below + above)) * 0.05}, run.spikeTimes(0), 1e-12);
    assertEquals(HodgkinHuxleyReference.at(10).firstSpike(), run.spikeTimes(0)[0], 1e-3);
  }

  /** A pulse of 0.5 ms makes one spike, its train as many as there are pulses. */
  @Test
  void followsPulses() {
    HodgkinHuxleyRun run =
        simulation(HodgkinHuxleyMethod.EXPONENTIAL_EULER, 0.01)
            .run(1, 20_000, InputCurrent.pulses(10, 500, 5000, 50));

    double[] times = run.spikeTimes(0);
    assertEquals(4, times.length);
    for (int i = 0; i < 4; i++) {
      assertEquals(6.5 + 50 * i, times[i], 1.5);
    }
  }

  @Test
  void neuronsDoNotDependOnEachOther() {
    HodgkinHuxleySimulation simulation = simulation(HodgkinHuxleyMethod.EXPONENTIAL_EULER, 0.05);
    InputCurrent noise = InputCurrent.noise(1.5, 3, 7);
    HodgkinHuxleyRun all = simulation.run(3, 4000, noise, 2);

    for (int j = 0; j < 3; j++) {
      int neuron = j;
      HodgkinHuxleyRun alone = simulation.run(1, 4000, (n, step) -> noise.at(neuron, step));
      assertArrayEquals(alone.spikeTimes(0), all.spikeTimes(j));
      assertTrue(alone.spikeTimes(0).length > 1);
    }
    assertEquals(3, all.neurons());
    assertEquals(200, all.durationMs(), 1e-12);
    assertEquals(Set.of(2), all.traced());
    assertRefused("neuron 0 was not traced, only [2]", () -> all.trace(0));
  }

  /** Spikes at 10, 20, 40 and 60 ms: from 15 ms on, two intervals of 20 ms. */
  @Test
  void takesTheRateFromIntervals() {
    HodgkinHuxleyRun run =
        new HodgkinHuxleyRun(
            0.1, 1000, new double[][] {{10, 20, 40, 60}, {3}, {}}, new TreeMap<>());

    assertEquals(50, run.rate(0, 15), 1e-12);
    assertEquals(60, run.rate(0, 0), 1e-12);
    assertEquals(0, run.rate(0, 50));
    assertEquals(0, run.rate(1, 0));
    assertEquals(0, run.rate(2, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN})
  void refusesAStepThatIsNoDuration(double dt) {
    assertRefused(
        "dt is " + dt + " ms, expected more than 0",
        () -> simulation(HodgkinHuxleyMethod.RUNGE_KUTTA_4, dt));
  }

  @Test
  void refusesALongStep() {
    assertRefused(
        "dt is 0.1 ms, with which rk4 is unstable or far off; it takes at most 0.07 ms. Take a shorter",
        () -> simulation(HodgkinHuxleyMethod.RUNGE_KUTTA_4, 0.1));
    assertRefused(
        "it takes at most 0.1 ms",
        () -> simulation(HodgkinHuxleyMethod.EXPONENTIAL_EULER, Double.POSITIVE_INFINITY));
  }

  /** A membrane ten times faster than the squid's, so that an allowed step is too long for it. */
  @Test
  void noticesThatAStepIsUnstable() {
    HodgkinHuxley fast = new HodgkinHuxley(0.1, 120, 36, 0.3, 50, -77, -54.387);
    HodgkinHuxleySimulation simulation =
        new HodgkinHuxleySimulation(fast, CELL, HodgkinHuxleyMethod.RUNGE_KUTTA_4, 0.05);

    assertRefused(
        "a dt of 0.05 ms is too long for rk4; take a shorter one",
        () -> simulation.run(1, 1000, InputCurrent.constant(2)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesANonFiniteCurrent(double value) {
    InputCurrent current = (neuron, step) -> neuron == 1 && step == 3 ? value : 0;

    assertRefused(
        "the current into neuron 1 at step 3 is " + value + " nA, expected a finite number",
        () -> simulation(HodgkinHuxleyMethod.RUNGE_KUTTA_4, 0.01).run(2, 10, current));
  }

  @Test
  void refusesNumbersOutOfRange() {
    HodgkinHuxleySimulation simulation = simulation(HodgkinHuxleyMethod.RUNGE_KUTTA_4, 0.01);
    InputCurrent none = InputCurrent.constant(0);

    assertRefused("0 neurons and 1 steps, expected at least 1", () -> simulation.run(0, 1, none));
    assertRefused("1 neurons and 0 steps", () -> simulation.run(1, 0, none));
    assertRefused("no neuron 2 to trace, expected 0 to 1", () -> simulation.run(2, 1, none, 2));
    assertRefused("no neuron -1 to trace", () -> simulation.run(2, 1, none, -1));
    assertRefused("trace fewer neurons", () -> simulation.run(2, 1L << 40, none, 0, 1));
    assertRefused("the membrane area is 0.0", () -> new MembraneArea(0));
    assertRefused("the membrane area is NaN", () -> new MembraneArea(Double.NaN));
  }
}
