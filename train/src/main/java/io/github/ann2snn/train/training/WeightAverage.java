package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
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
  private final float[] weights;
  private long updates;

  WeightAverage(MultiLayerNetwork network) {
    this.network = network;
    this.sum = new double[Math.toIntExact(network.numParams())];
    this.weights = new float[sum.length];
  }

  /** Takes the weights after an update. */
  void add() {
    FloatBuffer memory = ArrayMemory.floats(network.params());
    memory.get(0, weights);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weights[i];
    }
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
    for (int i = 0; i < sum.length; i++) {
      weights[i] = (float) (sum[i] / updates);
    }
    INDArray mean = Nd4j.create(weights, new long[] {1, weights.length}, 'c');
    return withWeights(network, mean);
  }
}
