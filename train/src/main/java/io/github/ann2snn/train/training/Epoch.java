package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.qcfs.QcfsActivation;
import io.github.ann2snn.train.step.TrainingStep;
import io.github.ann2snn.train.training.ValidationSplit.SeedStream;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * One pass over the training samples, in an order and with dropout keyed by (seed, epoch).
 *
 * @param step loss and gradients of the network
 * @param update of its weights
 * @param number of the epoch, from 1
 * @param afterUpdate runs after every update of the weights
 */
record Epoch(
    MultiLayerNetwork network,
    TrainingConfig config,
    TrainingStep step,
    WeightUpdate update,
    int number,
    TrainingListener listener,
    Runnable afterUpdate) {

  /** Trains, and returns the mean loss over samples. */
  double run(Split train) {
    Split order = train.shuffled(SeedStream.ORDER.of(config.seed(), number));
    step.beginEpoch(SeedStream.DROPOUT.of(config.seed(), number));
    int size = order.size();
    int most = Math.min(config.batchSize(), size);
    int batches = (size + most - 1) / most;
    listener.epochStarted(number, batches);
    double sum = 0;
    for (int batch = 1; batch <= batches; batch++) {
      int from = (batch - 1) * most;
      int rows = Math.min(most, size - from);
      double loss = fit(order, from, rows);
      if (!Double.isFinite(loss)) {
        throw diverged(batch, "the loss is " + loss);
      }
      sum += loss * rows;
      checkScales(batch);
      afterUpdate.run();
      listener.batchDone(batch, loss);
    }
    if (!Double.isFinite(network.params().sumNumber().doubleValue())) {
      throw diverged(batches, "a weight is not finite");
    }
    return sum / size;
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

  private double fit(Split samples, int from, int rows) {
    int classes = config.architecture().outputs();
    Arrays.fill(step.labels(), 0);
    step.read(samples, from, rows);
    for (int row = 0; row < rows; row++) {
      step.labels()[row * classes + samples.label(from + row)] = 1;
    }
    double decay = config.l2() > 0 ? network.calcRegularizationScore(true) : 0;
    double loss = step.gradients(rows) + decay;
    update.apply();
    return loss;
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
