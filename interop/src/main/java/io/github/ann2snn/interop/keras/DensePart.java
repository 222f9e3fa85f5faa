package io.github.ann2snn.interop.keras;

import io.github.ann2snn.interop.keras.WeightSource.LayerWeights;
import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.array.ArrayMemory;
import java.io.IOException;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * A dense layer; Keras's kernel is {@code inputs x units}.
 *
 * @param order the order of Keras's inputs, where it is not ours
 */
record DensePart(
    KerasLayer layer, FlatOrder order, int units, boolean hasBias, KerasActivation activation)
    implements Part.Weighted {
  @Override
  public Shape output() {
    return new Shape.Flat(units);
  }

  @Override
  public DensePart with(KerasActivation other) {
    return new DensePart(layer, order, units, hasBias, other);
  }

  @Override
  public Layer dl4j(boolean last) {
    if (last) {
      return new OutputLayer.Builder(loss())
          .name(layer.name())
          .activation(activation.dl4j())
          .nIn(order.size())
          .nOut(units)
          .build();
    }
    return new DenseLayer.Builder()
        .name(layer.name())
        .activation(activation.dl4j())
        .nIn(order.size())
        .nOut(units)
        .build();
  }

  /** One that DL4J lets stand beside the activation; it is not used. */
  private ILossFunction loss() {
    return switch (activation) {
      case SOFTMAX -> new LossMCXENT();
      case SIGMOID -> new LossBinaryXENT();
      default -> new LossMSE();
    };
  }

  @Override
  public void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source) throws IOException {
    LayerWeights weights = LayerWeights.of(layer, source, hasBias ? 2 : 1);
    INDArray kernel = target.getParam(DefaultParamInitializer.WEIGHT_KEY);
    order
        .placement(kernel.stride(0), units, kernel.stride(1))
        .copy(weights.next(order.size(), units), ArrayMemory.floats(kernel));
    if (hasBias) {
      INDArray bias = target.getParam(DefaultParamInitializer.BIAS_KEY);
      ArrayMemory.floats(bias).put(0, weights.next(units), 0, units);
    }
  }
}
