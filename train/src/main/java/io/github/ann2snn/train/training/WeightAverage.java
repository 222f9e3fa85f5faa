package io.github.ann2snn.train.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The mean of a network's weights over the updates of an epoch (Polyak and Juditsky 1992; for
 * networks, Izmailov et al. 2018). The last updates of a training with a constant learning rate
 * scatter around a minimum; their mean lies nearer to it.
 */
final class WeightAverage {
  private final MultiLayerNetwork network;
  private final double[] sum;
  private long updates;

  WeightAverage(MultiLayerNetwork network) {
    this.network = network;
    this.sum = new double[Math.toIntExact(network.numParams())];
  }

  /** Takes some weights after an update, the first {@code count} of {@code weights}. */
  void add(int from, int count, float[] weights) {
    for (int i = 0; i < count; i++) {
      sum[from + i] += weights[i];
    }
  }

  /** Has taken all of them. */
  void ended() {
    updates++;
  }

  /** A copy of a network that has other weights, without the updater's state. */
  static MultiLayerNetwork withWeights(MultiLayerNetwork network, INDArray weights) {
    MultiLayerNetwork copy = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    copy.init(weights, false);
    return copy;
  }

  /** A copy of the network that has the mean weights, without the updater's state. */
  MultiLayerNetwork averaged() {
    float[] weights = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      weights[i] = (float) (sum[i] / updates);
    }
    INDArray mean = Nd4j.create(weights, new long[] {1, weights.length}, 'c');
    return withWeights(network, mean);
  }
}
