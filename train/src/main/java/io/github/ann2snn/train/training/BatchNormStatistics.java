package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.ConfigurationReader;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean and variance of what goes into batch normalisation. Those that training kept are of networks
 * whose weights were others than their mean, so averaged weights need new ones (Izmailov et al.
 * 2018, section 3.2). The layers are measured one after the other, each behind those before it.
 */
final class BatchNormStatistics {
  /** More samples would not change the third digit. */
  private static final int MAX_SAMPLES = 10_000;

  private static final int BATCH = 128;

  private final MultiLayerNetwork network;
  private final NetworkStage stage;
  private final int channels;
  private final int positions;

  private BatchNormStatistics(MultiLayerNetwork network, NetworkStage stage) {
    this.network = network;
    this.stage = stage;
    this.channels = stage.input().channels();
    this.positions = stage.input().size() / channels;
  }

  /**
   * Sets mean and variance of every batch normalisation of a network that {@link NetworkFactory}
   * made to those over the first {@value #MAX_SAMPLES} samples.
   */
  static void measure(MultiLayerNetwork network, Split samples) {
    Split measured = samples.slice(0, Math.min(samples.size(), MAX_SAMPLES));
    for (NetworkStage stage : ConfigurationReader.stages(network)) {
      if (stage.stage() instanceof Stage.BatchNorm) {
        new BatchNormStatistics(network, stage).measure(measured);
      }
    }
  }

  private void measure(Split samples) {
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    for (int from = 0; from < samples.size(); from += BATCH) {
      add(samples.slice(from, Math.min(samples.size(), from + BATCH)), sums, squares);
    }
    double count = (double) samples.size() * positions;
    float[] means = new float[channels];
    float[] variances = new float[channels];
    for (int c = 0; c < channels; c++) {
      double mean = sums[c] / count;
      means[c] = (float) mean;
      variances[c] = (float) Math.max(0, squares[c] / count - mean * mean);
    }
    Layer layer = network.getLayer(stage.index());
    ArrayMemory.put(layer, BatchNormalizationParamInitializer.GLOBAL_MEAN, means);
    ArrayMemory.put(layer, BatchNormalizationParamInitializer.GLOBAL_VAR, variances);
  }

  private void add(Split batch, double[] sums, double[] squares) {
    float[] values = inputs(batch);
    for (int i = 0; i < values.length; i++) {
      int channel = i / positions % channels;
      sums[channel] += values[i];
      squares[channel] += (double) values[i] * values[i];
    }
  }

  /** What goes into the layer. */
  private float[] inputs(Split batch) {
    float[] samples = new float[batch.size() * batch.width()];
    for (int row = 0; row < batch.size(); row++) {
      batch.read(row, samples, row * batch.width());
    }
    try (INDArray x = ArrayMemory.matrix(samples, batch.size(), batch.width())) {
      return network
          .feedForwardToLayer(stage.index() - 1, x, false)
          .get(stage.index())
          .dup('c')
          .data()
          .asFloat();
    }
  }
}
