package io.github.ann2snn.train.qcfs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The one parameter of a {@link QcfsLayer}: λ, an array of one number, and neither a weight nor a
 * bias.
 */
final class TrainedScale extends EmptyParamInitializer {
  /** Name of the parameter. */
  static final String LAMBDA = "lambda";

  /**
   * λ before training. Inputs in [0, 1] and Glorot's weights give sums of which nearly all lie
   * below 1, and Adam moves λ by up to its learning rate with each update.
   */
  static final float INITIAL = 1;

  static final TrainedScale INSTANCE = new TrainedScale();

  private TrainedScale() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return 1;
  }

  @Override
  public long numParams(Layer layer) {
    return 1;
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(LAMBDA);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    INDArray lambda = view.reshape(1);
    if (initialize) {
      lambda.assign(INITIAL);
    }
    conf.addVariable(LAMBDA);
    return table(lambda);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    return table(view.reshape(1));
  }

  /** One that can be changed, as Deeplearning4j expects. */
  private static Map<String, INDArray> table(INDArray lambda) {
    Map<String, INDArray> table = new LinkedHashMap<>();
    table.put(LAMBDA, lambda);
    return table;
  }
}
