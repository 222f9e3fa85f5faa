package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator.CompetitiveEvaluation;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveTraining.CompetitiveLearning;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses.Responses.Response;
import io.github.ann2snn.dynamics.unsupervised.Presentation.Shared;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three bars in different places of 96 inputs, each a class; 6 neurons. */
class CompetitiveTrainingTest {
  private static final int INPUTS = 96;
  private static final int SAMPLES = 30;
  private static final SampleSource BARS =
      new SampleSource() {
        @Override
        public int size() {
          return SAMPLES;
        }

        @Override
        public void read(int sample, float[] target) {
          for (int i = 0; i < INPUTS; i++) {
            target[i] = i / 32 == label(sample) ? 1 : 0;
          }
        }

        @Override
        public int label(int sample) {
          return sample % 3;
        }
      };

  private static LearningState start(long seed) {
    CompetitiveNetwork network =
        CompetitiveNetwork.random(CompetitiveModel.DEFAULT, INPUTS, 6, seed);
    return LearningState.start(network, 3, Map.of("seed", "" + seed));
  }

  private static LearningState learn(LearningState state, long samples)
      throws InterruptedException {
    CompetitiveTraining training = new CompetitiveTraining(BARS, 7, 1);
    LearningState next = state;
    while (next.presented() < samples) {
      next = training.advance(next, samples, done -> {});
    }
    return next;
  }

  private static CompetitiveEvaluation evaluate(LearningState state, int threads)
      throws InterruptedException {
    CompetitiveEvaluator evaluator = new CompetitiveEvaluator(state.network(), 3, threads);
    return evaluator.evaluate(BARS, evaluator.assign(BARS, 3, done -> {}), done -> {});
  }

  @Test
  void learnsWhatItSees() throws InterruptedException {
    LearningState state = learn(start(1), 4 * SAMPLES);
    CompetitiveEvaluation evaluation = evaluate(state, 2);
    assertEquals(SAMPLES, evaluation.correct());
    assertEquals(0, evaluation.silent());
    assertEquals(3, state.windows().size());
    assertEquals(SAMPLES, state.windows().get(2).correct());
    int[] classes = state.classes().assigned();
    for (int n = 0; n < 6; n++) {
      if (classes[n] != NeuronClasses.NONE) {
        float[] field = state.network().receptiveField(n);
        double own = 0;
        double all = 0;
        for (int i = 0; i < INPUTS; i++) {
          own += i / 32 == classes[n] ? field[i] : 0;
          all += field[i];
        }
        assertTrue(own > 0.5 * all, "neuron " + n + " has " + own + " of " + all);
      }
    }
  }

  @Test
  void aFileInBetweenChangesNothing(@TempDir Path folder) throws Exception {
    LearningState straight = learn(start(1), 2 * SAMPLES);
    Path file = folder.resolve("network.h5");
    LearningFile.write(learn(start(1), SAMPLES), file);
    LearningState read = LearningFile.read(file);
    assertEquals(SAMPLES, read.presented());
    assertEquals(straight, learn(read, 2 * SAMPLES));
    assertNotEquals(straight, learn(start(2), 2 * SAMPLES));
  }

  @Test
  void threadsChangeNothing() throws InterruptedException {
    LearningState state = learn(start(1), SAMPLES);
    assertEquals(evaluate(state, 1), evaluate(state, 3));
  }

