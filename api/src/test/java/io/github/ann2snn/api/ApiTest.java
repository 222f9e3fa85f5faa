package io.github.ann2snn.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.datasets.Samples.Sample;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as a program uses it, with numbers worked out by hand. */
class ApiTest {
  private final Model model = Model.of(Quarters.GRAPH);

  @TempDir Path folder;

  @AfterEach
  void nobodyIsInterruptedAnyMore() {
    assertFalse(Thread.interrupted());
  }

  private Conversion converted() throws ConversionRefusedException, InterruptedException {
    return Converter.with(Quarters.fourSteps()).convert(model, Quarters.TRAINING);
  }

  /**
   * A neuron with the current 3/4 fires at steps 2, 3 and 4, one with 1/4 at step 4. After the
   * first step no output differs from another, and the first class is taken; then the class with
   * more spikes is right. Each of the 4 spikes reaches 2 outputs.
   */
  @Test
  void aNetworkWorkedOutByHand() throws Exception {
    Evaluation evaluation = Evaluator.of(converted().network()).run(Quarters.TEST);
    assertArrayEquals(new double[] {0.5, 1, 1, 1}, evaluation.accuracyByTimestep());
    assertEquals(1, evaluation.accuracy());
    assertEquals(8, evaluation.operations().perSample(Operation.SYNAPTIC_OPERATION));
    assertArrayEquals(new int[] {0, 1}, evaluation.runs().predictions());
    assertTrue(evaluation.verdict().startsWith("After 4 steps: 100.00 %"), evaluation.verdict());
    assertEquals(0.5, Evaluator.of(converted().network()).run(Quarters.TEST, 1).accuracy());
  }

  @Test
  void theConversionTellsItsEvidence() throws Exception {
    Conversion conversion = converted();
    assertEquals(3, conversion.certificate().samples());
    assertEquals(0, conversion.certificate().worstDifference(), 1e-6);
    assertEquals(List.of(), conversion.reasons());
    assertEquals("max", conversion.network().provenance().get("normalization"));
    assertFalse(conversion.network().provenance().containsKey(Conversion.MODEL_SHA256));
    Path file = folder.resolve("network.nir");
    conversion.write(file);
    assertEquals(conversion.network(), NirReader.network(file));
  }

  /** Without settings the operating point is chosen, and says why. */
  @Test
  void theOperatingPointIsChosen() throws Exception {
    Samples training = Quarters.points(400, 7);
    Conversion conversion =
        Converter.with(ConversionSettings.automatic()).convert(Quarters.GRAPH, training);
    assertEquals(5, conversion.reasons().size());
    assertTrue(conversion.reasons().get(0).startsWith("Operating point: T = "));
    assertTrue(conversion.operatingPoint().isPresent());
    assertEquals(
        conversion,
        Converter.with(ConversionSettings.automatic())
            .withThreads(1)
            .convert(Quarters.GRAPH, training));
    Evaluation evaluation =
        Evaluator.of(conversion.network())
            .withEarlyExit(training)
            .comparedWith(model)
            .run(Quarters.points(200, 8));
    assertTrue(evaluation.verdict().startsWith("Stop after "), evaluation.verdict());
    assertTrue(evaluation.results().snn().earlyExit() != null);
    int few = conversion.network().defaults().timesteps() + 1;
    assertTrue(
        Evaluator.of(conversion.network())
            .run(Quarters.TEST, few)
            .verdict()
            .startsWith("After " + few + " steps"));
  }

