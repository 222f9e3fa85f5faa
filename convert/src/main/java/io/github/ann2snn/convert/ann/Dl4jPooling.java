package io.github.ann2snn.convert.ann;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * A pooling layer of Deeplearning4j, global or not.
 *
 * @param type what is made of the values within a window
 * @param input shape of what comes in
 * @param window that slides over it
 * @param place how messages name the layer
 */
record Dl4jPooling(PoolingType type, FeatureMaps input, Window window, String place) {
  private static final int[] UNDILATED = {1, 1};

  /**
   * Pooling within a window.
   *
   * @param maps what comes in; null if that is no image
   * @throws ConversionRefusedException if it is none, or the layer does what no connection does
   */
  static Dl4jPooling of(SubsamplingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    FeatureMaps input = Dl4jTerms.require(maps, place);
    Dl4jTerms.requireChannelsFirst(layer.getCnn2dDataFormat(), place);
    Window window =
        Dl4jTerms.window(
            input,
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            UNDILATED,
            layer.getConvolutionMode(),
            place);
    if (layer.getPoolingType() == PoolingType.AVG
        && window.isPadded()
        && !layer.isAvgPoolIncludePadInDivisor()) {
      throw ConversionRefusedException.layer(
          place,
          "it averages over fewer values at the border, because padding"
              + " does not count. Use average pooling without padding.");
    }
    return new Dl4jPooling(layer.getPoolingType(), input, window, place);
  }

  /** Pooling of whole channels; as {@link #of(SubsamplingLayer, FeatureMaps, String)}. */
  static Dl4jPooling of(GlobalPoolingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    FeatureMaps input = Dl4jTerms.require(maps, place);
    Window all = new Window(WindowAxis.of(input.height(), 1), WindowAxis.of(input.width(), 1));
    return new Dl4jPooling(layer.getPoolingType(), input, all, place);
  }

  boolean isMax() {
    return type == PoolingType.MAX;
  }

  /**
   * The same by sum or average.
   *
   * @throws ConversionRefusedException if it pools in another way
   */
  Pooling pooling() throws ConversionRefusedException {
    return switch (type) {
      case AVG -> new Pooling(Pooling.Kind.AVERAGE, input, window);
      case SUM -> new Pooling(Pooling.Kind.SUM, input, window);
      default ->
          throw ConversionRefusedException.unsupported(
              place, "it pools by %s, which no connection of spiking neurons does.", type);
    };
  }

  /**
   * The same by a gate.
   *
   * @param maxPooling what becomes of max pooling
   * @param ofInputs whether it pools the inputs of the network
   * @throws ConversionRefusedException if no gate can stand for it, or none is wanted
   */
  MaxGate gate(MaxPooling maxPooling, boolean ofInputs) throws ConversionRefusedException {
    if (maxPooling == MaxPooling.REFUSE) {
      throw ConversionRefusedException.unsupported(
          place,
          "it pools by MAX, and spikes can be added but not compared."
              + " Train with average pooling (a2 instead of m2), let a gate follow the largest"
              + " current with --max-pool gate, or take averages in its place with --max-pool"
              + " average, which costs accuracy.");
    }
    if (ofInputs) {
      throw ConversionRefusedException.unsupported(
          place,
          "it pools the inputs by MAX, and a gate needs neurons before"
              + " it. Pool the samples before they are given to the network.");
    }
    try {
      return new MaxGate(input, window);
    } catch (IllegalArgumentException e) {
      throw ConversionRefusedException.layer(place, "%s", e.getMessage());
    }
  }
}
