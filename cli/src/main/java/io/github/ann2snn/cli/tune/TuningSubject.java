package io.github.ann2snn.cli.tune;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.run.Training;
import io.github.ann2snn.cli.run.Training.Checkpoint;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.choice.ChoiceSamples;
import io.github.ann2snn.convert.tuning.TuningDocument.HeldOutPart;
import io.github.ann2snn.convert.tuning.TuningSettings.Basis;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The model that is simulated in a tuning, and samples to do it on.
 *
 * <p>A model is surer of samples that it has learned than of others, so a setting that just does
 * for those fails on others. Where training held samples out, they decide. Where it did not, but it
 * is known how the model was trained, a surrogate is trained in the same way with samples held out,
 * and what suits it on them is taken for the model: the usual way to choose by a validation set and
 * then to train on all samples (Hastie, Tibshirani and Friedman, "The elements of statistical
 * learning", 2nd ed. 2009, section 7.10), the other way round.
 *
 * @param argument the model itself or a surrogate
 * @param pool training samples to tune on
 * @param basis what is known of them
 */
record TuningSubject(ModelArgument argument, Split pool, Basis basis) {
  private static final double SURROGATE_FRACTION = 0.25;

  /**
   * Finds it, or trains it.
   *
   * @param surrogate whether one may be trained
   * @param file that the surrogate is kept in
   */
  static TuningSubject of(
      BaseCommand command,
      ModelArgument model,
      Dataset dataset,
      boolean surrogate,
      Path file,
      int threads)
      throws IOException, InterruptedException {
    ChoiceSamples pool = ChoiceSamples.of(model.graph(), model.training(), dataset, threads);
    if (pool.basis() != Basis.LEARNED) {
      return new TuningSubject(model, pool.samples(), pool.basis());
    }
    Optional<TrainingState> training =
        model
            .training()
            .filter(state -> state.trainSha256().equals(dataset.trainSha256()))
            // What it began with has learned the samples that a surrogate must not know.
            .filter(state -> state.config().startSha256().isEmpty());
    if (training.isPresent() && surrogate && training.get().epochsCompleted() > 0) {
      return surrogate(command, training.get(), dataset, file);
    }
    command.warn(
        "NOTICE: the model is tuned on samples that it has learned, as far as anybody knows; it is surer of them than of others, so the held-out figures are too good. Train with --validation-split.");
    return new TuningSubject(model, pool.samples(), pool.basis());
  }

  private static TuningSubject surrogate(
      BaseCommand command, TrainingState training, Dataset dataset, Path file) throws IOException {
    TrainingConfig config = training.config().with(training.modelEpoch(), SURROGATE_FRACTION);
    command.say(
        "The model has learned all training samples: training a surrogate like it, with %.0f %% of them held out.",
        100 * SURROGATE_FRACTION);
    Checkpoint checkpoint =
        new Checkpoint(
            file, Files.exists(file), "the same command line", () -> {}, Optional.empty());
    Training.train(command, config, withoutTest(dataset), checkpoint, Optional.empty());
    return new TuningSubject(
        ModelArgument.of(file), ChoiceSamples.heldOut(dataset, config), Basis.SURROGATE);
  }

  /** Training tells the accuracy on the test samples, which a tuning must not know. */
  private static Dataset withoutTest(Dataset dataset) {
    return dataset.withTest(dataset.test().slice(0, 0), dataset.testSha256());
  }

  /**
   * The samples that decide in a tuning: half of them in the search, the others in the
   * confirmation.
   *
   * @param search samples that trials are made on, with the ANN's classes
   * @param confirmation samples that candidates are confirmed on
   * @param facts how many there are, and what the ANN does on them
   */
  record TuningSamples(ComparedSamples search, ComparedSamples confirmation, HeldOutPart facts) {
    private static final int MOST = 20_000;

    /**
     * Chooses samples that do not calibrate.
     *
     * @param subject the model that is simulated, and the samples that it may be tuned on
     * @param converter of that model
     * @param dataset what the samples are from
     * @throws IOException if they are too few
     */
    static TuningSamples choose(
        TuningSubject subject, TrialConverter converter, Dataset dataset, long seed, int threads)
        throws IOException, InterruptedException {
      Split calibration = converter.calibrationSamples();
      Split free = subject.pool().without(calibration).shuffled(seed);
      Split chosen = free.slice(0, Math.min(MOST, free.size()));
      int half = chosen.size() / 2;
      if (half == 0) {
        throw new IOException(
            Text.of(
                "%s: %d training samples are left beside %d to calibrate on, expected at least 2 to tune on; ask for fewer with --calibration-samples",
                dataset.name(), chosen.size(), calibration.size()));
      }
      AnnGraph graph = subject.argument().graph();
      ComparedSamples search = compared(chosen.slice(0, half), graph, threads);
      ComparedSamples confirmation = compared(chosen.slice(half, chosen.size()), graph, threads);
      return new TuningSamples(
          search,
          confirmation,
          new HeldOutPart(
              subject.basis(),
              subject.argument().sha256(),
              converter.layers(),
              search.samples().size(),
              accuracy(search),
              confirmation.samples().size(),
              accuracy(confirmation),
              calibration.size()));
    }

    static ComparedSamples compared(Split samples, AnnGraph graph, int threads)
        throws InterruptedException {
      Inference inference = Inference.of(graph, samples, threads, done -> {});
      return new ComparedSamples(samples, inference.classes());
    }

    private static double accuracy(ComparedSamples compared) {
      int correct = 0;
      for (int i = 0; i < compared.reference().length; i++) {
        correct += compared.reference()[i] == compared.samples().label(i) ? 1 : 0;
      }
      return (double) correct / compared.reference().length;
    }
  }
}
