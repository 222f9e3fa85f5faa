package io.github.ann2snn.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.evaluation.Evaluation.EarlyExitEvaluation;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyExitEvaluationTest {
  private static final int SAMPLES = 70;
  private static final int T = 20;
  private static final SpikingNetwork NETWORK =
      RandomNetworks.integrateAndFire(11, Reset.SUBTRACT, 12, 40, 9, 3);
  private static final SampleSource SOURCE = new RandomSamples(SAMPLES);

  private static Evaluation evaluate(Simulator simulator, int threads, double margin)
      throws InterruptedException {
    return new Evaluator(simulator, threads)
        .evaluate(SOURCE, Optional.of(new EarlyExit(margin)), done -> {});
  }

  /** Against whole runs of as many steps as each sample takes, counted one by one. */
  @ParameterizedTest
  @CsvSource({
    "CURRENT, MEMBRANE, 1.5",
    "CURRENT, SPIKES, 2",
    "POISSON, MEMBRANE, 2",
    "POISSON, SPIKES, 3",
    "REGULAR, SPIKES, 1",
    "BINARY, MEMBRANE, 3"
  })
  void ledgerAndPredictionsAreThoseOfBriefRuns(InputCoding coding, Readout readout, double margin)
      throws InterruptedException {
    SimulationSettings settings = new SimulationSettings(T, coding, readout, 4);
    Simulator simulator = new EventDrivenSimulator(NETWORK, settings);
    Evaluation evaluation = evaluate(simulator, 3, margin);
    EarlyExitEvaluation exit = evaluation.earlyExit().orElseThrow();
    Map<Operation, Double> sums = new EnumMap<>(Operation.class);
    double[] synops = new double[T];
    long correct = 0;
    long steps = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[] input = RandomNetworks.input(sample, 12);
      int stop =
          new EarlyExit(margin).steps(new ReferenceSimulator(NETWORK, settings).run(input, sample));
      SimulationSettings brief = new SimulationSettings(stop, coding, readout, 4);
      SampleRun run = new ReferenceSimulator(NETWORK, brief).run(input, sample);
      OperationCounter counter = new OperationCounter(NETWORK, brief);
      counter.add(input, run);
      OperationLedger ledger = counter.ledger();
      for (Operation operation : Operation.values()) {
        sums.merge(operation, ledger.perSample(operation), Double::sum);
      }
      for (int t = 0; t < T; t++) {
        synops[t] += ledger.synapticOperationsByTimestep()[Math.min(t, stop - 1)];
      }
      assertEquals(stop, exit.steps()[sample]);
      assertEquals(run.prediction(), exit.predictions()[sample]);
      correct += run.prediction() == sample % 3 ? 1 : 0;
      steps += stop;
    }
    assertTrue(steps > SAMPLES && steps < T * SAMPLES, "steps " + steps);
    assertEquals(correct, exit.correct());
    assertEquals(steps, exit.ledger().steps());
    assertEquals((double) steps / SAMPLES, exit.meanSteps());
    for (Operation operation : Operation.values()) {
      assertEquals(sums.get(operation) / SAMPLES, exit.ledger().perSample(operation));
    }
    for (int t = 0; t < T; t++) {
      assertEquals(synops[t] / SAMPLES, exit.ledger().synapticOperationsByTimestep()[t]);
    }
    assertEquals(
        new Evaluator(simulator, 1).evaluate(SOURCE, done -> {}).ledger(), evaluation.ledger());
    assertEquals(evaluation, evaluate(new ReferenceSimulator(NETWORK, settings), 1, margin));
  }

  /** The same ledger, whether runs are cut afterwards or really stop. */
  @ParameterizedTest
  @CsvSource({"MEMBRANE", "SPIKES"})
  void runsThatReallyStopGiveTheSameLedger(Readout readout) throws InterruptedException {
    SimulationSettings settings = new SimulationSettings(T, InputCoding.CURRENT, readout, 4);
    Simulator simulator = new EventDrivenSimulator(NETWORK, settings);
    OperationCounter counter = new OperationCounter(NETWORK, settings);
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[] input = RandomNetworks.input(sample, 12);
      simulator.run(
          List.of(input), sample, Optional.of(new EarlyExit(2)), run -> counter.add(input, run));
    }
    assertEquals(evaluate(simulator, 2, 2).earlyExit().orElseThrow().ledger(), counter.ledger());
  }

  @Test
  void aMarginThatIsNeverReachedGivesTheFullRun() throws InterruptedException {
    Simulator simulator =
        new EventDrivenSimulator(
            NETWORK, new SimulationSettings(T, InputCoding.CURRENT, Readout.MEMBRANE, 4));
    Evaluation full = evaluate(simulator, 2, 1e30);
    EarlyExitEvaluation exit = full.earlyExit().orElseThrow();
    assertArrayEquals(full.predictions(), exit.predictions());
    assertEquals(full.ledger(), exit.ledger());
    assertEquals(full.correct(), exit.correct());
    assertEquals(SAMPLES, exit.agreeing(full));
    assertEquals(T, exit.meanSteps());
    assertEquals(T, exit.stepsPercentile(1));
  }

  @Test
  void aCalibratedMarginKeepsTheClassesOfItsSamples() throws InterruptedException {
    Simulator simulator =
        new EventDrivenSimulator(
            NETWORK, new SimulationSettings(T, InputCoding.CURRENT, Readout.MEMBRANE, 4));
    float[] overtaken = new Evaluator(simulator, 2).evaluate(SOURCE, d -> {}).overtakenLeads();
    for (double tolerated : new double[] {0, 0.05, 0.1}) {
      int mayChange = (int) (tolerated * SAMPLES);
      EarlyExit margin = EarlyExit.calibrate(overtaken, tolerated, Readout.MEMBRANE);
      Evaluation kept = evaluate(simulator, 2, margin.margin());
      int agreeing = kept.earlyExit().orElseThrow().agreeing(kept);
      assertTrue(agreeing >= SAMPLES - mayChange, agreeing + " at " + margin);
      Evaluation smaller = evaluate(simulator, 2, Math.nextDown((float) margin.margin()));
      assertTrue(
          smaller.earlyExit().orElseThrow().agreeing(smaller) < SAMPLES - mayChange,
          "a smaller margin than " + margin + " does as well");
    }
  }

  @Test
  void percentilesAreNearestRanks() {
    int[] steps = new int[200];
    for (int i = 0; i < 200; i++) {
      steps[i] = 200 - i;
    }
    OperationLedger ledger = new OperationLedger(200, 20_100, new long[200], List.of());
    EarlyExitEvaluation exit =
        new EarlyExitEvaluation(new EarlyExit(1), 0, new int[200], steps, ledger);
    assertEquals(100.5, exit.meanSteps());
    assertEquals(1, exit.stepsPercentile(0.1));
    assertEquals(100, exit.stepsPercentile(50));
    assertEquals(198, exit.stepsPercentile(99));
    assertEquals(200, exit.stepsPercentile(100));
  }
}
