package io.github.ann2snn.convert;

import io.github.ann2snn.runtime.network.FeatureMaps;
import io.github.ann2snn.runtime.network.Pooling;
import io.github.ann2snn.runtime.network.Window;
import io.github.ann2snn.runtime.network.WindowAxis;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** The shapes that Deeplearning4j's layers and preprocessors give to values, channels first. */
final class Dl4jShapes {
  private static final int[] UNDILATED = {1, 1};

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
        "%s cannot be converted: its inputs are rearranged by %s, which is not supported.%s"
            .formatted(place, preprocessor.getClass().getSimpleName(), Dl4jLayers.SUPPORTED));
  }

  private static void requireChannelsFirst(CNN2DFormat format, String place)
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

  /** Whether it is a two-dimensional convolution and none of DL4J's other kinds of it. */
  static boolean isPlain(ConvolutionLayer layer) {
    return layer.getClass() == ConvolutionLayer.class;
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

  /** Whether a window sees zeros outside of the image. */
  static boolean isPadded(Window window) {
    return Stream.of(window.vertical(), window.horizontal())
        .anyMatch(axis -> axis.before() > 0 || axis.after() > 0);
  }

  /** What a pooling layer does. */
  static Pooling pooling(SubsamplingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    FeatureMaps input = require(maps, place);
    requireChannelsFirst(layer.getCnn2dDataFormat(), place);
    Window window =
        new Dl4jWindow(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                UNDILATED,
                layer.getConvolutionMode())
            .over(input);
    if (layer.getPoolingType() == PoolingType.AVG
        && isPadded(window)
        && !layer.isAvgPoolIncludePadInDivisor()) {
      throw new ConversionRefusedException(
          place
              + " cannot be converted: it averages over fewer values at the border, because padding"
              + " does not count. Use average pooling without padding.");
    }
    return new Pooling(kind(layer.getPoolingType(), place), input, window);
  }

  /** What a global pooling layer does. */
  static Pooling pooling(GlobalPoolingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    FeatureMaps input = require(maps, place);
    Window all = new Window(WindowAxis.of(input.height(), 1), WindowAxis.of(input.width(), 1));
    return new Pooling(kind(layer.getPoolingType(), place), input, all);
  }

  private static Pooling.Kind kind(PoolingType type, String place)
      throws ConversionRefusedException {
    return switch (type) {
      case AVG -> Pooling.Kind.AVERAGE;
      case SUM -> Pooling.Kind.SUM;
      default ->
          throw new ConversionRefusedException(
              "%s cannot be converted: it pools by %s, and spikes can be added but not compared. Train with average pooling (a2 instead of m2), or take averages in its place with --max-pool average, which costs accuracy.%s"
                  .formatted(place, type, Dl4jLayers.SUPPORTED));
    };
  }
}
