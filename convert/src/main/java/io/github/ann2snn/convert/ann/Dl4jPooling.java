package io.github.ann2snn.convert.ann;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import org.deeplearning4j.nn.conf.ConvolutionMode;
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
    FeatureMaps input = Dl4jShapes.require(maps, place);
    Dl4jShapes.requireChannelsFirst(layer.getCnn2dDataFormat(), place);
    Window window =
        new Dl4jWindow(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                UNDILATED,
                layer.getConvolutionMode())
            .over(input);
    if (layer.getPoolingType() == PoolingType.AVG
        && window.isPadded()
        && !layer.isAvgPoolIncludePadInDivisor()) {
      throw new ConversionRefusedException(
          place
              + " cannot be converted: it averages over fewer values at the border, because padding"
              + " does not count. Use average pooling without padding.");
    }
    return new Dl4jPooling(layer.getPoolingType(), input, window, place);
  }

  /** Pooling of whole channels; as {@link #of(SubsamplingLayer, FeatureMaps, String)}. */
  static Dl4jPooling of(GlobalPoolingLayer layer, FeatureMaps maps, String place)
      throws ConversionRefusedException {
    FeatureMaps input = Dl4jShapes.require(maps, place);
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
          throw new ConversionRefusedException(
              Text.of(
                  "%s cannot be converted: it pools by %s, which no connection of spiking neurons does.%s",
                  place, type, Dl4jLayers.SUPPORTED));
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
      throw new ConversionRefusedException(
          place
              + " cannot be converted: it pools by MAX, and spikes can be added but not compared."
              + " Train with average pooling (a2 instead of m2), let a gate follow the largest"
              + " current with --max-pool gate, or take averages in its place with --max-pool"
              + " average, which costs accuracy."
              + Dl4jLayers.SUPPORTED);
    }
    if (ofInputs) {
      throw new ConversionRefusedException(
          place
              + " cannot be converted: it pools the inputs by MAX, and a gate needs neurons before"
              + " it. Pool the samples before they are given to the network."
              + Dl4jLayers.SUPPORTED);
    }
    try {
      return new MaxGate(input, window);
    } catch (IllegalArgumentException e) {
      throw new ConversionRefusedException(place + " cannot be converted: " + e.getMessage());
    }
  }

  /**
   * How the window of a Deeplearning4j layer slides.
   *
   * @param mode {@code Same} pads so that there are {@code ceil(size / stride)} positions, one more
   *     at the end where the padding is odd; others pad as the layer says
   */
  record Dl4jWindow(
      int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
    /** The window over an input of this shape. */
    Window over(FeatureMaps input) {
      return new Window(axis(0, input.height()), axis(1, input.width()));
    }

    private WindowAxis axis(int axis, int size) {
      int before = padding[axis];
      int after = before;
      if (mode == ConvolutionMode.Same) {
        int positions = (size + stride[axis] - 1) / stride[axis];
        int extent = dilation[axis] * (kernel[axis] - 1) + 1;
        int total = Math.max(0, (positions - 1) * stride[axis] + extent - size);
        before = total / 2;
        after = total - before;
      }
      return new WindowAxis(kernel[axis], stride[axis], before, after, dilation[axis]);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
