package io.github.ann2snn.convert;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.Connection;
import io.github.ann2snn.runtime.network.Convolution;
import io.github.ann2snn.runtime.network.FeatureMaps;
import io.github.ann2snn.runtime.network.Pooled;
import io.github.ann2snn.runtime.network.Pooling;
import io.github.ann2snn.runtime.network.Window;
import io.github.ann2snn.train.qcfs.ClipFloorShift;
import io.github.ann2snn.train.qcfs.QcfsActivation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Reads the layers of a Deeplearning4j network. Dropout does nothing at inference and is dropped;
 * so is the output activation, where it is monotone and so does not change which class is the
 * largest. Average pooling becomes part of the next layer's connection. Batch normalisation is
 * folded into the weights before it where no activation is in between, else into those behind it.
 */
final class Dl4jLayers {
  static final String SUPPORTED =
      " Supported are dense and convolution layers with ReLU or qcfs, average pooling, batch"
          + " normalisation, dropout, and an output layer with softmax, sigmoid or identity.";

  private final MultiLayerNetwork network;
  private final Dl4jParameters parameters;
  private final List<AnnLayer> layers = new ArrayList<>();
  private final List<Integer> activationOf = new ArrayList<>();

  private final Map<Integer, ClipFloorShift> quantizations = new HashMap<>();

  /** Whether values are never negative; those of the data set are not. */
  private boolean rectified = true;

  /** The shape of the values; null where they are no images. */
  private FeatureMaps maps;

  /** Pooling that the next weights begin with; null where there is none. */
  private Pooling pooling;

  /** Batch normalisation to fold into the next weights; null where there is none. */
  private ChannelTransform transform;

  private Dl4jLayers(MultiLayerNetwork network) {
    this.network = network;
    this.parameters = new Dl4jParameters(network);
  }

  /**
   * Reads them all.
   *
   * @throws ConversionRefusedException if one cannot be converted, naming it and the reason
   */
  static Dl4jLayers read(MultiLayerNetwork network) throws ConversionRefusedException {
    Dl4jLayers reader = new Dl4jLayers(network);
    int last = network.getnLayers() - 1;
    for (int l = 0; l <= last; l++) {
      reader.preprocess(l);
      reader.read(l, l == last);
    }
    return reader;
  }

  /** The layers that have weights. */
  List<AnnLayer> layers() {
    return layers;
  }

  /** For each of {@link #layers}, the DL4J layer that gives its activation. */
  List<Integer> activationOf() {
    return activationOf;
  }

  /** The quantised activations of {@link #layers}, by their index. */
  Map<Integer, ClipFloorShift> quantizations() {
    return quantizations;
  }

  private void preprocess(int l) throws ConversionRefusedException {
    InputPreProcessor preprocessor = network.getLayerWiseConfigurations().getInputPreProcess(l);
    if (preprocessor != null) {
      maps = Dl4jShapes.after(preprocessor, maps, place(l));
    }
  }

  private void read(int l, boolean last) throws ConversionRefusedException {
    Layer layer = configuration(l);
    if (last && !(layer instanceof DenseLayer || layer instanceof OutputLayer)) {
      throw new ConversionRefusedException(
          place(l) + " cannot be converted: the last layer must be dense." + SUPPORTED);
    }
    if (layer instanceof ActivationLayer activation && !layers.isEmpty()) {
      activate(activation, l);
    } else if (network.getLayer(l) instanceof QcfsActivation qcfs && !rectified) {
      requireDirect(l);
      rectified = true;
      activationOf.set(activationOf.size() - 1, l);
      quantizations.put(layers.size() - 1, qcfs.function());
    } else if (layer instanceof BatchNormalization) {
      normalise(l);
    } else if (layer instanceof SubsamplingLayer subsampling) {
      pool(Dl4jShapes.pooling(subsampling, maps, place(l)), l);
    } else if (layer instanceof GlobalPoolingLayer global) {
      pool(Dl4jShapes.pooling(global, maps, place(l)), l);
      maps = null;
    } else if (layer instanceof ConvolutionLayer convolution && Dl4jShapes.isPlain(convolution)) {
      weighted(l, convolution, convolution(l, convolution), last);
    } else if (layer instanceof DenseLayer || layer instanceof OutputLayer) {
      maps = null;
      weighted(l, (FeedForwardLayer) layer, dense(l), last);
    } else if (!(layer instanceof DropoutLayer)) {
      throw new ConversionRefusedException(
          place(l) + " cannot be converted: this kind of layer is not supported." + SUPPORTED);
    }
  }

