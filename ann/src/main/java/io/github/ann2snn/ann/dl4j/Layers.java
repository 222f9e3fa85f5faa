package io.github.ann2snn.ann.dl4j;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

  private static final Map<String, Reader> READERS =
      Map.ofEntries(
          entry("DenseLayer", Weighted::dense),
          entry("OutputLayer", Weighted::dense),
          entry("ConvolutionLayer", Convolutions::plane),
          entry("Convolution2D", Convolutions::plane),
          entry("DepthwiseConvolution2D", Convolutions::depthwise),
          entry("SeparableConvolution2D", Convolutions::separable),
          entry("Convolution1DLayer", Convolutions::line),
          entry("Convolution1D", Convolutions::line),
          entry("SubsamplingLayer", Pooling::plane),
          entry("Pooling2D", Pooling::plane),
          entry("Subsampling1DLayer", Pooling::line),
          entry("Pooling1D", Pooling::line),
          entry("GlobalPoolingLayer", Pooling::global),
          entry("BatchNormalization", Weighted::batchNorm),
          entry("PReLULayer", Weighted::prelu),
          entry("ActivationLayer", Activations::add),
          entry("LossLayer", Activations::add),
          entry("DropoutLayer", call -> {}),
          entry("ZeroPaddingLayer", Rearranging::pad),
          entry("ZeroPadding1DLayer", Rearranging::padLine),
          entry("convolutional.Cropping2D", Rearranging::crop),
          entry("convolutional.Cropping1D", Rearranging::cropLine),
          entry("Upsampling2D", Rearranging::repeat),
          entry("Upsampling1D", Rearranging::repeatLine));

  private Layers() {}

  /** The layers that are read, without their package. */
  static Set<String> names() {
    return new TreeSet<>(READERS.keySet());
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
        LayerSettings.shown(className));
    Reader reader =
        ours ? Weighted::quantization : READERS.get(className.substring(PACKAGE.length()));
    said.require(
        reader != null,
        "is a %s, which is not supported; supported are %s",
        LayerSettings.shown(said.kind()),
        String.join(", ", names()));
    try {
      reader.read(call);
    } catch (LayerSettings.LayerRefusal e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw said.refuse("(%s) %s", LayerSettings.shown(name), e.getMessage());
    } catch (ArithmeticException e) {
      throw said.refuse("(%s) has numbers that are too large", LayerSettings.shown(name));
    }
  }
}
