package io.github.ann2snn.interop.keras;

import io.github.ann2snn.train.architecture.Shape;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** An activation behind something that has none of its own. */
record ActivationPart(KerasLayer layer, Shape output, KerasActivation activation)
    implements Part.Plain {
  @Override
  public Layer dl4j(boolean last) {
    return new ActivationLayer.Builder().name(layer.name()).activation(activation.dl4j()).build();
  }
}
