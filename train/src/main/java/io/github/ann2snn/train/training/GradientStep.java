package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.Regimen;
import io.github.ann2snn.train.model.TrainingConfig;
import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * What a {@link Regimen} does at each update, whichever updater there is: sets its rate before it,
 * and between the gradient and the updater clips the one and decays the weights.
 */
final class GradientStep extends BaseTrainingListener {
  private final MultiLayerNetwork network;
  private final TrainingConfig config;
  private final Regimen regimen;
  private final List<IUpdater> updaters;
  private double rate;

  /** Watches a network from now on. */
  GradientStep(MultiLayerNetwork network, TrainingConfig config) {
    this.network = network;
    this.config = config;
    this.regimen = config.regimen();
    this.rate = config.learningRate();
    this.updaters =
        ((BaseMultiLayerUpdater<?>) network.getUpdater())
            .getUpdaterBlocks().stream()
                .map(UpdaterBlock::getGradientUpdater)
                .<IUpdater>map(updater -> updater.getConfig())
                .filter(IUpdater::hasLearningRate)
                .toList();
    network.setListeners(this);
  }

  /**
   * Sets the rate of the update that comes next.
   *
   * @param update from 0, over all epochs
   * @param perEpoch updates of an epoch
   */
  void begin(long update, int perEpoch) {
    set(config.learningRate() * regimen.rateFactor(update, perEpoch, config.epochs()));
  }

  /** Sets the rate that the network is saved with, the one asked for. */
  void end() {
    set(config.learningRate());
  }

  private void set(double next) {
    if (next != rate) {
      rate = next;
      updaters.forEach(updater -> updater.setLrAndSchedule(next, null));
    }
  }

  /**
   * Runs when there is a gradient, a sum over the batch, and nothing was updated yet.
   *
   * @throws LossNotFiniteException if training must end here
   */
  @Override
  public void onGradientCalculation(Model model) {
    if (!Double.isFinite(network.score())) {
      throw new LossNotFiniteException(network.score());
    }
    if (regimen.clipNorm() > 0) {
      clip();
    }
    if (regimen.weightDecay() > 0) {
      decay();
    }
  }

  private void clip() {
    List<INDArray> gradients =
        network.gradient().gradientForVariable().entrySet().stream()
            .filter(entry -> isLearned(entry.getKey()))
            .map(entry -> entry.getValue())
            .toList();
    double squares = 0;
    for (INDArray gradient : gradients) {
      FloatBuffer values = ArrayMemory.floats(gradient);
      for (int i = 0; i < values.capacity(); i++) {
        squares += (double) values.get(i) * values.get(i);
      }
    }
    double norm = Math.sqrt(squares) / network.batchSize();
    if (norm > regimen.clipNorm()) {
      gradients.forEach(gradient -> gradient.muli(regimen.clipNorm() / norm));
    }
  }

  /** Statistics of batch normalisation look like gradients to DL4J. */
  private boolean isLearned(String variable) {
    int end = variable.indexOf('_');
    Layer layer = network.getLayer(Integer.parseInt(variable.substring(0, end)));
    String parameter = variable.substring(end + 1);
    return !(layer.conf().getLayer() instanceof org.deeplearning4j.nn.conf.layers.BaseLayer weighted
        && weighted.getUpdaterByParam(parameter) instanceof NoOp);
  }

  private void decay() {
    for (Layer layer : network.getLayers()) {
      org.deeplearning4j.nn.conf.layers.Layer settings = layer.conf().getLayer();
      layer
          .paramTable()
          .forEach(
              (name, values) -> {
                if (settings.initializer().isWeightParam(settings, name)) {
                  values.muli(1 - rate * regimen.weightDecay());
                }
              });
    }
  }

  /** The loss of a batch is NaN or infinite; no weight was changed by it. */
  static final class LossNotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LossNotFiniteException(double loss) {
      super("the loss is " + loss);
    }
  }
}
