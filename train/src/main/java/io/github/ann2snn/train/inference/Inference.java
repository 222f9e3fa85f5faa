package io.github.ann2snn.train.inference;

import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.inference.MacCount.MacCounter;
import io.github.ann2snn.train.model.ConfigurationReader;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a network did with samples, all of it from one pass over them.
 *
 * @param classes the class of each sample, as {@link Classifier#predict} gives it
 * @param margins the largest logit of each sample less the second largest, at least 0; infinite
 *     where there is no other class
 * @param macs its operations
 */
public record Inference(int[] classes, float[] margins, MacCount macs) {
  /** Runs a network in silence. */
  public static Inference of(MultiLayerNetwork network, Split samples) {
    return of(network, samples, done -> {});
  }

  /**
   * Runs a network.
   *
   * @param progress told how many more samples are done
   * @throws IllegalArgumentException if there is no sample, or its width is not the network's
   *     number of inputs
   */
  public static Inference of(MultiLayerNetwork network, Split samples, IntConsumer progress) {
    int[] classes = new int[samples.size()];
    float[] margins = new float[samples.size()];
    MacCounter counter = new MacCounter(network);
    int outputs = NetworkStage.architecture(ConfigurationReader.stages(network)).outputs();
    int[] done = new int[1];
    new Classifier(network)
        .forEachActivations(
            samples,
            (rows, inputs, activations) -> {
              float[] logits = activations[activations.length - 1];
              for (int row = 0; row < rows; row++) {
                int sample = done[0] + row;
                classes[sample] = Classifier.argmax(logits, row * outputs, outputs);
                margins[sample] = margin(logits, row * outputs, outputs, classes[sample]);
              }
              done[0] += rows;
              progress.accept(rows);
              counter.accept(rows, inputs, activations);
            });
    return new Inference(classes, margins, counter.count());
  }

  private static float margin(float[] values, int from, int length, int best) {
    float second = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      second = i == best ? second : Math.max(second, values[from + i]);
    }
    return values[from + best] - second;
  }
}
