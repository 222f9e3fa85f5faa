package io.github.ann2snn.dynamics.hodgkinhuxley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun.HodgkinHuxleyTrace;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation.MembraneArea;
import io.github.ann2snn.dynamics.quantity.InputCurrent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates and shapes of spikes against the table of {@link HodgkinHuxleyReference}. */
class HodgkinHuxleyFiringTest {
  private static final double SETTLED_MS = 500;
  private static final double ONE_PERCENT = 0.01;
  private static final double FINE_MS = 0.005;

  /**
   * |V''| / V' of a rising spike in 1/ms, at most: a straight line finds its crossing within dt^2 /
   * 8 times that.
   */
  private static final double CURVATURE = 5;

  private static final MembraneArea AREA = new MembraneArea(40_000);

  private static HodgkinHuxleyRun run(
      HodgkinHuxleyMethod method, double dt, double durationMs, double density, int... traced) {
    return new HodgkinHuxleySimulation(HodgkinHuxley.SQUID_AXON, AREA, method, dt)
        .run(
            1,
            Math.round(durationMs / dt),
            InputCurrent.constant(AREA.nanoamperes(density)),
            traced);
  }

  @ParameterizedTest
  @CsvSource({"EXPONENTIAL_EULER, 0.01", "RUNGE_KUTTA_4, 0.05", "RUNGE_KUTTA_4, 0.07"})
  void firesAtTheRateOfTheEquations(HodgkinHuxleyMethod method, double dt) {
    List<HodgkinHuxleyReference> references = HodgkinHuxleyReference.all();
    for (HodgkinHuxleyReference expected : references) {
      HodgkinHuxleyRun run = run(method, dt, 1000, expected.density());

      assertEquals(
          expected.rate(),
          run.rate(0, SETTLED_MS),
          ONE_PERCENT * expected.rate(),
          () -> "at " + expected.density() + " uA/cm2");
    }
    assertEquals(15, references.size());
  }

  /** Where the table's integrator and a fine step of ours agree, both are at dt -> 0. */
  @ParameterizedTest
  @CsvSource({"0", "3", "6.5", "12.5", "50", "80"})
  void aFineStepGivesTheTable(double density) {
    HodgkinHuxleyReference expected = HodgkinHuxleyReference.at(density);
    HodgkinHuxleyRun run = run(HodgkinHuxleyMethod.RUNGE_KUTTA_4, FINE_MS, 1000, density);

    assertEquals(expected.spikes(), run.spikeTimes(0).length);
    assertEquals(expected.rate(), run.rate(0, SETTLED_MS), 1e-6 * expected.rate());
    if (expected.spikes() > 0) {
      assertEquals(expected.firstSpike(), run.spikeTimes(0)[0], FINE_MS * FINE_MS / 8 * CURVATURE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EXPONENTIAL_EULER, 0.01, 10",
    "EXPONENTIAL_EULER, 0.01, 20",
    "RUNGE_KUTTA_4, 0.01, 3",
    "RUNGE_KUTTA_4, 0.05, 10",
    "RUNGE_KUTTA_4, 0.01, 50",
  })
  void spikesAreAsHighAsThoseOfTheEquations(HodgkinHuxleyMethod method, double dt, double density) {
    HodgkinHuxleyReference expected = HodgkinHuxleyReference.at(density);
    HodgkinHuxleyTrace trace = run(method, dt, 8, density, 0).trace(0);
    double rest = trace.at(0).v();

    double amplitude = expected.firstPeak() - expected.rest();
    assertEquals(amplitude, trace.peak() - rest, ONE_PERCENT * amplitude);
    assertTrue(amplitude > 100 && amplitude < 110);
  }
}
