package io.github.ann2snn.train.statistics;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

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

  /** Learned parameters of a layer, and what was added up. */
  private static final class Part {
    private final LearnedPart place;
    private double gradient;
    private double update;
    private double weights;

    Part(LearnedPart place) {
      this.place = place;
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
    LearnedPart.of(network).forEach(place -> parts.add(new Part(place)));
  }

  /**
   * Whether a batch, from 1, is one to look at: those in the middle of equal parts of the epoch.
   */
  boolean looksAt(int batch) {
    long part = (batch - 1L) * looked / batches;
    return batch - 1 == (2 * part + 1) * batches / (2L * looked);
  }

  /** Before an update that is looked at, with the gradients of the mean loss in place. */
  void beforeStep() {
    FloatBuffer weights = ArrayMemory.floats(network.params());
    FloatBuffer gradients = ArrayMemory.floats(network.getFlattenedGradients());
    weights.get(0, before);
    for (Part part : parts) {
      part.weights += norm(weights, part, false);
      part.gradient += norm(gradients, part, false);
    }
  }

  /** After the update. */
  void afterStep() {
    FloatBuffer memory = ArrayMemory.floats(network.params());
    for (Part part : parts) {
      part.update += norm(memory, part, true);
    }
  }

  private double norm(FloatBuffer memory, Part part, boolean change) {
    double squares = 0;
    for (int done = 0; done < part.place.length(); done += CHUNK) {
      int length = Math.min(CHUNK, part.place.length() - done);
      int from = part.place.from() + done;
      memory.get(from, chunk, 0, length);
      for (int i = 0; i < length; i++) {
        double value = change ? (double) chunk[i] - before[from + i] : chunk[i];
        squares += value * value;
      }
    }
    return Math.sqrt(squares);
  }

  /** Those of a layer; null if it has no parameters. */
  Norms of(int layer) {
    for (Part part : parts) {
      if (part.place.layer() == layer) {
        return new Norms(part.gradient / looked, part.update / looked, part.weights / looked);
      }
    }
    return null;
  }
}
