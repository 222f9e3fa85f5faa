package io.github.ann2snn.ann.dl4j;

import static java.util.Map.entry;

import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.files.Text;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table of layers that are read. */
final class Layers {
  /** Where the class of a quantised activation stands, which is ours and not Deeplearning4j's. */
  static final String QUANTIZED = "io.github.ann2snn.train.qcfs.QcfsLayer";

  private static final String PACKAGE = "org.deeplearning4j.nn.conf.layers.";

  /** Reads a layer. */
  @FunctionalInterface
  private interface Reader {
    /**
     * Adds its nodes.
     *
     * @throws IllegalArgumentException if something is not supported, or does not fit
     */
    void read(LayerCall call);
  }

  private static final Map<String, Layer> READ =
      Map.ofEntries(
          layer("DenseLayer", Role.DENSE, Weighted::dense),
          layer("OutputLayer", Role.DENSE, Weighted::dense),
          layer("ConvolutionLayer", Role.CONVOLUTION, Convolutions::plane),
          layer("Convolution2D", Role.CONVOLUTION, Convolutions::plane),
          layer("DepthwiseConvolution2D", Role.CONVOLUTION, Convolutions::depthwise),
          layer("SeparableConvolution2D", Role.CONVOLUTION, Convolutions::separable),
          layer("Convolution1DLayer", Role.CONVOLUTION, Convolutions::line),
          layer("Convolution1D", Role.CONVOLUTION, Convolutions::line),
          layer("SubsamplingLayer", Role.POOLING, Pooling::plane),
          layer("Pooling2D", Role.POOLING, Pooling::plane),
          layer("Subsampling1DLayer", Role.POOLING, Pooling::line),
          layer("Pooling1D", Role.POOLING, Pooling::line),
          layer("GlobalPoolingLayer", Role.REDUCTION, Pooling::global),
          layer("BatchNormalization", Role.NORMALISATION, Weighted::batchNorm),
          layer("PReLULayer", Role.RECTIFIER, Weighted::prelu),
          layer("ActivationLayer", Role.RECTIFIER, Activations::add),
          layer("LossLayer", Role.ENDING, Activations::add),
          layer("DropoutLayer", Role.NOTHING, call -> {}),
          layer("ZeroPaddingLayer", Role.PART, Rearranging::pad),
          layer("ZeroPadding1DLayer", Role.PART, Rearranging::padLine),
          layer("convolutional.Cropping2D", Role.PART, Rearranging::crop),
          layer("convolutional.Cropping1D", Role.PART, Rearranging::cropLine),
          layer("Upsampling2D", Role.REPETITION, Rearranging::repeat),
          layer("Upsampling1D", Role.REPETITION, Rearranging::repeatLine));

  private static final Layer QCFS = new Layer(Role.RECTIFIER, Weighted::quantization);

  private Layers() {}

  /**
   * A layer.
   *
   * @param role what it is for
   * @param reader how it is read
   */
  private record Layer(Role role, Reader reader) {}

  private static Map.Entry<String, Layer> layer(String name, Role role, Reader reader) {
    return entry(name, new Layer(role, reader));
  }

  /** The layers that are read, without their package, and what each is for. */
  static SortedMap<String, Role> roles() {
    SortedMap<String, Role> roles = new TreeMap<>();
    READ.forEach((name, layer) -> roles.put(name, layer.role()));
    return roles;
  }

  /**
   * Reads a layer.
   *
   * @throws IllegalArgumentException naming it and the reason, if it is not supported or does not
   *     fit
   */
  static void read(LayerCall call, String name) {
    LayerSettings said = call.said();
    String className = said.className();
    boolean ours = className.equals(QUANTIZED);
    said.require(
        ours || className.startsWith(PACKAGE),
        "has class \"%s\", which is not allowed",
        Text.printable(className));
    Layer layer = ours ? QCFS : READ.get(className.substring(PACKAGE.length()));
    said.require(
        layer != null,
        "is a %s, which is not supported; supported are %s",
        Text.printable(said.kind()),
        String.join(", ", roles().keySet()));
    try {
      layer.reader().read(call);
    } catch (LayerSettings.LayerRefusal e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw said.refuse("(%s) %s", Text.printable(name), e.getMessage());
    } catch (ArithmeticException e) {
      throw said.refuse("(%s) has numbers that are too large", Text.printable(name));
    }
  }
}
