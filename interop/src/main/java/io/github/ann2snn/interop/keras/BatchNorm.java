package io.github.ann2snn.interop.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.interop.keras.WeightSource.LayerWeights;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.training.LayerChain;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/**
 * Batch normalisation of channels, or of the numbers of a row: γ (x - mean) / √(variance + ε) + β.
 *
 * @param output shape of what is normalised
 * @param order of what is normalised: channels, or the numbers of a row
 * @param scales whether there is a γ
 * @param centers whether there is a β
 */
record BatchNorm(
    KerasLayer layer,
    Shape output,
    FlatOrder order,
    double epsilon,
    boolean scales,
    boolean centers)
    implements Part {
  /**
   * Reads the settings.
   *
   * @param axis along which channels lie, the samples' being 0
   */
  static BatchNorm of(KerasLayer layer, Shape shape, FlatOrder order, int axis)
      throws BadFileException {
    int rank = shape.isRow() ? 1 : 3;
    JsonNode stated = layer.config().path("axis");
    JsonNode value = stated.isArray() && stated.size() == 1 ? stated.get(0) : stated;
    int normalised = value.asInt(Integer.MIN_VALUE);
    if (normalised != axis && normalised != axis - rank - 1) {
      throw layer.refuse(
          "normalises axis %s; supported is that of the channels, here %d",
          KerasLayer.shown(stated), axis);
    }
    double epsilon = layer.number("epsilon", 1e-3);
    layer.refuseIf(
        !(epsilon > 0 && epsilon < 1), "has epsilon %s; it must be between 0 and 1", epsilon);
    return new BatchNorm(
        layer, shape, order, epsilon, layer.isSet("scale", true), layer.isSet("center", true));
  }

  /** Each in our order. */
  record Values(float[] gamma, float[] beta, float[] mean, float[] variance) {}

  /** Reads the weights. */
  Values read(WeightSource source) throws IOException {
    LayerWeights weights = LayerWeights.of(layer, source, 2 + (scales ? 1 : 0) + (centers ? 1 : 0));
    float[] gamma = scales ? next(weights) : filled(1);
    float[] beta = centers ? next(weights) : filled(0);
    float[] mean = next(weights);
    float[] variance = next(weights);
    for (float each : variance) {
      layer.refuseIf(each < 0, "has a variance of %s, expected at least 0", each);
    }
    return new Values(gamma, beta, mean, variance);
  }

  @Override
  public Layer dl4j(boolean last) {
    return LayerChain.batchNorm(order.size(), epsilon, layer.name());
  }

  @Override
  public void fill(org.deeplearning4j.nn.api.Layer target, WeightSource source) throws IOException {
    Values values = read(source);
    ArrayMemory.put(target, BatchNormalizationParamInitializer.GAMMA, values.gamma());
    ArrayMemory.put(target, BatchNormalizationParamInitializer.BETA, values.beta());
    ArrayMemory.put(target, BatchNormalizationParamInitializer.GLOBAL_MEAN, values.mean());
    ArrayMemory.put(target, BatchNormalizationParamInitializer.GLOBAL_VAR, values.variance());
  }

  private float[] next(LayerWeights weights) throws IOException {
    float[] values = new float[order.size()];
    order.placement(1, 1, 1).copy(weights.next(order.size()), FloatBuffer.wrap(values));
    return values;
  }

  private float[] filled(float value) {
    float[] values = new float[order.size()];
    Arrays.fill(values, value);
    return values;
  }
}
