package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;

/** What the network's updater makes of its gradients, taken from its weights. */
final class WeightUpdate {
  private static final int CHUNK = 8192;

  private final MultiLayerNetwork network;
  private final MultiLayerConfiguration configuration;
  private final BaseMultiLayerUpdater<?> updater;
  private final DefaultGradient gradient;
  private final FloatBuffer updates;
  private final FloatBuffer weights;

  WeightUpdate(MultiLayerNetwork network) {
    this.network = network;
    this.configuration = network.getLayerWiseConfigurations();
    this.updater = (BaseMultiLayerUpdater<?>) network.getUpdater();
    this.gradient = new DefaultGradient(network.getFlattenedGradients());
    this.updates = ArrayMemory.floats(network.getFlattenedGradients());
    this.weights = ArrayMemory.floats(network.params());
  }

  /**
   * Updates the weights.
   *
   * @param rows samples that the gradients are sums over
   */
  void apply(int rows) {
    int iteration = configuration.getIterationCount();
    updater.update(
        gradient, iteration, network.getEpochCount(), rows, LayerWorkspaceMgr.noWorkspaces());
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
