package io.github.ann2snn.train.model;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Networks whose only output z tells two classes apart, as networks with an output for each: of the
 * logits {@code -z/2} and {@code z/2} softmax makes {@code 1 - sigmoid(z)} and {@code sigmoid(z)}.
 */
public final class TwoClasses {
  private TwoClasses() {}

  /** Whether a network ends with one output that is a probability. */
  public static boolean isOneProbability(MultiLayerNetwork network) {
    return output(network.getLayerWiseConfigurations()) instanceof FeedForwardLayer output
        && output.getNOut() == 1
        && output.getActivationFn() instanceof ActivationSigmoid;
  }

  private static Layer output(MultiLayerConfiguration configuration) {
    return configuration.getConf(configuration.getConfs().size() - 1).getLayer();
  }

  /**
   * A network with two outputs.
   *
   * @param network ends with one output, whose activation does not count
   */
  public static MultiLayerNetwork of(MultiLayerNetwork network) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    FeedForwardLayer output = (FeedForwardLayer) output(configuration);
    output.setNOut(2);
    output.setActivationFn(new ActivationSoftmax());
    if (output instanceof BaseOutputLayer withLoss) {
      withLoss.setLossFn(new LossMCXENT());
    }
    float[] one = network.params().dup('c').data().asFloat();
    int inputs = Math.toIntExact(output.getNIn());
    boolean biased = network.getLayer(network.getnLayers() - 1).params().length() > inputs;
    int perOutput = inputs + (biased ? 1 : 0);
    int from = one.length - perOutput;
    float[] two = Arrays.copyOf(one, from + 2 * perOutput);
    // Weights lie output by output, and the biases behind all weights.
    for (int i = 0; i < inputs; i++) {
      two[from + i] = -one[from + i] / 2;
      two[from + inputs + i] = one[from + i] / 2;
    }
    if (biased) {
      two[from + 2 * inputs] = -one[from + inputs] / 2;
      two[from + 2 * inputs + 1] = one[from + inputs] / 2;
    }
    MultiLayerNetwork made = new MultiLayerNetwork(configuration);
    made.init(Nd4j.create(two, new long[] {1, two.length}, 'c'), false);
    return made;
  }
}
