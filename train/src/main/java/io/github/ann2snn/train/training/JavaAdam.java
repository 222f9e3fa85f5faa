package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam (Kingma and Ba 2015, end of section 2) on ND4J's own state arrays, as ND4J computes it but
 * some times faster: m ← β1 m + (1 - β1) g, v ← β2 v + (1 - β2) g², and the update is α m / (√v +
 * ε) with α = η √(1 - β2^t) / (1 - β1^t). What is saved is an ordinary Adam.
 */
final class JavaAdam implements GradientUpdater<Adam> {
  private final Adam config;
  private final INDArray m;
  private final INDArray v;

  JavaAdam(Adam config, INDArray m, INDArray v) {
    this.config = config;
    this.m = m;
    this.v = v;
  }

  /** Replaces ND4J's Adam, where the network uses it, and goes on from its state. */
  static void install(MultiLayerNetwork network) {
    if (network.getUpdater() instanceof BaseMultiLayerUpdater<?> updater) {
      for (UpdaterBlock block : updater.getUpdaterBlocks()) {
        if (block.getGradientUpdater() instanceof AdamUpdater adam) {
          block.setGradientUpdater(new JavaAdam(adam.getConfig(), adam.getM(), adam.getV()));
        }
      }
    }
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    double t = iteration + 1.0;
    double rate = config.getLearningRate(iteration, epoch);
    double correction =
        Math.sqrt(1 - Math.pow(config.getBeta2(), t)) / (1 - Math.pow(config.getBeta1(), t));
    float alpha = (float) (rate * correction);
    FloatBuffer g = ArrayMemory.floats(gradient);
    FloatBuffer mean = ArrayMemory.floats(m);
    FloatBuffer square = ArrayMemory.floats(v);
    Chunks.each(
        g.capacity(),
        3,
        (from, count, room) -> {
          g.get(from, room[0], 0, count);
          mean.get(from, room[1], 0, count);
          square.get(from, room[2], 0, count);
          update(room[0], room[1], room[2], count, alpha);
          g.put(from, room[0], 0, count);
          mean.put(from, room[1], 0, count);
          square.put(from, room[2], 0, count);
        });
  }

  private void update(float[] gradients, float[] means, float[] squares, int count, float alpha) {
    float beta1 = (float) config.getBeta1();
    float beta2 = (float) config.getBeta2();
    float rest1 = (float) (1 - config.getBeta1());
    float rest2 = (float) (1 - config.getBeta2());
    float epsilon = (float) config.getEpsilon();
    for (int i = 0; i < count; i++) {
      float g = gradients[i];
      float mean = beta1 * means[i] + rest1 * g;
      float square = beta2 * squares[i] + rest2 * (g * g);
      means[i] = mean;
      squares[i] = square;
      gradients[i] = alpha * mean / ((float) Math.sqrt(square) + epsilon);
    }
  }

  @Override
  public Adam getConfig() {
    return config;
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of(AdamUpdater.M_STATE, m, AdamUpdater.V_STATE, v);
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    throw new UnsupportedOperationException("the state is that of the updater replaced");
  }

  @Override
  public void setStateViewArray(INDArray state, long[] shape, char order, boolean initialize) {
    throw new UnsupportedOperationException("the state is that of the updater replaced");
  }
}
