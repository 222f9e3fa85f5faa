package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.qcfs.QcfsActivation;
import io.github.ann2snn.train.training.ValidationSplit.SeedStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One pass over the training samples, in an order and with dropout keyed by (seed, epoch).
 *
 * @param number of the epoch, from 1
 * @param statistics notes how it goes
 * @param afterUpdate runs after every update of the weights
 */
record Epoch(
    MultiLayerNetwork network,
    TrainingConfig config,
    int number,
    TrainingListener listener,
    EpochStatistics statistics,
    Runnable afterUpdate) {

  /** Trains, and returns the mean loss over samples. */
  double run(Split train) {
    Split order = train.shuffled(SeedStream.ORDER.of(config.seed(), number));
    Nd4j.getRandom().setSeed(SeedStream.DROPOUT.of(config.seed(), number));
    int size = order.size();
    int step = Math.min(config.batchSize(), size);
    int batches = batches(config, train);
    listener.epochStarted(number, batches);
    double sum = 0;
    for (int batch = 1; batch <= batches; batch++) {
      int from = (batch - 1) * step;
      int rows = Math.min(step, size - from);
      double loss = fit(batch, order, from, rows);
      if (!Double.isFinite(loss)) {
        throw diverged(batch, "the loss is " + loss);
      }
      sum += loss * rows;
      statistics.learned(rows, loss);
      checkScales(batch);
      afterUpdate.run();
      listener.batchDone(batch, loss);
    }
    if (!Double.isFinite(network.params().sumNumber().doubleValue())) {
      throw diverged(batches, "a weight is not finite");
    }
    return sum / size;
  }

  /** How many batches an epoch has. */
  static int batches(TrainingConfig config, Split train) {
    int step = Math.min(config.batchSize(), train.size());
    return (train.size() + step - 1) / step;
  }

  /** An update can take a trained scale to where its activation has no meaning. */
  private void checkScales(int batch) {
    for (Layer layer : network.getLayers()) {
      if (layer instanceof QcfsActivation qcfs && !ClipFloorShift.isScale(qcfs.lambda())) {
        String name = qcfs.conf().getLayer().getLayerName();
        throw diverged(batch, Text.of("lambda of layer %s is %s", name, qcfs.lambda()));
      }
    }
  }

  private double fit(int batch, Split samples, int from, int rows) {
    int width = samples.width();
    int classes = config.architecture().outputs();
    float[] inputs = new float[rows * width];
    float[] labels = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      samples.read(from + row, inputs, row * width);
      labels[row * classes + samples.label(from + row)] = 1;
    }
    try (INDArray x = ArrayMemory.matrix(inputs, rows, width);
        INDArray y = ArrayMemory.matrix(labels, rows, classes)) {
      statistics.step(batch, rows, () -> network.fit(x, y));
      return network.score();
    }
  }

  private TrainingDivergedException diverged(int batch, String what) {
    return new TrainingDivergedException(number, batch, what, config.learningRate());
  }

  /**
   * Training led to a loss or weights that are not finite, or to a scale that is not positive. The
   * last checkpoint is kept.
   */
  static final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingDivergedException(int epoch, int batch, String what, double learningRate) {
      super(
          Text.of(
              "training diverged at epoch %d, batch %d: %s; try a learning rate below %s",
              epoch, batch, what, learningRate));
    }
  }
}
