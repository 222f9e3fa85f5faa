package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;

/** What the network's updater makes of its gradients, taken from its weights. */
final class WeightUpdate {
  private static final int CHUNK = 8192;

  private final MultiLayerNetwork network;
  private final MultiLayerConfiguration configuration;
  private final List<UpdaterBlock> blocks;
  private final FloatBuffer updates;
  private final FloatBuffer weights;

  WeightUpdate(MultiLayerNetwork network) {
    this.network = network;
    this.configuration = network.getLayerWiseConfigurations();
    this.blocks = ((BaseMultiLayerUpdater<?>) network.getUpdater()).getUpdaterBlocks();
    this.updates = ArrayMemory.floats(network.getFlattenedGradients());
    this.weights = ArrayMemory.floats(network.params());
  }

  /** Updates the weights. The gradients are means over the samples, so nothing divides them. */
  void apply() {
    int iteration = configuration.getIterationCount();
    for (UpdaterBlock block : blocks) {
      block.update(iteration, network.getEpochCount());
    }
    int chunks = (weights.capacity() + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks).parallel().forEach(this::subtract);
    configuration.setIterationCount(iteration + 1);
  }

  private void subtract(int chunk) {
    int from = chunk * CHUNK;
    int length = Math.min(CHUNK, weights.capacity() - from);
    float[] x = new float[length];
    float[] y = new float[length];
    weights.get(from, x);
    updates.get(from, y);
    for (int i = 0; i < length; i++) {
      x[i] -= y[i];
    }
    weights.put(from, x);
  }
}
