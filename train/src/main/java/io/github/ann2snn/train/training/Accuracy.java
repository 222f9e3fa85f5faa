package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.step.TrainingStep;
import java.util.Arrays;
import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Which samples a network tells right: the class of a sample is that of its largest logit, the
 * lowest index on ties.
 *
 * @param batch how many samples are run together
 * @param logits those of some samples, a row for each
 */
record Accuracy(int batch, Function<Split, float[][]> logits) {
  private static final int BATCH = 10_000;
  private static final int STEP_BATCH = 64;

  /**
   * That of a network as it is now.
   *
   * @param layout of its configuration
   * @param config the settings that made it
   */
  static Accuracy of(MultiLayerNetwork network, Layout layout, TrainingConfig config) {
    if (config.activation().isConvertible()) {
      return new Accuracy(
          BATCH, new ForwardPass(ConfigurationReader.graph(layout, network).logits())::outputs);
    }
    // Graphs are what spiking networks can be made of.
    TrainingStep step = TrainingStep.of(network, config, STEP_BATCH);
    int stages = layout.stages().size();
    return new Accuracy(
        STEP_BATCH,
        samples -> {
          step.read(samples, 0, samples.size());
          float[] logits = step.run(samples.size(), stages);
          float[][] rows = new float[samples.size()][];
          int classes = config.architecture().outputs();
          Arrays.setAll(
              rows, row -> Arrays.copyOfRange(logits, row * classes, (row + 1) * classes));
          return rows;
        });
  }

  /**
   * The fraction in [0, 1] of samples whose class is their label.
   *
   * @throws IllegalArgumentException if there is no sample
   */
  double of(Split samples) {
    Refusal.when(samples.size() == 0, "accuracy needs at least one sample");
    int correct = 0;
    for (int from = 0; from < samples.size(); from += batch) {
      Split part = samples.slice(from, Math.min(samples.size(), from + batch));
      float[][] rows = logits.apply(part);
      for (int i = 0; i < rows.length; i++) {
        correct += Inference.argmax(rows[i], 0, rows[i].length) == part.label(i) ? 1 : 0;
      }
    }
    return (double) correct / samples.size();
  }
}
