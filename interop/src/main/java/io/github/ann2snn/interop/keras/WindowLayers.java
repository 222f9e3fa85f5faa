package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.keras.KerasConfig.KerasOne;
import io.github.ann2snn.interop.keras.Part.GlobalPoolingPart;
import io.github.ann2snn.interop.keras.Part.PoolingPart;
import io.github.ann2snn.train.architecture.Extent;
import io.github.ann2snn.train.architecture.Padding;
import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.architecture.Stage;

/** Reads layers with windows: convolutions and pooling. */
final class WindowLayers {
  private static final Extent ONE = Extent.square(1);

  private WindowLayers() {}

  /** What goes in, which must be feature maps. */
  static Shape.Maps maps(KerasLayer layer, Shape input) throws BadFileException {
    if (input instanceof Shape.Maps maps) {
      return maps;
    }
    throw layer.refuse(
        Text.of(
            "needs images or feature maps, but gets %s numbers; reshape the inputs before it",
            input));
  }

  static ConvolutionPart convolution(KerasLayer layer, Shape input) throws BadFileException {
    Shape.Maps maps = maps(layer, input);
    if (KerasOne.hasTheanoKernel(layer)) {
      throw layer.refuse(
          "has a kernel in the layout of Theano (dim_ordering th); load the model with Keras 2, and save it again");
    }
    boolean depthwise = layer.kind().equals("DepthwiseConv2D");
    int channels =
        depthwise
            ? Math.multiplyExact(maps.channels(), layer.size("depth_multiplier", 1))
            : layer.size("filters");
    int groups = depthwise ? maps.channels() : layer.size("groups", 1);
    Extent kernel = layer.extent("kernel_size", null);
    Extent stride = layer.extent("strides", ONE);
    Extent dilation = layer.extent("dilation_rate", ONE);
    Padding padding = padding(layer, maps, kernel, stride, dilation);
    Stage.Convolution stage =
        new Stage.Convolution(channels, kernel, stride, padding, dilation, groups);
    stage.output(maps);
    int[] shape = {
      kernel.height(),
      kernel.width(),
      depthwise ? maps.channels() : maps.channels() / groups,
      depthwise ? channels / maps.channels() : channels
    };
    return new ConvolutionPart(
        layer, maps, stage, shape, layer.isSet("use_bias", true), KerasActivation.of(layer));
  }

  static PoolingPart pooling(KerasLayer layer, Shape input) throws BadFileException {
    Shape.Maps maps = maps(layer, input);
    Extent window = layer.extent("pool_size", Extent.square(2));
    Extent stride = layer.extent("strides", window);
    Padding padding = padding(layer, maps, window, stride, ONE);
    Stage.Pooling stage = new Stage.Pooling(kind(layer), window, stride, padding);
    stage.output(maps);
    return new PoolingPart(layer, maps, stage);
  }

  static GlobalPoolingPart globalPooling(KerasLayer layer, Shape input) throws BadFileException {
    return new GlobalPoolingPart(layer, maps(layer, input), kind(layer));
  }

  private static Stage.Pooling.Kind kind(KerasLayer layer) {
    return layer.kind().contains("Max") ? Stage.Pooling.Kind.MAX : Stage.Pooling.Kind.AVERAGE;
  }

  private static Padding padding(
      KerasLayer layer, Shape.Maps maps, Extent kernel, Extent stride, Extent dilation)
      throws BadFileException {
    String word = layer.word("padding", "valid");
    return switch (word) {
      case "valid" -> Padding.even(Extent.square(0));
      case "same" -> Padding.same(maps, kernel, stride, dilation);
      default ->
          throw layer.refuse(
              Text.of(
                  "has padding \"%s\"; supported are valid and same", KerasLayer.printable(word)));
    };
  }
}
