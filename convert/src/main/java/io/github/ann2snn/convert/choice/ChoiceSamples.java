package io.github.ann2snn.convert.choice;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.convert.tuning.MarginMatching;
import io.github.ann2snn.convert.tuning.MarginMatching.Judged;
import io.github.ann2snn.convert.tuning.TuningSettings.Basis;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.ValidationSplit;
import java.util.Optional;

/**
 * Training samples to choose by.
 *
 * @param samples some or all of them
 * @param basis what is known of them
 */
public record ChoiceSamples(Split samples, Basis basis) {
  /** Multiply-accumulates that finding margins may take. */
  private static final double JUDGING = 2e11;

  /** So many held-out samples need no help. */
  private static final int ENOUGH = 10_000;

  /**
   * Those that the training of a model held out and, where these are few, of those that it has
   * learned as many as are like them; where it held none out, all.
   *
   * @param graph the model
   * @param trained how it was trained, as far as that is known
   */
  public static ChoiceSamples of(
      AnnGraph graph, Optional<TrainingState> trained, Dataset dataset, int threads)
      throws InterruptedException {
    Optional<TrainingConfig> training =
        trained
            .filter(state -> state.trainSha256().equals(dataset.trainSha256()))
            .map(TrainingState::config)
            .filter(config -> config.validationFraction() > 0);
    if (training.isEmpty()) {
      return new ChoiceSamples(dataset.train(), Basis.LEARNED);
    }
    ValidationSplit parts = parts(dataset, training.get());
    Split heldOut = parts.validation().orElseThrow();
    if (heldOut.size() < MarginMatching.LEAST || heldOut.size() >= ENOUGH) {
      return new ChoiceSamples(heldOut, Basis.VALIDATION);
    }
    Judged unlearned = judged(heldOut, graph, threads);
    double each = Math.max(1, unlearned.inference().macs().dense());
    Split learned = parts.train().slice(0, (int) Math.min(parts.train().size(), JUDGING / each));
    Split thinned = MarginMatching.thinned(judged(learned, graph, threads), unlearned);
    Split leftOut = parts.train().without(thinned);
    return new ChoiceSamples(dataset.train().without(leftOut), Basis.MATCHED);
  }

  private static Judged judged(Split samples, AnnGraph graph, int threads)
      throws InterruptedException {
    return new Judged(samples, Inference.of(graph, samples, threads, done -> {}));
  }

  /** The samples that a training holds out. */
  public static Split heldOut(Dataset dataset, TrainingConfig config) {
    return parts(dataset, config).validation().orElseThrow();
  }

  private static ValidationSplit parts(Dataset dataset, TrainingConfig config) {
    return ValidationSplit.holdOut(dataset.train(), config.validationFraction(), config.seed());
  }
}
