package io.github.ann2snn.train.inference;

import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.ConfigurationReader;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inference with a copy of a network whose output layer is left affine: the class of a sample is
 * that of its largest logit, the lowest index on ties. Softmax and sigmoid would not change the
 * order, but round large logits to equal values. Not for use by several threads at once.
 */
public final class Classifier {
  private static final int BATCH = 512;

  /** The most numbers, 64 MB, that a convolution may read for a batch. */
  private static final long MAX_PATCHES = 1 << 24;

  private final MultiLayerNetwork network;
  private final int inputs;
  private final int batch;

  /**
   * Copies the network as it is now.
   *
   * @param network ends with a layer that has an activation function
   */
  public Classifier(MultiLayerNetwork network) {
    this(network, batch(ConfigurationReader.stages(network)));
  }

  private static int batch(List<NetworkStage> stages) {
    long largest = stages.stream().mapToLong(NetworkStage::patches).max().orElse(0);
    return (int) Math.max(1, Math.min(BATCH, MAX_PATCHES / Math.max(1, largest)));
  }

  public Classifier(MultiLayerNetwork network, int batch) {
    this.network = affine(network);
    JavaConvolution.install(this.network);
    this.inputs = ConfigurationReader.stages(network).get(0).input().size();
    this.batch = batch;
  }

  /** A copy of a network whose output layer is left affine, so that its outputs are logits. */
  public static MultiLayerNetwork affine(MultiLayerNetwork network) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    int last = configuration.getConfs().size() - 1;
    ((BaseLayer) configuration.getConf(last).getLayer()).setActivationFn(new ActivationIdentity());
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init(network.params(), true);
    return copy;
  }

  /**
   * The class of every sample.
   *
   * @throws IllegalArgumentException if the samples' width is not the network's number of inputs
   */
  public int[] predict(Split samples) {
    int[] classes = new int[samples.size()];
    forEachBatch(
        samples,
        (first, rows, values, x) -> {
          float[] logits = rowMajor(network.output(x));
          int outputs = logits.length / batch;
          for (int row = 0; row < rows; row++) {
            classes[first + row] = argmax(logits, row * outputs, outputs);
          }
        });
    return classes;
  }

  /**
   * The fraction in [0, 1] of samples whose class is their label.
   *
   * @throws IllegalArgumentException if there is no sample, or its width is not the network's
   *     number of inputs
   */
  public double accuracy(Split samples) {
    Refusal.when(samples.size() == 0, "accuracy needs at least one sample");
    int[] classes = predict(samples);
    int correct = 0;
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] == samples.label(i)) {
        correct++;
      }
    }
    return (double) correct / classes.length;
  }

  /**
   * Hands the activations of all layers to {@code consumer}, batch by batch.
   *
   * @throws IllegalArgumentException if the samples' width is not the network's number of inputs
   */
  public void forEachActivations(Split samples, ActivationConsumer consumer) {
    forEachBatch(
        samples,
        (first, rows, values, x) -> {
          List<INDArray> layers = network.feedForward(x, false);
          float[][] activations = new float[layers.size() - 1][];
          Arrays.setAll(activations, i -> rowMajor(layers.get(i + 1)));
          consumer.accept(rows, values, activations);
        });
  }

  private interface BatchConsumer {
    void accept(int first, int rows, float[] values, INDArray x);
  }

  /** Fills the last batch up with zeros: a sample's result must not depend on its neighbours. */
  private void forEachBatch(Split samples, BatchConsumer consumer) {
    int width = samples.width();
    Refusal.when(
        width != inputs, "samples must have the network's %d inputs; got %d", inputs, width);
    float[] values = new float[Math.multiplyExact(batch, width)];
    for (int first = 0; first < samples.size(); first += batch) {
      int rows = Math.min(batch, samples.size() - first);
      for (int row = 0; row < rows; row++) {
        samples.read(first + row, values, row * width);
      }
      Arrays.fill(values, rows * width, values.length, 0);
      try (INDArray x = ArrayMemory.matrix(values, batch, width)) {
        consumer.accept(first, rows, values, x);
      }
    }
  }

  private static float[] rowMajor(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** Which of some values is the largest, counted from the first of them; the lowest on ties. */
  public static int argmax(float[] values, int from, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  /** Takes the activations of all layers for a batch of samples. */
  @FunctionalInterface
  public interface ActivationConsumer {
    /**
     * Takes a batch. The arrays are valid during the call only, and may be longer than said here.
     *
     * @param rows number of samples, at least 1; batches come in the order of the samples
     * @param inputs {@code rows x width}, row-major
     * @param activations per DL4J layer {@code rows x outputs}, row-major, feature maps in the
     *     order of {@link FeatureMaps}: after the activation function for hidden layers, before it
     *     (logits) for the last. DL4J may overwrite what goes into an activation layer with what
     *     comes out
     */
    void accept(int rows, float[] inputs, float[][] activations);
  }
}
