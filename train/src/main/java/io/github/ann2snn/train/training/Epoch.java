package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.datasets.ValidationSplit.SeedStream;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.qcfs.QcfsActivation;
import io.github.ann2snn.train.statistics.EpochStatistics;
import io.github.ann2snn.train.step.TrainingStep;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass over the training samples, in an order and with dropout keyed by (seed, epoch).
 *
 * @param number of the epoch, from 1
 * @param statistics notes how it goes
 * @param step loss and gradients of the network
 * @param regimen what happens to gradients and weights before an update
 * @param update of the weights
 * @param average takes the weights after every update, if there is one
 */
record Epoch(
    MultiLayerNetwork network,
    TrainingConfig config,
    TrainingStep step,
    GradientStep regimen,
    WeightUpdate update,
    int number,
    TrainingListener listener,
    EpochStatistics statistics,
    Optional<WeightAverage> average) {

  /** Trains, and returns the mean loss over samples. */
  double run(EpochSamples samples) {
    step.beginEpoch(SeedStream.DROPOUT.of(config.seed(), number));
    int size = samples.size();
    int most = Math.min(config.batchSize(), size);
    int batches = batches(config, size);
    listener.epochStarted(number, batches);
    double sum = 0;
    for (int batch = 1; batch <= batches; batch++) {
      int from = (batch - 1) * most;
      int rows = Math.min(most, size - from);
      regimen.begin((number - 1L) * batches + batch - 1, batches);
      double loss = fit(samples, from, rows, batch);
      sum += loss * rows;
      statistics.learned(rows, loss, step.correct());
      checkScales(batch);
      listener.batchDone(batch, loss);
    }
    regimen.end();
    Optional<String> broken = new Divergence(network).inWeights();
    if (broken.isPresent()) {
      throw diverged(batches, broken.get());
    }
    return sum / size;
  }

  /** How many batches an epoch has. */
  static int batches(TrainingConfig config, int samples) {
    int most = Math.min(config.batchSize(), samples);
    return (samples + most - 1) / most;
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

  private double fit(EpochSamples samples, int from, int rows, int batch) {
    samples.read(from, rows, step.inputs(), step.labels());
    double decay = config.l2() > 0 ? network.calcRegularizationScore(true) : 0;
    double loss = step.gradients(rows) + decay;
    if (!Double.isFinite(loss)) {
      throw diverged(batch, "the loss is " + loss + ", " + where(samples, rows));
    }
    statistics.update(
        batch,
        regimen.rate(),
        step,
        rows,
        loss,
        () -> {
          regimen.beforeUpdate();
          update.apply(average);
        });
    return loss;
  }

  private String where(EpochSamples samples, int rows) {
    float[] inputs = Arrays.copyOf(step.inputs(), rows * samples.width());
    try (INDArray x = ArrayMemory.matrix(inputs, rows, samples.width())) {
      return new Divergence(network).where(x);
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
              "training diverged at epoch %d, batch %d: %s; %s; try a learning rate below %s, --warmup-epochs or --clip-norm",
              epoch,
              batch,
              what,
              epoch == 1 ? "no epoch has ended" : "the model of epoch " + (epoch - 1) + " is kept",
              learningRate));
    }
  }
}
