package io.github.ann2snn.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  private static final SpikingNetwork NETWORK =
      RandomNetworks.integrateAndFire(11, Reset.SUBTRACT, 12, 9, 3);
  private static final Simulator SIMULATOR =
      new EventDrivenSimulator(
          NETWORK, new SimulationSettings(10, InputCoding.POISSON, Readout.SPIKES, 4));

  /** {@code size} random samples; labels go round. */
  private record RandomSamples(int size, int width) implements SampleSource {
    @Override
    public void read(int sample, float[] target) {
      System.arraycopy(RandomNetworks.input(sample, width), 0, target, 0, width);
    }

    @Override
    public int label(int sample) {
      return sample % 3;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void doesNotDependOnTheNumberOfThreads(int threads) throws InterruptedException {
    SampleSource source = new RandomSamples(301, 12);
    Evaluation one = new Evaluator(SIMULATOR, 1).evaluate(source, done -> {});
    assertEquals(one, new Evaluator(SIMULATOR, threads).evaluate(source, done -> {}));
  }

  @Test
  void countsWhatTheSimulatorPredicts() throws InterruptedException {
    SampleSource source = new RandomSamples(50, 12);
    AtomicInteger done = new AtomicInteger();
    Evaluation evaluation = new Evaluator(SIMULATOR, 2).evaluate(source, done::addAndGet);
    long[] correct = new long[10];
    for (int sample = 0; sample < 50; sample++) {
      SampleRun run = SIMULATOR.run(RandomNetworks.input(sample, 12), sample);
      for (int t = 0; t < 10; t++) {
        correct[t] += run.predictions()[t] == sample % 3 ? 1 : 0;
      }
      assertEquals(run.prediction(), evaluation.predictions()[sample]);
      assertEquals(run.leads()[9], evaluation.leads()[sample]);
    }
    assertArrayEquals(correct, evaluation.correctByTimestep());
    assertEquals(correct[9] / 50.0, evaluation.accuracyByTimestep()[9]);
    assertEquals(50, done.get());
    assertEquals(50, evaluation.ledger().samples());
  }

  @Test
  void fewSamplesGoToAllThreads() throws InterruptedException {
    Queue<Integer> together = new ConcurrentLinkedQueue<>();
    new Evaluator(SIMULATOR, 3).evaluate(new RandomSamples(10, 12), together::add);
    assertEquals(List.of(2, 4, 4), together.stream().sorted().toList());
    together.clear();
    new Evaluator(SIMULATOR, 2).evaluate(new RandomSamples(200, 12), together::add);
    assertEquals(List.of(50, 50, 50, 50), together.stream().sorted().toList());
  }

  /** What is worked out once serves every evaluation, and nothing is left of one in the next. */
  @Test
  void anEvaluatorMayBeUsedAgain() throws InterruptedException {
    Evaluator evaluator = new Evaluator(SIMULATOR, 2);
    Evaluation first = evaluator.evaluate(new RandomSamples(70, 12), done -> {});
    evaluator.evaluate(new RandomSamples(5, 12), done -> {});
    assertEquals(first, evaluator.evaluate(new RandomSamples(70, 12), done -> {}));
  }

  @Test
  void refusesWhatCannotBeEvaluated() {
    assertEquals(
        "there is no sample to evaluate",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Evaluator(SIMULATOR, 1).evaluate(new RandomSamples(0, 12), d -> {}))
            .getMessage());
    assertEquals(
        "threads is 0, expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> new Evaluator(SIMULATOR, 0))
            .getMessage());
  }

  @Test
  void passesOnWhatAThreadThrows() {
    SampleSource broken =
        new SampleSource() {
          @Override
          public int size() {
            return 5;
          }

          @Override
          public void read(int sample, float[] target) {
            throw new IllegalStateException("sample " + sample + " cannot be read");
          }

          @Override
          public int label(int sample) {
            return 0;
          }
        };
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () -> new Evaluator(SIMULATOR, 1).evaluate(broken, done -> {}));
    assertEquals("sample 0 cannot be read", thrown.getMessage());
  }
}
