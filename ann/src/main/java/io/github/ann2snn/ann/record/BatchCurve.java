package io.github.ann2snn.ann.record;

import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Loss and accuracy batch by batch, smoothed: each point is a mean over the samples of as many
 * batches, the last of maybe fewer.
 *
 * @param batchesPerPoint how many batches a point stands for
 * @param loss mean over samples
 * @param accuracy fraction in [0, 1] of the samples that were classified correctly while they were
 *     learned
 */
public record BatchCurve(int batchesPerPoint, List<Float> loss, List<Float> accuracy) {
  /** The most points that an epoch has. */
  public static final int MOST_POINTS = 100;

  /** Checks the number of points and copies them. */
  public BatchCurve {
    loss = List.copyOf(Objects.requireNonNull(loss, "key \"loss\""));
    accuracy = List.copyOf(Objects.requireNonNull(accuracy, "key \"accuracy\""));
    Refusal.when(
        batchesPerPoint < 1, "batches of a point must be at least 1; got %s", batchesPerPoint);
    Refusal.when(
        loss.size() != accuracy.size() || loss.size() > MOST_POINTS,
        "points of loss and accuracy must be as many, at most %d; got %d and %d",
        MOST_POINTS,
        loss.size(),
        accuracy.size());
  }

  /** Adds batches up. */
  public static final class Builder {
    private final int batches;
    private final int perPoint;
    private final List<Float> losses = new ArrayList<>();
    private final List<Float> accuracies = new ArrayList<>();
    private double loss;
    private long correct;
    private int samples;
    private int done;

    /**
     * @param batches how many there will be
     */
    public Builder(int batches) {
      this.batches = batches;
      this.perPoint = (batches + MOST_POINTS - 1) / MOST_POINTS;
    }

    /**
     * Takes the next batch.
     *
     * @param size number of its samples
     * @param meanLoss over its samples
     * @param right number of its samples that were classified correctly
     */
    public void add(int size, double meanLoss, int right) {
      loss += meanLoss * size;
      correct += right;
      samples += size;
      done++;
      if (done % perPoint == 0 || done == batches) {
        losses.add((float) (loss / samples));
        accuracies.add((float) ((double) correct / samples));
        loss = 0;
        correct = 0;
        samples = 0;
      }
    }

    /** What has come of whole points. */
    public BatchCurve build() {
      return new BatchCurve(perPoint, losses, accuracies);
    }
  }
}