  @Test
  void settingsAreHeeded() throws Exception {
    Samples training = Quarters.points(400, 7);
    ConversionSettings settings =
        ConversionSettings.automatic().withTimesteps(6).withSeed(5).withArithmetic(Arithmetic.INT8);
    Conversion conversion = Converter.with(settings).convert(model, training);
    assertEquals(Arithmetic.INT8, conversion.network().arithmetic());
    assertTrue(conversion.network().defaults().timesteps() <= 6);
    assertEquals("5", conversion.network().provenance().get("conversion_seed"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Quarters.fourSteps().withGoal(settings.search().get().goal()));
  }

  @Test
  void theReportHasEverything() throws Exception {
    Conversion conversion = converted();
    Evaluation evaluation =
        Evaluator.of(conversion.network()).withEarlyExit(new EarlyExit(1)).run(Quarters.TEST);
    assertEquals(null, evaluation.results().ann());
    Path page = folder.resolve("report.html");
    Report.of(model, conversion, evaluation).write(page);
    Results written = Results.DOCUMENT.read(folder.resolve("results.json"));
    assertEquals(1, written.ann().accuracy());
    assertEquals(0, written.comparison().accuracyDrop());
    assertTrue(Files.readString(page).contains("</html>"));
    assertTrue(Files.isDirectory(folder.resolve("report-csv")));
    Evaluation compared = evaluation.comparedWith(model);
    assertEquals(written.verdict(), compared.verdict());
    assertSame(compared, compared.comparedWith(model));
    Evaluation other =
        Evaluator.of(
                converted().network().withDefaults(Quarters.fourSteps().withTimesteps(5).run()))
            .run(Quarters.TEST);
    assertThrows(IllegalArgumentException.class, () -> Report.of(model, conversion, other));
  }

  @Test
  void somebodyElsesDocumentStays() throws Exception {
    Path document = folder.resolve("results.json");
    Files.writeString(document, "{\"mine\": 1}");
    Report report = Report.of(Evaluator.of(converted().network()).run(Quarters.TEST));
    var refused =
        assertThrows(BadFileException.class, () -> report.write(folder.resolve("a.html")));
    assertTrue(refused.getMessage().contains("is no document of results"), refused.getMessage());
    assertEquals("{\"mine\": 1}", Files.readString(document));
  }

  /** A listener hears of each piece of work; whoever is interrupted there gets no result. */
  @Test
  void everythingCanBeInterrupted() throws Exception {
    Samples training = Quarters.points(120, 7);
    Set<String> tasks = new ConcurrentSkipListSet<>();
    work(training, tasks::add);
    assertEquals(
        Set.of(
            "Calibrating",
            "Calibrating layer",
            "Confirming",
            "Running the model",
            "Screening",
            "Searching",
            "Simulating"),
        tasks);
    for (String task : tasks) {
      assertThrows(
          InterruptedException.class,
          () ->
              work(
                  training,
                  begun -> {
                    if (begun.equals(task)) {
                      Thread.currentThread().interrupt();
                    }
                  }),
          task);
      assertFalse(Thread.interrupted(), task);
    }
  }

  @FunctionalInterface
  private interface Ear {
    void hear(String task);
  }

  private void work(Samples training, Ear ear)
      throws ConversionRefusedException, InterruptedException, IOException {
    Progress progress =
        (task, total, unit) -> {
          assertTrue(total > 0);
          ear.hear(task.replaceFirst(" \\d.*", ""));
          return done -> {};
        };
    Conversion conversion =
        Converter.with(ConversionSettings.automatic())
            .withProgress(progress)
            .convert(model, training);
    Evaluator.of(conversion.network())
        .withEarlyExit(training)
        .comparedWith(model)
        .withProgress(progress)
        .run(Quarters.TEST);
  }

  @Test
  void samplesComeFromArraysAndStreams() {
    Samples stream =
        Samples.of(
            Stream.of(
                new Sample(new float[] {0.75f, 0.25f}, 0),
                new Sample(new float[] {0.25f, 0.75f}, 1)),
            2);
    assertEquals(Quarters.TEST.split().contentDigest(), stream.split().contentDigest());
    assertEquals(List.of("0", "1"), stream.classNames());
    assertEquals(
        List.of(1, 2, 1),
        stream.shaped(List.of(1, 2, 1)).withClassNames(List.of("a", "b")).shape());
  }

  @Test
  void otherSamplesAreRefused() throws Exception {
    Samples three = Samples.of(new float[][] {{0, 0, 1}, {1, 0, 0}}, new int[] {0, 1}, 2);
    assertRefused(
        "the model takes 2 inputs and tells 2 classes, but samples has 3 inputs",
        () -> Converter.with(Quarters.fourSteps()).convert(model, three));
    Evaluator evaluator = Evaluator.of(converted().network());
    assertRefused("the network takes 2 inputs", () -> evaluator.run(three));
    assertRefused("threads is 0, expected at least 1", () -> evaluator.withThreads(0));
    assertRefused(
        "threads is 0, expected at least 1",
        () -> Converter.with(Quarters.fourSteps()).withThreads(0));
    Samples one = Samples.of(new float[][] {{1, 0}}, new int[] {0}, 2);
    var few =
        assertThrows(
            ConversionRefusedException.class,
            () -> Converter.with(ConversionSettings.automatic()).convert(model, one));
    assertTrue(
        few.getMessage().startsWith("samples: 0 training samples are left beside 1"),
        few.getMessage());
  }

  @Test
  void whatIsNoFileOfAModelIsRefused() throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.writeString(file, "no model");
    var refused = assertThrows(BadFileException.class, () -> Models.read(file));
    assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private static void assertRefused(String message, Step step) {
    var refused = assertThrows(IllegalArgumentException.class, step::run);
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }
}
