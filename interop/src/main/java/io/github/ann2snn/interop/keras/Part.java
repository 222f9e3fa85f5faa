package io.github.ann2snn.interop.keras;

import io.github.ann2snn.train.architecture.Extent;
import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.architecture.Stage;
import io.github.ann2snn.train.array.ArrayMemory;
import java.io.IOException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  /** An activation behind something that has none of its own. */
  record ActivationPart(KerasLayer layer, Shape output, KerasActivation activation)
      implements Part.Plain {
    @Override
    public Layer dl4j(boolean last) {
      return new ActivationLayer.Builder().name(layer.name()).activation(activation.dl4j()).build();
    }
  }

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

  /** Pooling; Keras's averages leave out the padding. */
  record PoolingPart(KerasLayer layer, Shape.Maps input, Stage.Pooling stage)
      implements Part.Plain {
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

  /** Batch normalisation of channels, or of the numbers of a row. */
  record NormalizationPart(KerasLayer layer, Shape output, BatchNorm norm) implements Part.Plain {
    @Override
    public Layer dl4j(boolean last) {
      return new BatchNormalization.Builder()
          .useLogStd(false)
          .activation(KerasActivation.LINEAR.dl4j())
          .dataFormat(CNN2DFormat.NCHW)
          .eps(norm.epsilon())
          .name(layer.name())
          .nIn(norm.order().size())
          .nOut(norm.order().size())
          .build();
    }

    @Override
    public void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source)
        throws IOException {
      BatchNorm.Values values = norm.read(source);
      put(target, BatchNormalizationParamInitializer.GAMMA, values.gamma());
      put(target, BatchNormalizationParamInitializer.BETA, values.beta());
      put(target, BatchNormalizationParamInitializer.GLOBAL_MEAN, values.mean());
      put(target, BatchNormalizationParamInitializer.GLOBAL_VAR, values.variance());
    }

    private static void put(org.deeplearning4j.nn.api.Layer target, String key, float[] values) {
      INDArray parameter = target.getParam(key);
      ArrayMemory.floats(parameter).put(0, values);
    }
  }
}
