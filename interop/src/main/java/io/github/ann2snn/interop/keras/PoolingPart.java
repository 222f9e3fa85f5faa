package io.github.ann2snn.interop.keras;

import io.github.ann2snn.train.architecture.Extent;
import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.architecture.Stage;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Pooling; Keras's averages leave out the padding. */
record PoolingPart(KerasLayer layer, Shape.Maps input, Stage.Pooling stage) implements Part.Plain {
  @Override
  public Shape output() {
    return stage.output(input);
  }

  boolean isMax() {
    return stage.kind() == Stage.Pooling.Kind.MAX;
  }

  static PoolingType type(Stage.Pooling.Kind kind) {
    return kind == Stage.Pooling.Kind.MAX ? PoolingType.MAX : PoolingType.AVG;
  }

  @Override
  public Layer dl4j(boolean last) {
    boolean even = stage.padding().isEven();
    return new SubsamplingLayer.Builder(type(stage.kind()))
        .kernelSize(ConvolutionPart.both(stage.kernel()))
        .stride(ConvolutionPart.both(stage.stride()))
        .padding(ConvolutionPart.both(even ? stage.padding().before() : Extent.square(0)))
        .avgPoolIncludePadInDivisor(false)
        .convolutionMode(ConvolutionPart.mode(even))
        .dataFormat(CNN2DFormat.NCHW)
        .name(layer.name())
        .build();
  }
}
