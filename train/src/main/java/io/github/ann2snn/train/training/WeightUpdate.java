package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;

/** What the network's updater makes of its gradients, taken from its weights. */
final class WeightUpdate {
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

  /**
   * Updates the weights. The gradients are means over the samples, so nothing divides them.
   *
   * @param average takes the new weights, if there is one
   */
  void apply(Optional<WeightAverage> average) {
    int iteration = configuration.getIterationCount();
    for (UpdaterBlock block : blocks) {
      block.update(iteration, network.getEpochCount());
    }
    Chunks.each(
        weights.capacity(),
        2,
        (from, count, room) -> {
          weights.get(from, room[0], 0, count);
          updates.get(from, room[1], 0, count);
          subtract(room[1], room[0], count);
          weights.put(from, room[0], 0, count);
          average.ifPresent(mean -> mean.add(from, count, room[0]));
        });
    average.ifPresent(WeightAverage::ended);
    configuration.setIterationCount(iteration + 1);
  }

  private static void subtract(float[] update, float[] weight, int count) {
    for (int i = 0; i < count; i++) {
      weight[i] -= update[i];
    }
  }
}
