package io.github.ann2snn.convert;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.ActivationConsumer;
import io.github.ann2snn.train.Classifier;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A Deeplearning4j network of dense layers. Dropout does nothing at inference and is dropped; so is
 * the output activation, where it is monotone and so does not change which class is the largest.
 */
final class Dl4jAnn implements Ann {
  private static final String SUPPORTED =
      " Supported are dense layers with ReLU, dropout, and an output layer with softmax, sigmoid or"
          + " identity.";

  private final Classifier classifier;
  private final List<AnnLayer> layers = new ArrayList<>();

  /** For each of {@link #layers}, the DL4J layer that gives its activation. */
  private final List<Integer> activationOf = new ArrayList<>();

  /**
   * Reads the layers.
   *
   * @throws ConversionRefusedException if one cannot be converted, naming it and the reason
   */
  Dl4jAnn(MultiLayerNetwork network) throws ConversionRefusedException {
    this.classifier = new Classifier(network);
    int last = network.getnLayers() - 1;
    boolean rectified = true;
    for (int l = 0; l <= last; l++) {
      Layer layer = network.getLayer(l).conf().getLayer();
      String place = "layer " + l + " (" + describe(layer) + ")";
      if (layer instanceof ActivationLayer activation && !layers.isEmpty()) {
        rectified |= rectifies(activation.getActivationFn(), place);
        activationOf.set(activationOf.size() - 1, l);
      } else if (layer instanceof DenseLayer || layer instanceof OutputLayer) {
        requireRectified(rectified, place);
        FeedForwardLayer dense = (FeedForwardLayer) layer;
        if (l == last) {
          requireMonotone(dense.getActivationFn(), place);
        } else {
          rectified = rectifies(dense.getActivationFn(), place);
        }
        layers.add(read(network, l, dense));
        activationOf.add(l);
      } else if (!(layer instanceof DropoutLayer)) {
        throw new ConversionRefusedException(
            place + " cannot be converted: this kind of layer is not supported." + SUPPORTED);
      }
    }
    requireOutput(network.getLayer(last).conf().getLayer(), last);
  }

  private static String describe(Layer layer) {
    String kind = layer.getClass().getSimpleName();
    return layer.getLayerName() == null ? kind : layer.getLayerName() + ", " + kind;
  }

  private static boolean rectifies(IActivation activation, String place)
      throws ConversionRefusedException {
    if (activation instanceof ActivationReLU relu && isPlain(relu)) {
      return true;
    }
    if (activation instanceof ActivationIdentity) {
      return false;
    }
    throw new ConversionRefusedException(
        place
            + " cannot be converted: its activation is "
            + describe(activation)
            + ", and a firing rate can only stand for ReLU (never negative, linear above zero)."
            + SUPPORTED
            + " Train with --activation relu.");
  }

  private static String describe(IActivation activation) {
    return activation instanceof ActivationReLU relu
        ? "relu with maximum %s, threshold %s and negative slope %s"
            .formatted(relu.getMax(), relu.getThreshold(), relu.getNegativeSlope())
        : activation.toString();
  }

  /** Neither capped nor leaky nor with a threshold of its own. */
  private static boolean isPlain(ActivationReLU relu) {
    return isZero(relu.getMax()) && isZero(relu.getThreshold()) && isZero(relu.getNegativeSlope());
  }

  private static boolean isZero(Double value) {
    return value == null || value == 0;
  }

  private static void requireRectified(boolean rectified, String place)
      throws ConversionRefusedException {
    if (!rectified) {
      throw new ConversionRefusedException(
          place
              + " cannot be converted: its inputs come from a layer without ReLU, and firing rates cannot be negative."
              + SUPPORTED);
    }
  }

  private static void requireMonotone(IActivation activation, String place)
      throws ConversionRefusedException {
    boolean monotone =
        activation instanceof ActivationSoftmax
            || activation instanceof ActivationSigmoid
            || activation instanceof ActivationIdentity;
    if (!monotone) {
      throw new ConversionRefusedException(
          place + " cannot be converted: its output activation is " + activation + "." + SUPPORTED);
    }
  }

  private static void requireOutput(Layer layer, int index) throws ConversionRefusedException {
    if (!(layer instanceof DenseLayer || layer instanceof OutputLayer)) {
      throw new ConversionRefusedException(
          "layer %d (%s) cannot be converted: the last layer must have weights."
                  .formatted(index, describe(layer))
              + SUPPORTED);
    }
  }

  private static AnnLayer read(MultiLayerNetwork network, int l, FeedForwardLayer layer) {
    INDArray weight = network.getLayer(l).getParam(DefaultParamInitializer.WEIGHT_KEY);
    int outputs = Math.toIntExact(layer.getNOut());
    INDArray bias = network.getLayer(l).getParam(DefaultParamInitializer.BIAS_KEY);
    return new AnnLayer(
        layer.getLayerName() == null ? "layer_" + l : layer.getLayerName(),
        Math.toIntExact(layer.getNIn()),
        outputs,
        weight.transpose().dup('c').data().asFloat(),
        bias == null ? new float[outputs] : bias.dup('c').data().asFloat());
  }

  @Override
  public List<AnnLayer> layers() {
    return layers;
  }

  @Override
  public void run(Split samples, ActivationConsumer consumer) {
    classifier.forEachActivations(
        samples,
        (rows, inputs, all) ->
            consumer.accept(
                rows, inputs, activationOf.stream().map(l -> all[l]).toArray(float[][]::new)));
  }
}
