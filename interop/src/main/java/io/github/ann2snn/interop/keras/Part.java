package io.github.ann2snn.interop.keras;

import io.github.ann2snn.train.architecture.Shape;
import java.io.IOException;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What becomes one layer of DL4J. */
sealed interface Part {
  /** The layer of Keras that it stands for. */
  KerasLayer layer();

  /** What comes out. */
  Shape output();

  /**
   * Its configuration.
   *
   * @param last whether it is the output layer
   */
  Layer dl4j(boolean last);

  /** Copies its weights. */
  default void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source)
      throws IOException {}

  /** A part with weights, which applies its activation itself. */
  sealed interface Weighted extends Part permits DensePart, ConvolutionPart {
    KerasActivation activation();

    Weighted with(KerasActivation activation);
  }

  /** A part of other kinds, which have no weights to multiply with. */
  non-sealed interface Plain extends Part {}
}
