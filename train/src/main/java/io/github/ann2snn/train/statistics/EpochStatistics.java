package io.github.ann2snn.train.statistics;

import io.github.ann2snn.ann.record.BatchCurve;
import io.github.ann2snn.ann.record.EpochRecord;
import io.github.ann2snn.ann.record.EpochRecord.Times;
import io.github.ann2snn.ann.record.UpdateNumbers;
import io.github.ann2snn.train.step.TrainingStep;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What is noted of an epoch while it runs; it changes nothing of it. */
public final class EpochStatistics {
  private final MultiLayerNetwork network;
  private final int number;
  private final int batches;
  private final StepNorms norms;
  private final BatchCurve.Builder curve;
  private long samples;
  private long correct;
  private double rate;
  private UpdateNumbers firstUpdate;

  /**
   * @param number of the epoch, from 1
   * @param batches how many it has
   */
  public EpochStatistics(MultiLayerNetwork network, int number, int batches) {
    this.network = network;
    this.number = number;
    this.batches = batches;
    this.norms = new StepNorms(network, batches);
    this.curve = new BatchCurve.Builder(batches);
  }

  /**
   * Updates the weights by the gradients that are there, and takes the norms of both where the
   * batch is one of those that are looked at; of the first update of a small network by one sample,
   * every number.
   *
   * @param newRate learning rate of this update
   * @param step that made the gradients
   * @param rows samples of the batch
   * @param loss of them, the mean
   */
  public void update(
      int batch, double newRate, TrainingStep step, int rows, double loss, Runnable update) {
    rate = newRate;
    boolean isFirst = batch == 1 && rows == 1 && UpdateNotes.isSmall(network);
    Optional<UpdateNotes> notes =
        isFirst ? Optional.of(new UpdateNotes(network)) : Optional.empty();
    boolean looks = norms.looksAt(batch);
    if (looks) {
      norms.beforeStep();
    }
    update.run();
    if (looks) {
      norms.afterStep();
    }
    notes.ifPresent(taken -> firstUpdate = taken.numbers(step, loss, newRate));
  }

  /**
   * After a batch.
   *
   * @param right how many of its samples were classified correctly
   */
  public void learned(int rows, double loss, int right) {
    samples += rows;
    correct += right;
    curve.add(rows, loss, right);
  }

  /** What is noted, until there is a model. */
  public EpochRecord record(
      double loss, Double validation, Double test, LayerStatistics layers, Times times) {
    return new EpochRecord(
        number,
        "",
        batches,
        loss,
        (double) correct / samples,
        validation,
        test,
        rate,
        curve.build(),
        layers.layers(norms),
        firstUpdate,
        times);
  }
}
