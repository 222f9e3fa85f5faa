package io.github.ann2snn.interop.keras;

import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.architecture.Stage;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** One number for each channel. */
record GlobalPoolingPart(KerasLayer layer, Shape.Maps input, Stage.Pooling.Kind kind)
    implements Part.Plain {
  @Override
  public Shape output() {
    return new Shape.Flat(input.channels());
  }

  @Override
  public Layer dl4j(boolean last) {
    return new GlobalPoolingLayer.Builder(PoolingPart.type(kind)).name(layer.name()).build();
  }
}
