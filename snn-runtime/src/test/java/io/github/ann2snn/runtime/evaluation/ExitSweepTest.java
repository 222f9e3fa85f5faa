package io.github.ann2snn.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.evaluation.Evaluation.EarlyExitEvaluation;
import io.github.ann2snn.runtime.evaluation.ExitSweep.Rule;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitSweepTest {
  private static final int SAMPLES = 150;
  private static final int T = 20;
  private static final SpikingNetwork NETWORK =
      RandomNetworks.integrateAndFire(12, Reset.SUBTRACT, 12, 40, 9, 3);
  private static final SampleSource SOURCE = new RandomSamples(SAMPLES);

  private static Simulator simulator(int timesteps, InputCoding coding, Readout readout) {
    return new EventDrivenSimulator(NETWORK, new SimulationSettings(timesteps, coding, readout, 5));
  }

  /** The other classifier: right on every second sample. */
  private static int[] reference() {
    int[] classes = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      classes[i] = (i % 3 + i % 2) % 3;
    }
    return classes;
  }

  /** One run of T steps against a run of its own for each number of steps. */
  @ParameterizedTest
  @CsvSource({
    "CURRENT, MEMBRANE, 1.5, 1",
    "CURRENT, SPIKES, 2, 3",
    "POISSON, MEMBRANE, 2, 2",
    "REGULAR, SPIKES, 1, 4"
  })
  void pointsAreThoseOfRunsOfTheirOwn(
      InputCoding coding, Readout readout, double margin, int threads) throws InterruptedException {
    Optional<EarlyExit> rule = Optional.of(new EarlyExit(margin));
    Simulator simulator = simulator(T, coding, readout);
    SweepResult sweep =
        ExitSweep.run(
            new SampleRuns(simulator, threads),
            List.of(
                Rule.WHOLE, new Rule(rule.get(), 1), new Rule(null, 4), new Rule(rule.get(), 4)),
            new ComparedSamples(SOURCE, reference()),
            done -> {});
    for (int t = 1; t <= T; t++) {
      Evaluation full =
          new Evaluator(simulator(t, coding, readout), 1).evaluate(SOURCE, rule, done -> {});
      EarlyExitEvaluation exit = full.earlyExit().orElseThrow();
      assertPoint(sweep.point(0, t), full.predictions(), full.ledger());
      assertPoint(sweep.point(1, t), exit.predictions(), exit.ledger());
      if (t >= 4) {
        SimulationSettings late = simulator(t, coding, readout).settings().withReadoutStart(4);
        Evaluation delayed =
            new Evaluator(new EventDrivenSimulator(NETWORK, late), 1)
                .evaluate(SOURCE, rule, done -> {});
        assertPoint(sweep.point(2, t), delayed.predictions(), delayed.ledger());
        EarlyExitEvaluation late4 = delayed.earlyExit().orElseThrow();
        assertPoint(sweep.point(3, t), late4.predictions(), late4.ledger());
      }
    }
    long steps = sweep.point(1, T).ledger().steps();
    assertTrue(steps > SAMPLES && steps < T * SAMPLES, "steps " + steps);
  }

  private static void assertPoint(SweepResult.Point point, int[] classes, OperationLedger ledger) {
    int onlyReference = 0;
    int onlyNetwork = 0;
    for (int i = 0; i < SAMPLES; i++) {
      boolean expected = i % 2 == 0;
      boolean correct = classes[i] == i % 3;
      onlyReference += expected && !correct ? 1 : 0;
      onlyNetwork += correct && !expected ? 1 : 0;
    }
    assertEquals(SAMPLES, point.samples());
    assertEquals(SAMPLES / 2, point.referenceCorrect());
    assertEquals(onlyReference, point.onlyReference());
    assertEquals(onlyNetwork, point.onlyNetwork());
    assertEquals(ledger, point.ledger());
  }
}
