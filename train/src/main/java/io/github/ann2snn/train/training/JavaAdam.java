package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.IntStream;
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
  /** Three arrays of this many floats stay in the second-level cache. */
  private static final int CHUNK = 4096;

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
    int chunks = (g.capacity() + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              int from = chunk * CHUNK;
              int length = Math.min(CHUNK, g.capacity() - from);
              float[] gradients = new float[length];
              float[] means = new float[length];
              float[] squares = new float[length];
              g.get(from, gradients);
              mean.get(from, means);
              square.get(from, squares);
              update(gradients, means, squares, alpha);
              g.put(from, gradients);
              mean.put(from, means);
              square.put(from, squares);
            });
  }

  private void update(float[] gradients, float[] means, float[] squares, float alpha) {
    float beta1 = (float) config.getBeta1();
    float beta2 = (float) config.getBeta2();
    float rest1 = (float) (1 - config.getBeta1());
    float rest2 = (float) (1 - config.getBeta2());
    float epsilon = (float) config.getEpsilon();
    for (int i = 0; i < gradients.length; i++) {
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
