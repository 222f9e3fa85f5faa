package io.github.ann2snn.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.tuning.Exploration;
import io.github.ann2snn.convert.tuning.Trial;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningDocument.HeldOutPart;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tuning as a program does it. */
class TunerTest {
  private static final Samples TRAINING = Quarters.points(800, 7);
  private static final Samples TEST = Quarters.points(200, 8);
  private static final Model MODEL = Model.of(Quarters.GRAPH);

  private static TuningOptions within(double points) {
    TuningOptions usual = TuningOptions.within(points);
    return new TuningOptions(
        usual.objective(), points, usual.confidence(), 4, 8, usual.codings(), 100, 1, true);
  }

  /** Remembers what it was told, and what it was given. */
  private static final class Notebook implements TuningListener {
    private final List<TuningDocument> known;
    final List<Trial> trials = new ArrayList<>();
    final List<String> sentences = new ArrayList<>();
    int reused = -1;
    Conversion conversion;

    Notebook(TuningDocument... known) {
      this.known = List.of(known);
    }

    @Override
    public Exploration begins(HeldOutPart samples) {
      assertEquals(700, samples.searchSamples() + samples.confirmationSamples());
      assertEquals(1, samples.searchAccuracy());
      return new Exploration(known);
    }

    @Override
    public void told(String sentence) {
      sentences.add(sentence);
    }

    @Override
    public void noticed(String sentence) {
      sentences.add(sentence);
    }

    @Override
    public void tried(Trial trial, TuningDocument soFar) {
      trials.add(trial);
      assertEquals(trials, soFar.trials());
    }

    @Override
    public void searched(TuningDocument trials, int number) {
      reused = number;
    }

    @Override
    public void converted(Conversion made) {
      conversion = made;
    }
  }

  /** What is said of the test samples is what an evaluation of the network gives. */
  @Test
  void theChoiceIsWhatItsNetworkDoes() throws Exception {
    Notebook notebook = new Notebook();
    Set<String> tasks = new ConcurrentSkipListSet<>();
    Tuning tuning =
        Tuner.with(within(5))
            .withListener(notebook)
            .withProgress(
                (task, total, unit) -> {
                  tasks.add(task);
                  return done -> {};
                })
            .tune(MODEL, TRAINING, TEST);
    TuningDocument document = tuning.document();
    assertEquals(4, document.trials().size());
    assertEquals(document.trials(), notebook.trials);
    assertEquals(0, notebook.reused);
    assertTrue(tasks.containsAll(List.of("Trial 1/4", "Confirming", "Testing")), tasks.toString());
    assertTrue(document.choice().upperBound() <= 0.05);
    assertTrue(tuning.text().contains("Chosen: trial "), tuning.text());

    Evaluator evaluator = Evaluator.of(tuning.network().orElseThrow());
    Optional<EarlyExit> exit = document.choice().point().exit();
    Evaluation evaluation = exit.map(evaluator::withEarlyExit).orElse(evaluator).run(TEST);
    assertEquals(document.outcome().test().point().accuracy(), accuracy(evaluation), 1e-12);
    assertEquals(1, document.outcome().test().annAccuracy());
    assertEquals("memory", document.settings().modelSha256());
    assertEquals(400, notebook.conversion.certificate().samples());

    // Nobody knows that the model has not learned the samples.
    assertEquals(tuning.notices(), notebook.sentences);
    assertEquals(1, tuning.notices().size());
    assertTrue(tuning.notices().get(0).startsWith("the model is tuned on samples that it has"));
  }

  private static double accuracy(Evaluation evaluation) {
    var exits = evaluation.results().snn().earlyExit();
    return exits == null ? evaluation.accuracy() : exits.accuracy();
  }

  @Test
  void neitherThreadsNorWhatIsKnownChangeIt() throws Exception {
    Tuning first = Tuner.with(within(5)).withThreads(1).tune(MODEL, TRAINING, TEST);
    Notebook notebook = new Notebook(first.document());
    Tuning again =
        Tuner.with(within(5)).withThreads(3).withListener(notebook).tune(MODEL, TRAINING, TEST);
    assertEquals(first, again);
    assertEquals(List.of(), notebook.trials);
    assertEquals(4, notebook.reused);
    assertTrue(
        notebook.sentences.contains(
            "The same was chosen before: the test samples are not simulated again."),
        notebook.sentences.toString());
  }

  @Test
  void nothingIsChosenWhereNothingMeetsTheGoal() throws Exception {
    Tuning tuning = Tuner.with(within(0)).tune(MODEL, TRAINING, TEST);
    assertTrue(tuning.network().isEmpty());
    assertTrue(tuning.notices().get(1).contains("samples to confirm on are too few"));
    assertFalse(tuning.text().contains("Chosen"), tuning.text());
  }

  @Test
  void itCanBeInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class, () -> Tuner.with(within(5)).tune(MODEL, TRAINING, TEST));
    assertFalse(Thread.interrupted());
  }

  @Test
  void tooFewSamplesOrOthersAreRefused() {
    Samples one = Samples.of(new float[][] {{1, 0}}, new int[] {0}, 2);
    var few =
        assertThrows(
            ConversionRefusedException.class, () -> Tuner.with(within(5)).tune(MODEL, one, TEST));
    assertTrue(
        few.getMessage()
            .startsWith("samples: 0 training samples are left beside 1 to calibrate on, expected"),
        few.getMessage());
    Samples wide = Samples.of(new float[][] {{1, 0, 0}}, new int[] {0}, 2);
    var other =
        assertThrows(
            IllegalArgumentException.class,
            () -> Tuner.with(within(5)).tune(MODEL, TRAINING, wide));
    assertTrue(other.getMessage().startsWith("the model takes 2 inputs"), other.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "101, 0.9, 1, 1, 1 | --max-accuracy-drop is 101.0, expected 0 to 100 percentage points",
        "1, 0.5, 1, 1, 1 | --confidence is 0.5, expected 0.5 < C < 1",
        "1, 0.9, 0, 1, 1 | --budget is 0, expected at least 1",
        "1, 0.9, 1, 0, 1 | --timesteps is 0, expected 1 to 65536",
        "1, 0.9, 1, 1, 0 | --calibration-samples is 0, expected at least 1"
      })
  void optionsOutOfRangeAreRefused(String numbers, String message) {
    String[] words = numbers.split(", ", -1);
    TuningOptions usual = TuningOptions.within(1);
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TuningOptions(
                    usual.objective(),
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]),
                    usual.codings(),
                    Integer.parseInt(words[4]),
                    1,
                    true));
    assertEquals(message, refused.getMessage());
  }
}
