package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * What Deeplearning4j's layers say of shapes, channels first, of windows and of activations, and
 * which of it a spiking network can stand for.
 */
final class Dl4jTerms {
  private static final double RELU6 = 6;

  private Dl4jTerms() {}

  /**
   * The shape behind a preprocessor.
   *
   * @return null where values are no images any more
   */
  static FeatureMaps after(InputPreProcessor preprocessor, FeatureMaps before, String place)
      throws ConversionRefusedException {
    if (preprocessor instanceof FeedForwardToCnnPreProcessor images) {
      return new FeatureMaps(
          Math.toIntExact(images.getNumChannels()),
          Math.toIntExact(images.getInputHeight()),
          Math.toIntExact(images.getInputWidth()));
    }
    if (preprocessor instanceof CnnToFeedForwardPreProcessor flat) {
      requireChannelsFirst(flat.getFormat(), place);
      return null;
    }
    throw ConversionRefusedException.unsupported(
        place,
        "its inputs are rearranged by %s, which is not supported.",
        preprocessor.getClass().getSimpleName());
  }

  /** Refuses values whose channels come last. */
  static void requireChannelsFirst(CNN2DFormat format, String place)
      throws ConversionRefusedException {
    if (format != CNN2DFormat.NCHW) {
      throw ConversionRefusedException.layer(
          place, "its channels come last (%s); supported is channels first (NCHW).", format);
    }
  }

  /** The shape, which must be that of images. */
  static FeatureMaps require(FeatureMaps maps, String place) throws ConversionRefusedException {
    if (maps == null) {
      throw ConversionRefusedException.unsupported(place, "what comes in is no image.");
    }
    return maps;
  }

  /** Whether it is a two-dimensional convolution, plain or depthwise. */
  static boolean isSupported(ConvolutionLayer layer) {
    return layer.getClass() == ConvolutionLayer.class
        || layer.getClass() == DepthwiseConvolution2D.class;
  }

  /**
   * A window over an input.
   *
   * @param mode {@code Same} pads so that there are {@code ceil(size / stride)} positions; others
   *     pad as the layer says
   */
  static Window window(
      FeatureMaps input,
      int[] kernel,
      int[] stride,
      int[] padding,
      int[] dilation,
      ConvolutionMode mode,
      String place)
      throws ConversionRefusedException {
    try {
      return mode == ConvolutionMode.Same
          ? WindowRules.same(input, kernel, stride, dilation)
          : WindowRules.even(kernel, stride, padding, dilation);
    } catch (IllegalArgumentException e) {
      throw ConversionRefusedException.layer(place, "%s", e.getMessage());
    }
  }

  /**
   * The most that {@code activation}, a ReLU, gives: infinity unless it is bounded.
   *
   * @return empty if it is the identity, behind which values may be negative
   * @throws ConversionRefusedException if it is another
   */
  static OptionalDouble bound(IActivation activation, String place)
      throws ConversionRefusedException {
    if (activation instanceof ActivationReLU relu
        && isZero(relu.getThreshold())
        && isZero(relu.getNegativeSlope())) {
      return OptionalDouble.of(isZero(relu.getMax()) ? Double.POSITIVE_INFINITY : relu.getMax());
    }
    if (activation instanceof ActivationReLU6) {
      return OptionalDouble.of(RELU6);
    }
    if (activation instanceof ActivationIdentity) {
      return OptionalDouble.empty();
    }
    throw ConversionRefusedException.layer(
        place,
        "its activation is %s, and a firing rate can only stand for ReLU (never negative, linear above zero, perhaps up to a maximum).%s Train with --activation relu.",
        describe(activation),
        ConversionRefusedException.SUPPORTED);
  }

  private static String describe(IActivation activation) {
    return activation instanceof ActivationReLU relu
        ? Text.of(
            "relu with maximum %s, threshold %s and negative slope %s",
            relu.getMax(), relu.getThreshold(), relu.getNegativeSlope())
        : activation.toString();
  }

  private static boolean isZero(Double value) {
    return value == null || value == 0;
  }

  /**
   * Checks that an output activation does not change which class is the largest.
   *
   * @throws ConversionRefusedException if it may
   */
  static void requireMonotone(IActivation activation, String place)
      throws ConversionRefusedException {
    boolean monotone =
        activation instanceof ActivationSoftmax
            || activation instanceof ActivationSigmoid
            || activation instanceof ActivationIdentity;
    if (!monotone) {
      throw ConversionRefusedException.unsupported(
          place, "its output activation is %s.", activation);
    }
  }
}
