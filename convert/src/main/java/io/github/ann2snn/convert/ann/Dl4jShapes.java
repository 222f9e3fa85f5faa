package io.github.ann2snn.convert.ann;

import io.github.ann2snn.convert.ann.Dl4jPooling.Dl4jWindow;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** The shapes that Deeplearning4j's layers and preprocessors give to values, channels first. */
final class Dl4jShapes {
  private Dl4jShapes() {}

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
    throw new ConversionRefusedException(
        Text.of(
            "%s cannot be converted: its inputs are rearranged by %s, which is not supported.%s",
            place, preprocessor.getClass().getSimpleName(), Dl4jLayers.SUPPORTED));
  }

  /** Refuses values whose channels come last. */
  static void requireChannelsFirst(CNN2DFormat format, String place)
      throws ConversionRefusedException {
    if (format != CNN2DFormat.NCHW) {
      throw new ConversionRefusedException(
          place
              + " cannot be converted: its channels come last ("
              + format
              + "); supported is channels first (NCHW).");
    }
  }

  /** The shape, which must be that of images. */
  static FeatureMaps require(FeatureMaps maps, String place) throws ConversionRefusedException {
    if (maps == null) {
      throw new ConversionRefusedException(
          place + " cannot be converted: what comes in is no image." + Dl4jLayers.SUPPORTED);
    }
    return maps;
  }

  /** Whether it is a two-dimensional convolution, plain or depthwise. */
  static boolean isSupported(ConvolutionLayer layer) {
    return layer.getClass() == ConvolutionLayer.class
        || layer.getClass() == DepthwiseConvolution2D.class;
  }

  /** How a convolution's window slides. */
  static Dl4jWindow window(ConvolutionLayer layer) {
    return new Dl4jWindow(
        layer.getKernelSize(),
        layer.getStride(),
        layer.getPadding(),
        layer.getDilation(),
        layer.getConvolutionMode());
  }
}
