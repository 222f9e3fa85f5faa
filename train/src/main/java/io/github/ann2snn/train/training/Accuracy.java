package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.train.convolution.JavaConvolution;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.model.Dl4jOutputs;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Which samples a network tells right: the class of a sample is that of its largest logit, the
 * lowest index on ties.
 *
 * @param batch how many samples are run together
 * @param logits those of some samples, a row for each
 */
record Accuracy(int batch, Function<Split, float[][]> logits) {
  private static final int BATCH = 10_000;
  private static final int DL4J_BATCH = 100;

  /**
   * That of a network as it is now.
   *
   * @param layout of its configuration
   * @param hidden the activation of its hidden layers
   */
  static Accuracy of(MultiLayerNetwork network, Layout layout, Activation hidden) {
    if (hidden.isConvertible()) {
      return new Accuracy(
          BATCH, new ForwardPass(ConfigurationReader.graph(layout, network).logits())::outputs);
    }
    // Graphs are what spiking networks can be made of; others are run by DL4J alone.
    Dl4jOutputs outputs = new Dl4jOutputs(affine(network), layout);
    return new Accuracy(
        DL4J_BATCH,
        samples ->
            outputs.outputs(IntStream.range(0, samples.size()).mapToObj(samples::sample).toList()));
  }

  /** A copy without what its output layer makes of logits, which rounds large ones to equals. */
  private static MultiLayerNetwork affine(MultiLayerNetwork network) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    int last = configuration.getConfs().size() - 1;
    ((BaseLayer) configuration.getConf(last).getLayer()).setActivationFn(new ActivationIdentity());
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init(network.params(), true);
    JavaConvolution.install(copy);
    return copy;
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
