package io.github.ann2snn.ann.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ann2snn.files.Refusal;
import java.util.List;
import java.util.Objects;

/**
 * An epoch of a training.
 *
 * @param epoch from 1
 * @param modelSha256 SHA-256 of the model file that it ended with
 * @param batches number of updates
 * @param loss mean over the samples trained on, each seen with the weights of its moment
 * @param accuracy fraction in [0, 1] of them that were classified correctly then
 * @param validationAccuracy of held-out samples, with the model's weights; null where none are
 * @param testAccuracy of test samples, likewise
 * @param learningRate of the last update
 * @param curve loss and accuracy batch by batch
 * @param layers in order, those that have parameters or an activation
 * @param firstUpdate every number of the first update of a small network by one sample; null where
 *     the network or the batch is larger
 * @param times when, and how long; all of it that differs when equal training is repeated
 */
public record EpochRecord(
    int epoch,
    String modelSha256,
    int batches,
    double loss,
    double accuracy,
    Double validationAccuracy,
    Double testAccuracy,
    double learningRate,
    BatchCurve curve,
    List<LayerRecord> layers,
    @JsonInclude(JsonInclude.Include.NON_NULL) UpdateNumbers firstUpdate,
    Times times) {
  /** Checks what others rely on, and copies the list. */
  public EpochRecord {
    Refusal.when(epoch < 1, "epoch must be at least 1; got %s", epoch);
    Refusal.when(batches < 1, "batches of epoch %d must be at least 1; got %s", epoch, batches);
    Objects.requireNonNull(modelSha256, "key \"modelSha256\"");
    Objects.requireNonNull(curve, "key \"curve\"");
    layers = List.copyOf(Objects.requireNonNull(layers, "key \"layers\""));
    Objects.requireNonNull(times, "key \"times\"");
  }

  /** The same, ended with a model. */
  public EpochRecord endedWith(String sha256) {
    return new EpochRecord(
        epoch,
        sha256,
        batches,
        loss,
        accuracy,
        validationAccuracy,
        testAccuracy,
        learningRate,
        curve,
        layers,
        firstUpdate,
        times);
  }

  /**
   * Wall-clock times.
   *
   * @param endedAt when the epoch ended, milliseconds since 1970 in UTC
   * @param trainingSeconds of the pass over the training samples
   * @param evaluationSeconds of what came after, up to the writing of the model
   */
  public record Times(long endedAt, double trainingSeconds, double evaluationSeconds) {
    /** Checks the durations. */
    public Times {
      Refusal.when(
          !(trainingSeconds >= 0 && evaluationSeconds >= 0),
          "seconds of an epoch must be at least 0; got %s and %s",
          trainingSeconds,
          evaluationSeconds);
    }
  }
}
