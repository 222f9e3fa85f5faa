package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The mean of a network's weights over the updates of an epoch (Polyak and Juditsky 1992; for
 * networks, Izmailov et al. 2018). The last updates of a training with a constant learning rate
 * scatter around a minimum; their mean lies nearer to it.
 */
final class WeightAverage {
  private static final int CHUNK = 16_384;

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
    ArrayMemory.floats(network.params()).get(0, weights);
    int chunks = (sum.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks).parallel().forEach(this::add);
    updates++;
  }

  private void add(int chunk) {
    int to = Math.min(sum.length, (chunk + 1) * CHUNK);
    for (int i = chunk * CHUNK; i < to; i++) {
      sum[i] += weights[i];
    }
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
