package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.step.TrainingStep;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/**
 * Mean and variance of what goes into batch normalisation. Those that training kept are of networks
 * whose weights were others than their mean, so averaged weights need new ones (Izmailov et al.
 * 2018, section 3.2). The layers are measured one after the other, each behind those before it.
 */
final class BatchNormStatistics {
  /** More samples would not change the third digit. */
  private static final int MAX_SAMPLES = 10_000;

  private static final int BATCH = 64;

  private final TrainingStep step;
  private final int before;
  private final int channels;
  private final int positions;

  /** Of what comes out of the first stages. */
  private BatchNormStatistics(TrainingStep step, int before, Shape input) {
    this.step = step;
    this.before = before;
    this.channels = input.channels();
    this.positions = input.size() / channels;
  }

  /**
   * Sets mean and variance of every batch normalisation of a network that {@link NetworkFactory}
   * made to those over the first {@value #MAX_SAMPLES} samples.
   *
   * @param config the settings that made it
   */
  static void measure(MultiLayerNetwork network, TrainingConfig config, Split samples) {
    List<NetworkStage> stages = ConfigurationReader.stages(network);
    if (stages.stream().noneMatch(stage -> stage.stage() instanceof Stage.BatchNorm)) {
      return;
    }
    Split measured = samples.slice(0, Math.min(samples.size(), MAX_SAMPLES));
    TrainingStep step = TrainingStep.of(network, config, Math.min(BATCH, measured.size()));
    for (int i = 0; i < stages.size(); i++) {
      NetworkStage stage = stages.get(i);
      if (stage.stage() instanceof Stage.BatchNorm) {
        Layer layer = network.getLayer(stage.index());
        new BatchNormStatistics(step, i, stage.input()).measure(measured, layer);
      }
    }
  }

  private void measure(Split samples, Layer layer) {
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    for (int from = 0; from < samples.size(); from += BATCH) {
      int rows = Math.min(BATCH, samples.size() - from);
      step.read(samples, from, rows);
      add(step.run(rows, before), rows, sums, squares);
    }
    double count = (double) samples.size() * positions;
    float[] means = new float[channels];
    float[] variances = new float[channels];
    for (int c = 0; c < channels; c++) {
      double mean = sums[c] / count;
      means[c] = (float) mean;
      variances[c] = (float) Math.max(0, squares[c] / count - mean * mean);
    }
    ArrayMemory.put(layer, BatchNormalizationParamInitializer.GLOBAL_MEAN, means);
    ArrayMemory.put(layer, BatchNormalizationParamInitializer.GLOBAL_VAR, variances);
  }

  /** A channel after the other, each in the order of the samples. */
  private void add(float[] values, int rows, double[] sums, double[] squares) {
    int width = channels * positions;
    IntStream.range(0, channels)
        .parallel()
        .forEach(
            c -> {
              for (int row = 0; row < rows; row++) {
                int from = row * width + c * positions;
                for (int i = from; i < from + positions; i++) {
                  sums[c] += values[i];
                  squares[c] += (double) values[i] * values[i];
                }
              }
            });
  }
}
