package io.github.ann2snn.convert.ann;

import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.train.inference.ChannelTransform;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.DepthwiseConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of a Deeplearning4j network's layers, as plain arrays. */
record Dl4jParameters(MultiLayerNetwork network) {
  private FeedForwardLayer layer(int l) {
    return (FeedForwardLayer) network.getLayer(l).conf().getLayer();
  }

  int inputs(int l) {
    return Math.toIntExact(layer(l).getNIn());
  }

  int outputs(int l) {
    return Math.toIntExact(layer(l).getNOut());
  }

  /** {@code outputs x inputs}, row-major; DL4J has it the other way round. */
  float[] denseWeight(int l) {
    return floats(network.getLayer(l).getParam(DefaultParamInitializer.WEIGHT_KEY).transpose());
  }

  /** {@code [outputs, inputs, height, width]}, row-major, as DL4J has it. */
  float[] convolutionWeight(int l) {
    return floats(network.getLayer(l).getParam(DefaultParamInitializer.WEIGHT_KEY));
  }

  /**
   * {@code [outputs, 1, height, width]}, row-major, the outputs of an input side by side; DL4J has
   * {@code [height, width, inputs, outputs of each]}.
   */
  float[] depthwiseWeight(int l) {
    INDArray weight = network.getLayer(l).getParam(DepthwiseConvolutionParamInitializer.WEIGHT_KEY);
    return floats(weight.permute(2, 3, 0, 1));
  }

  /** One value per output; zeros where the layer has no bias. */
  float[] bias(int l) {
    INDArray bias = network.getLayer(l).getParam(DefaultParamInitializer.BIAS_KEY);
    return bias == null ? new float[outputs(l)] : floats(bias);
  }

  /** What batch normalisation does at inference. */
  ChannelTransform batchNormalization(int l) {
    var layer = (BatchNormalization) network.getLayer(l).conf().getLayer();
    float[] mean = floats(l, BatchNormalizationParamInitializer.GLOBAL_MEAN);
    float[] gamma = Values.filled(mean.length, (float) layer.getGamma());
    float[] beta = Values.filled(mean.length, (float) layer.getBeta());
    if (!layer.isLockGammaBeta()) {
      gamma = floats(l, BatchNormalizationParamInitializer.GAMMA);
      beta = floats(l, BatchNormalizationParamInitializer.BETA);
    }
    return ChannelTransform.ofBatchNormalization(
        gamma, beta, mean, variance(l, layer), layer.getEps());
  }

  private float[] variance(int l, BatchNormalization layer) {
    if (!layer.isUseLogStd()) {
      return floats(l, BatchNormalizationParamInitializer.GLOBAL_VAR);
    }
    float[] variance = floats(l, BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
    for (int c = 0; c < variance.length; c++) {
      variance[c] = (float) Math.pow(10, 2 * variance[c]);
    }
    return variance;
  }

  private float[] floats(int l, String key) {
    return floats(network.getLayer(l).getParam(key));
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
