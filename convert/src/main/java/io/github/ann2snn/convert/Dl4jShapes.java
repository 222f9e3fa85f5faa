package io.github.ann2snn.convert;

import io.github.ann2snn.runtime.network.FeatureMaps;
import io.github.ann2snn.runtime.network.MaxGate;
import io.github.ann2snn.runtime.network.Pooling;
import io.github.ann2snn.runtime.network.Window;
import io.github.ann2snn.runtime.network.WindowAxis;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
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

  /** Whether a window sees zeros outside of the image. */
  static boolean isPadded(Window window) {
    return Stream.of(window.vertical(), window.horizontal())
        .anyMatch(axis -> axis.before() > 0 || axis.after() > 0);
  }

  /** Pooling by sum or average. */
  static Pooling pooling(SubsamplingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    Window window = window(layer, maps, place);
    if (layer.getPoolingType() == PoolingType.AVG
        && isPadded(window)
        && !layer.isAvgPoolIncludePadInDivisor()) {
      throw new ConversionRefusedException(
          place
              + " cannot be converted: it averages over fewer values at the border, because padding"
              + " does not count. Use average pooling without padding.");
    }
    return new Pooling(kind(layer.getPoolingType(), place), maps, window);
  }

  /** Max pooling. */
  static MaxGate gate(SubsamplingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    Window window = window(layer, maps, place);
    try {
      return new MaxGate(maps, window);
    } catch (IllegalArgumentException e) {
      throw new ConversionRefusedException(place + " cannot be converted: " + e.getMessage());
    }
  }

  private static Window window(SubsamplingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    FeatureMaps input = require(maps, place);
    requireChannelsFirst(layer.getCnn2dDataFormat(), place);
    return new Dl4jWindow(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            UNDILATED,
            layer.getConvolutionMode())
        .over(input);
  }

  /** Global pooling by sum or average. */
  static Pooling pooling(GlobalPoolingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    return new Pooling(kind(layer.getPoolingType(), place), maps, all(maps, place));
  }

  /** Global max pooling. */
  static MaxGate gate(GlobalPoolingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    return new MaxGate(maps, all(maps, place));
  }

  private static Window all(FeatureMaps maps, String place) throws ConversionRefusedException {
    FeatureMaps input = require(maps, place);
    return new Window(WindowAxis.of(input.height(), 1), WindowAxis.of(input.width(), 1));
  }

  private static Pooling.Kind kind(PoolingType type, String place)
      throws ConversionRefusedException {
    return switch (type) {
      case AVG -> Pooling.Kind.AVERAGE;
      case SUM -> Pooling.Kind.SUM;
      default ->
          throw new ConversionRefusedException(
              "%s cannot be converted: it pools by %s, which no connection of spiking neurons does.%s"
                  .formatted(place, type, Dl4jLayers.SUPPORTED));
    };
  }
}
