package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.training.Regimen;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.statistics.LearnedPart;
import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What a {@link Regimen} does at each update, whichever updater there is: sets its rate before it,
 * and between the gradient and the updater clips the one and decays the weights.
 */
final class GradientStep {
  private final MultiLayerNetwork network;
  private final TrainingConfig config;
  private final Regimen regimen;
  private final List<IUpdater> updaters;
  private final List<LearnedPart> learned;
  private double rate;

  /** That of a network whose updaters are in place. */
  GradientStep(MultiLayerNetwork network, TrainingConfig config) {
    this.network = network;
    this.config = config;
    this.regimen = config.regimen();
    this.rate = config.learningRate();
    this.learned = LearnedPart.of(network);
    this.updaters =
        ((BaseMultiLayerUpdater<?>) network.getUpdater())
            .getUpdaterBlocks().stream()
                .map(UpdaterBlock::getGradientUpdater)
                .<IUpdater>map(updater -> updater.getConfig())
                .filter(IUpdater::hasLearningRate)
                .toList();
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

  /** The rate of the update that comes next. */
  double rate() {
    return rate;
  }

  private void set(double next) {
    if (next != rate) {
      rate = next;
      updaters.forEach(updater -> updater.setLrAndSchedule(next, null));
    }
  }

  /** With the gradients of the mean loss in place, and before they become an update. */
  void beforeUpdate() {
    if (regimen.clipNorm() > 0) {
      clip();
    }
    if (regimen.weightDecay() > 0) {
      decay();
    }
  }

  private void clip() {
    FloatBuffer memory = ArrayMemory.floats(network.getFlattenedGradients());
    double squares = 0;
    for (LearnedPart part : learned) {
      for (int i = part.from(); i < part.to(); i++) {
        squares += (double) memory.get(i) * memory.get(i);
      }
    }
    double norm = Math.sqrt(squares);
    if (norm > regimen.clipNorm()) {
      float factor = (float) (regimen.clipNorm() / norm);
      for (LearnedPart part : learned) {
        for (int i = part.from(); i < part.to(); i++) {
          memory.put(i, factor * memory.get(i));
        }
      }
    }
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
}
