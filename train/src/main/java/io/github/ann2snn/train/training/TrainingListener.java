package io.github.ann2snn.train.training;

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

  /** An epoch ended and its checkpoint is written. */
  default void epochFinished(EpochReport report) {}

  /** Training was to resume, but the checkpoint already has every epoch asked for. */
  default void alreadyComplete(int epochs) {}
}
