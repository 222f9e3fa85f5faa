package io.github.ann2snn.interop.keras;

import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.array.ArrayMemory;
import java.io.IOException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

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
  public void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source) throws IOException {
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
