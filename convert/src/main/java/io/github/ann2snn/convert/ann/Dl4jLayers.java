package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.train.inference.ChannelTransform;
import io.github.ann2snn.train.qcfs.QcfsActivation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
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
 * largest. Pooling becomes part of the next layer. Batch normalisation is folded into the weights
 * before it where no activation is in between, else into those behind it.
 */
final class Dl4jLayers {
  private final MultiLayerNetwork network;
  private final MaxPooling maxPooling;
  private final Dl4jParameters parameters;

  /** The layers that have weights. */
  final List<AnnLayer> layers = new ArrayList<>();

  /** For each of {@link #layers}, the DL4J layer that gives its activation. */
  final List<Integer> activationOf = new ArrayList<>();

  /** The quantised activations of {@link #layers}, by their index. */
  final Map<Integer, ClipFloorShift> quantizations = new HashMap<>();

  /** Whether values are never negative; those of the data set are not. */
  private boolean rectified = true;

  /** What lies between the last activation and the next weights. */
  private final PathToWeights path = new PathToWeights();

  private Dl4jLayers(MultiLayerNetwork network, MaxPooling maxPooling) {
    this.network = network;
    this.maxPooling = maxPooling;
    this.parameters = new Dl4jParameters(network);
  }

  /**
   * Reads them all.
   *
   * @param maxPooling what becomes of it; averages must be in its place already
   * @throws ConversionRefusedException if one cannot be converted, naming it and the reason
   */
  static Dl4jLayers read(MultiLayerNetwork network, MaxPooling maxPooling)
      throws ConversionRefusedException {
    Dl4jLayers reader = new Dl4jLayers(network, maxPooling);
    int last = network.getnLayers() - 1;
    for (int l = 0; l <= last; l++) {
      reader.preprocess(l);
      reader.read(l, l == last);
    }
    return reader;
  }

  private void preprocess(int l) throws ConversionRefusedException {
    InputPreProcessor preprocessor = network.getLayerWiseConfigurations().getInputPreProcess(l);
    if (preprocessor != null) {
      path.maps = Dl4jTerms.after(preprocessor, path.maps, place(l));
    }
  }

  private void read(int l, boolean last) throws ConversionRefusedException {
    Layer layer = configuration(l);
    if (last && !(layer instanceof DenseLayer || layer instanceof OutputLayer)) {
      throw ConversionRefusedException.unsupported(place(l), "the last layer must be dense.");
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
      pool(Dl4jPooling.of(subsampling, path.maps, place(l)));
    } else if (layer instanceof GlobalPoolingLayer global) {
      pool(Dl4jPooling.of(global, path.maps, place(l)));
      path.maps = null;
    } else if (layer instanceof ConvolutionLayer convolution
        && Dl4jTerms.isSupported(convolution)) {
      weighted(l, convolution, convolution(l, convolution), last);
    } else if (layer instanceof DenseLayer || layer instanceof OutputLayer) {
      path.maps = null;
      weighted(l, (FeedForwardLayer) layer, dense(l), last);
    } else if (!(layer instanceof DropoutLayer)) {
      throw ConversionRefusedException.unsupported(
          place(l), "this kind of layer is not supported.");
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
    OptionalDouble bound = Dl4jTerms.bound(layer.getActivationFn(), place(l));
    if (bound.isPresent()) {
      requireDirect(l);
      rectify(bound.getAsDouble());
    }
    activationOf.set(activationOf.size() - 1, l);
  }

  /** Puts a ReLU behind the last layer; of two, the smaller bound holds. */
  private void rectify(double bound) {
    rectified = true;
    int at = layers.size() - 1;
    layers.set(at, layers.get(at).withBound(Math.min(bound, layers.get(at).bound())));
  }

  private void requireDirect(int l) throws ConversionRefusedException {
    if (!path.isDirect()) {
      throw ConversionRefusedException.unsupported(
          place(l),
          "pooling or batch normalisation lies between the weights and"
              + " their activation or between two activations, where no layer of spiking neurons"
              + " can stand for it. Put the activation directly behind the weights, or behind the"
              + " batch normalisation that follows them.");
    }
  }

  private void normalise(int l) throws ConversionRefusedException {
    ChannelTransform next = parameters.batchNormalization(l);
    if (!next.isFinite()) {
      throw ConversionRefusedException.of(
          "%s cannot be folded: its running mean or variance is not a usable number.", place(l));
    }
    if (rectified) {
      path.transform(next);
      return;
    }
    if (path.isPooled()) {
      throw ConversionRefusedException.of(
          "%s cannot be folded: pooling lies between it and the weights. Put it before the pooling.%s",
          place(l), ConversionRefusedException.SUPPORTED);
    }
    int at = layers.size() - 1;
    AnnLayer before = layers.get(at);
    layers.set(at, before.withConnection(PathToWeights.foldAfter(before.connection(), next)));
    activationOf.set(at, l);
  }

  private void pool(Dl4jPooling pooling) throws ConversionRefusedException {
    if (pooling.isMax()) {
      path.pool(pooling.gate(maxPooling, layers.isEmpty()), pooling.place());
    } else {
      path.pool(pooling.pooling(), pooling.place());
    }
  }

  private Connection dense(int l) {
    return new Affine(
        parameters.inputs(l), parameters.outputs(l), parameters.denseWeight(l), parameters.bias(l));
  }

  private Connection convolution(int l, ConvolutionLayer layer) throws ConversionRefusedException {
    FeatureMaps input = Dl4jTerms.require(path.maps, place(l));
    Window window =
        Dl4jTerms.window(
            input,
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode(),
            place(l));
    int outputs = parameters.outputs(l);
    Convolution convolution =
        layer instanceof DepthwiseConvolution2D
            ? new Convolution(
                input,
                outputs,
                window,
                input.channels(),
                parameters.depthwiseWeight(l),
                parameters.bias(l))
            : new Convolution(
                input, outputs, window, 1, parameters.convolutionWeight(l), parameters.bias(l));
    path.maps = convolution.output();
    return convolution;
  }

  private void weighted(int l, BaseLayer layer, Connection connection, boolean last)
      throws ConversionRefusedException {
    if (!rectified) {
      throw ConversionRefusedException.unsupported(
          place(l),
          "its inputs come from a layer without ReLU, and firing rates cannot be negative.");
    }
    OptionalDouble bound = OptionalDouble.empty();
    if (last) {
      Dl4jTerms.requireMonotone(layer.getActivationFn(), place(l));
    } else {
      bound = Dl4jTerms.bound(layer.getActivationFn(), place(l));
    }
    String name = layer.getLayerName() == null ? "layer_" + l : layer.getLayerName();
    layers.add(path.layer(name, connection));
    activationOf.add(l);
    rectified = false;
    bound.ifPresent(this::rectify);
  }
}