  /** 75 neurons are three tiles, the last of which is not full; four threads are one too many. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void learnsTheBitsOfTheDefinitionWithAnyNumberOfThreads(int threads) throws Exception {
    CompetitiveNetwork network = CompetitiveNetwork.random(CompetitiveModel.DEFAULT, INPUTS, 75, 5);
    PlainLearning plain = new PlainLearning(network, 7);
    float[] x = new float[INPUTS];
    int samples = Crew.SHIFT * 2 + 3;
    for (int k = 0; k < samples; k++) {
      BARS.read(k % SAMPLES, x);
      plain.learn(x, k);
    }
    LearningState state = LearningState.start(network, 3, Map.of());
    CompetitiveTraining training = new CompetitiveTraining(BARS, 7, threads);
    List<Long> progress = new ArrayList<>();
    while (state.presented() < samples) {
      state = training.advance(state, samples, progress::add);
    }
    assertEquals(LongStream.rangeClosed(1, samples).boxed().toList(), progress);
    assertEquals(plain.network(), state.network());
  }

  @Test
  void respondsAsDefined() {
    CompetitiveNetwork network =
        CompetitiveNetwork.random(CompetitiveModel.DEFAULT.withInhibition(17), INPUTS, 75, 5);
    Shared shared = Shared.of(network, network.tiles(), 7, 1);
    Presentation presentation = new Presentation(shared, shared.agreement().member(0));
    PlainLearning plain = new PlainLearning(network, 7);
    float[] x = new float[INPUTS];
    for (int k = 0; k < 3; k++) {
      BARS.read(k, x);
      plain.show(x, k, CompetitiveModel.INTENSITY, false);
      Response response = presentation.respond(x, k);
      assertEquals(plain.input, response.input());
      assertEquals(plain.excitatory, response.excitatory());
      assertEquals(plain.inhibitory, response.inhibitory());
      assertTrue(response.inhibitory().count() > 50);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatAThreadThrowsIsThrown(int threads) {
    IllegalStateException fault = new IllegalStateException("no such sample");
    SampleSource broken =
        new SampleSource() {
          @Override
          public int size() {
            return SAMPLES;
          }

          @Override
          public void read(int sample, float[] target) {
            if (sample == 5 && (threads == 1) == isCaller()) {
              throw fault;
            }
            BARS.read(sample, target);
          }

          private boolean isCaller() {
            return !Thread.currentThread().getName().startsWith("member");
          }

          @Override
          public int label(int sample) {
            return 0;
          }
        };
    LearningState state =
        LearningState.start(
            CompetitiveNetwork.random(CompetitiveModel.DEFAULT, INPUTS, 75, 5), 3, Map.of());
    CompetitiveTraining training = new CompetitiveTraining(broken, 7, threads);
    assertSame(
        fault,
        assertThrows(
            IllegalStateException.class, () -> training.advance(state, SAMPLES, done -> {})));
    assertNoThreadIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anInterruptEndsAllThreads(int threads) {
    LearningState state =
        LearningState.start(
            CompetitiveNetwork.random(CompetitiveModel.DEFAULT, INPUTS, 75, 5), 3, Map.of());
    CompetitiveTraining training = new CompetitiveTraining(BARS, 7, threads);
    List<Long> progress = new ArrayList<>();
    assertThrows(
        InterruptedException.class,
        () ->
            training.advance(
                state,
                SAMPLES,
                done -> {
                  progress.add(done);
                  if (done == 2) {
                    Thread.currentThread().interrupt();
                  }
                }));
    assertEquals(List.of(1L, 2L), progress);
    assertFalse(Thread.interrupted(), "it was told already");
    assertNoThreadIsLeft();
  }

  private static void assertNoThreadIsLeft() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      assertFalse(thread.getName().startsWith("member"), thread.getName());
    }
  }

  @Test
  void refusesToLearnWithoutThreads() {
    assertEquals(
        "threads is 0, expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> new CompetitiveTraining(BARS, 7, 0))
            .getMessage());
  }

  @Test
  void everyOperationIsCounted() throws InterruptedException {
    CompetitiveEvaluation evaluation = evaluate(learn(start(1), SAMPLES), 1);
    OperationLedger ledger = evaluation.ledger();
    LayerLedger excitatory = ledger.layers().get(0);
    LayerLedger inhibitory = ledger.layers().get(1);
    assertEquals(700, ledger.timesteps());
    assertEquals(SAMPLES * 700, ledger.steps());
    long inputs = 0;
    for (long count : ledger.inputSpikes()) {
      inputs += count;
    }
    assertEquals(32 * 63.75 * 0.35, (double) inputs / SAMPLES, 20, "32 inputs at 63.75 Hz");
    assertTrue(excitatory.totalSpikes() > 0);
    long last = excitatory.spikes()[699];
    assertEquals(excitatory.totalSpikes() - last, inhibitory.totalSynapticOperations());
    assertEquals(
        (double) excitatory.totalSpikes(),
        (double) inhibitory.totalSpikes(),
        SAMPLES,
        "each is relayed");
    assertEquals(6 * inputs, excitatory.totalInputOperations());
    long late = inhibitory.spikes()[699];
    assertEquals(
        6 * inputs + 5 * (inhibitory.totalSpikes() - late), excitatory.totalSynapticOperations());
    assertEquals((7 + 4) * 6 * 700, ledger.perSample(Operation.STATE_UPDATE));
    assertEquals(2 * 6 * 700, ledger.perSample(Operation.THRESHOLD_COMPARE));
    assertEquals(0, ledger.perSample(Operation.ANALOG_MAC));
    assertEquals(0, ledger.perSample(Operation.BIAS_ADD));
  }

  @Test
  void aFaintSampleIsShownMoreIntensely() {
    CompetitiveNetwork network = CompetitiveNetwork.random(CompetitiveModel.DEFAULT, INPUTS, 6, 1);
    float[] faint = new float[INPUTS];
    Arrays.fill(faint, 0.04f);
    Shared shared = Shared.of(network, network.tiles(), 1, 1);
    CompetitiveLearning learning = new CompetitiveLearning(shared, shared.agreement().member(0));
    assertTrue(Arrays.stream(learning.learn(faint, 0)).sum() >= CompetitiveModel.LEAST_SPIKES);
    assertEquals(0, Arrays.stream(learning.learn(new float[INPUTS], 0)).sum(), "it gives up");
    assertArrayEquals(new int[INPUTS], shared.input().train().counts());
  }
}
