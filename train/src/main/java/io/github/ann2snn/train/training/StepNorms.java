package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Norms of gradients, updates and weights, layer by layer, over a few batches of an epoch: at most
 * one in {@value #ONE_IN}, so that they cost next to nothing. Works on the flat arrays that hold
 * all parameters of a network and their gradients.
 */
final class StepNorms {
  private static final int MOST_BATCHES = 8;
  private static final int ONE_IN = 50;
  private static final int CHUNK = 2048;

  private final MultiLayerNetwork network;
  private final int batches;
  private final int looked;
  private final List<Part> parts = new ArrayList<>();
  private final float[] before;
  private final float[] chunk = new float[CHUNK];

  /** The trained parameters of a layer, and what was added up. */
  private static final class Part {
    private final int layer;
    private final int from;
    private final int length;
    private double gradient;
    private double update;
    private double weights;

    Part(int layer, int from, int length) {
      this.layer = layer;
      this.from = from;
      this.length = length;
    }
  }

  /**
   * Norms of a layer, means over the batches.
   *
   * @param gradient of the loss, a mean over the samples of a batch
   * @param update what was added to the parameters
   * @param weights the parameters before
   */
  record Norms(double gradient, double update, double weights) {}

  /**
   * @param batches how many the epoch has
   */
  StepNorms(MultiLayerNetwork network, int batches) {
    this.network = network;
    this.batches = batches;
    this.looked = Math.max(1, Math.min(MOST_BATCHES, batches / ONE_IN));
    this.before = new float[Math.toIntExact(network.numParams())];
    int from = 0;
    for (Layer layer : network.getLayers()) {
      int all = Math.toIntExact(layer.numParams());
      if (all > 0) {
        parts.add(new Part(layer.getIndex(), from, trained(layer, all)));
      }
      from += all;
    }
  }

  /** Mean and variance of a batch normalisation lie behind what is trained. */
  private static int trained(Layer layer, int all) {
    return layer.conf().getLayer() instanceof BatchNormalization normalization
        ? Math.toIntExact(2 * ((FeedForwardLayer) normalization).getNOut())
        : all;
  }

  /**
   * Whether a batch, from 1, is one to look at: those in the middle of equal parts of the epoch.
   */
  boolean looksAt(int batch) {
    long part = (batch - 1L) * looked / batches;
    return batch - 1 == (2 * part + 1) * batches / (2L * looked);
  }

  /** Before a batch that is looked at. */
  void beforeStep() {
    FloatBuffer memory = ArrayMemory.floats(network.params());
    memory.get(0, before);
    for (Part part : parts) {
      part.weights += norm(memory, part, 1, false);
    }
  }

  /**
   * Once the gradient is there, and before it becomes an update.
   *
   * @param gradients flat, in the order of the parameters
   * @param samples that it is a sum over
   */
  void gradient(INDArray gradients, int samples) {
    FloatBuffer memory = ArrayMemory.floats(gradients);
    for (Part part : parts) {
      part.gradient += norm(memory, part, 1.0 / samples, false);
    }
  }

  /** After the update. */
  void afterStep() {
    FloatBuffer memory = ArrayMemory.floats(network.params());
    for (Part part : parts) {
      part.update += norm(memory, part, 1, true);
    }
  }

  private double norm(FloatBuffer memory, Part part, double scale, boolean change) {
    double squares = 0;
    for (int done = 0; done < part.length; done += CHUNK) {
      int length = Math.min(CHUNK, part.length - done);
      int from = part.from + done;
      memory.get(from, chunk, 0, length);
      for (int i = 0; i < length; i++) {
        double value = change ? (double) chunk[i] - before[from + i] : chunk[i];
        squares += value * value;
      }
    }
    return scale * Math.sqrt(squares);
  }

  /** Those of a layer; null if it has no parameters. */
  Norms of(int layer) {
    for (Part part : parts) {
      if (part.layer == layer) {
        return new Norms(part.gradient / looked, part.update / looked, part.weights / looked);
      }
    }
    return null;
  }
}