  private Layer configuration(int l) {
    return network.getLayer(l).conf().getLayer();
  }

  private String place(int l) {
    Layer layer = configuration(l);
    String kind = layer.getClass().getSimpleName();
    String name = layer.getLayerName() == null ? kind : layer.getLayerName() + ", " + kind;
    return "layer " + l + " (" + name + ")";
  }

  private void activate(ActivationLayer layer, int l) throws ConversionRefusedException {
    boolean rectifies = Dl4jActivations.rectifies(layer.getActivationFn(), place(l));
    if (rectifies) {
      requireDirect(l);
    }
    rectified |= rectifies;
    activationOf.set(activationOf.size() - 1, l);
  }

  private void requireDirect(int l) throws ConversionRefusedException {
    if (pooling != null || transform != null) {
      throw new ConversionRefusedException(
          place(l)
              + " cannot be converted: pooling or batch normalisation lies between the weights and"
              + " their activation or between two activations, where no layer of spiking neurons"
              + " can stand for it. Put the activation directly behind the weights, or behind the"
              + " batch normalisation that follows them."
              + SUPPORTED);
    }
  }

  private void normalise(int l) throws ConversionRefusedException {
    ChannelTransform next = parameters.batchNormalization(l);
    if (!next.isFinite()) {
      throw new ConversionRefusedException(
          place(l) + " cannot be folded: its running mean or variance is not a usable number.");
    }
    if (rectified) {
      transform = transform == null ? next : transform.then(next);
      return;
    }
    if (pooling != null) {
      throw new ConversionRefusedException(
          place(l)
              + " cannot be folded: pooling lies between it and the weights. Put it before the"
              + " pooling."
              + SUPPORTED);
    }
    int at = layers.size() - 1;
    AnnLayer before = layers.get(at);
    Connection folded = BatchNormalizationFolding.foldAfter(before.connection(), next);
    layers.set(at, new AnnLayer(before.name(), folded));
    activationOf.set(at, l);
  }

  private void pool(Pooling next, int l) throws ConversionRefusedException {
    if (pooling != null) {
      throw new ConversionRefusedException(
          place(l)
              + " cannot be converted: it follows another pooling layer. Make one of the two."
              + SUPPORTED);
    }
    boolean padded = Dl4jShapes.isPadded(next.window());
    if (transform != null && transform.shifts() && padded) {
      throw new ConversionRefusedException(
          place(l)
              + " cannot be converted: the batch normalisation before it shifts values, but not the"
              + " zeros of its padding. Put the batch normalisation before the activation.");
    }
    pooling = next;
    maps = next.output();
  }

  private Connection dense(int l) {
    return new Affine(
        parameters.inputs(l), parameters.outputs(l), parameters.denseWeight(l), parameters.bias(l));
  }

  private Connection convolution(int l, ConvolutionLayer layer) throws ConversionRefusedException {
    FeatureMaps input = Dl4jShapes.require(maps, place(l));
    Window window = Dl4jShapes.window(layer).over(input);
    int outputs = parameters.outputs(l);
    Convolution convolution =
        new Convolution(
            input, outputs, window, 1, parameters.convolutionWeight(l), parameters.bias(l));
    if (transform != null && transform.shifts() && Dl4jShapes.isPadded(window)) {
      throw new ConversionRefusedException(
          place(l)
              + " cannot be converted: the batch normalisation before it shifts values, but not the"
              + " zeros of its padding. Put the batch normalisation before the activation, or use a"
              + " convolution without padding.");
    }
    maps = convolution.output();
    return convolution;
  }

  private void weighted(int l, BaseLayer layer, Connection connection, boolean last)
      throws ConversionRefusedException {
    if (!rectified) {
      throw new ConversionRefusedException(
          place(l)
              + " cannot be converted: its inputs come from a layer without ReLU, and firing rates cannot be negative."
              + SUPPORTED);
    }
    if (last) {
      Dl4jActivations.requireMonotone(layer.getActivationFn(), place(l));
    } else {
      rectified = Dl4jActivations.rectifies(layer.getActivationFn(), place(l));
    }
    String name = layer.getLayerName() == null ? "layer_" + l : layer.getLayerName();
    layers.add(new AnnLayer(name, pooled(folded(connection))));
    activationOf.add(l);
    transform = null;
    pooling = null;
  }

  private Connection folded(Connection connection) {
    return transform == null
        ? connection
        : BatchNormalizationFolding.foldBefore(connection, transform);
  }

  private Connection pooled(Connection connection) {
    return pooling == null ? connection : new Pooled(pooling, connection);
  }
}
