package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.record.EpochRecord;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.train.model.Model;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Watches training while it runs, on the thread that trains. */
public interface TrainingListener {
  /** Watches nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * An epoch begins.
   *
   * @param epoch from 1
   * @param batches how many it will have
   */
  default void epochStarted(int epoch, int batches) {}

  /**
   * A batch was learned.
   *
   * @param batch from 1
   * @param loss mean over the samples of the batch
   */
  default void batchDone(int batch, double loss) {}

  /**
   * A checkpoint is about to take the place of what lies there.
   *
   * @throws IOException if that must not be
   */
  default void saving() throws IOException {}

  /** An epoch ended and its checkpoint is written. */
  default void epochFinished(EpochReport report) {}

  /**
   * What is known of the training so far: before it goes on, and after each epoch that has ended.
   *
   * @throws IOException if it was to be written somewhere, and cannot be
   */
  default void recorded(TrainingRecord record) throws IOException {}

  /** Training was to resume, but the checkpoint already has every epoch asked for. */
  default void alreadyComplete(int epochs) {}

  /**
   * Training stops, or had stopped already, before all epochs asked for.
   *
   * @param epoch the last
   * @param best the one whose model is kept
   */
  default void stoppedEarly(int epoch, int best) {}

  /**
   * How an epoch went.
   *
   * @param epoch from 1
   * @param meanLoss mean over the samples trained on, each seen with the weights of its moment, l2
   *     included
   * @param validationAccuracy fraction in [0, 1] of held-out training samples classified correctly
   * @param testAccuracy the same of test samples; shown, never used to choose anything
   * @param trainingSeconds wall-clock time of the pass over the training samples
   * @param seconds the same with the checkpoint and the evaluation
   */
  record EpochReport(
      int epoch,
      double meanLoss,
      OptionalDouble validationAccuracy,
      OptionalDouble testAccuracy,
      double trainingSeconds,
      double seconds) {
    static EpochReport of(EpochRecord record, double seconds) {
      return new EpochReport(
          record.epoch(),
          record.loss(),
          optional(record.validationAccuracy()),
          optional(record.testAccuracy()),
          record.times().trainingSeconds(),
          seconds);
    }

    private static OptionalDouble optional(Double value) {
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  /**
   * A trained model.
   *
   * @param model as written to the file
   * @param record how its training went; empty if that of a complete checkpoint is not known
   * @param epochs the epochs trained now, without those of a checkpoint before
   */
  record TrainingResult(Model model, Optional<TrainingRecord> record, List<EpochReport> epochs) {
    /** Copies the list. */
    public TrainingResult {
      epochs = List.copyOf(epochs);
    }
  }
}
