package io.github.ann2snn.train.qcfs;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link QcfsLayer} at work. */
public final class QcfsActivation extends BaseLayer<QcfsLayer> {
  private static final long serialVersionUID = 1L;

  /** Two arrays of this many floats stay in the first-level cache. */
  private static final int CHUNK = 2048;

  QcfsActivation(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** λ as it is now, possibly out of range after an update that diverged. */
  public float lambda() {
    return getParam(TrainedScale.LAMBDA).getFloat(0);
  }

  /** Sets λ, a finite number greater than 0. */
  public void setLambda(float lambda) {
    getParam(TrainedScale.LAMBDA).putScalar(0, lambda);
  }

  /**
   * The activation function as it is now.
   *
   * @throws IllegalArgumentException if λ is not a finite number greater than 0
   */
  public ClipFloorShift function() {
    return new ClipFloorShift(layerConf().getLevels(), lambda());
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    ClipFloorShift function = function();
    INDArray output = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    FloatBuffer memory = ArrayMemory.floats(output);
    float[] values = new float[CHUNK];
    for (int from = 0; from < memory.capacity(); from += CHUNK) {
      int length = Math.min(CHUNK, memory.capacity() - from);
      memory.get(from, values, 0, length);
      function.applyTo(values, 0, length);
      memory.put(from, values, 0, length);
    }
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    ClipFloorShift function = function();
    INDArray delta = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c');
    INDArray sums = workspaces.dup(ArrayType.BP_WORKING_MEM, input, 'c');
    FloatBuffer memory = ArrayMemory.floats(delta);
    FloatBuffer z = ArrayMemory.floats(sums);
    float[] gradients = new float[CHUNK];
    float[] inputs = new float[CHUNK];
    double byLambda = 0;
    for (int from = 0; from < memory.capacity(); from += CHUNK) {
      int length = Math.min(CHUNK, memory.capacity() - from);
      memory.get(from, gradients, 0, length);
      z.get(from, inputs, 0, length);
      byLambda += function.backpropagate(gradients, inputs, 0, length);
      memory.put(from, gradients, 0, length);
    }
    INDArray view = gradientViews.get(TrainedScale.LAMBDA);
    view.putScalar(0, byLambda);
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(TrainedScale.LAMBDA, view);
    return new Pair<>(gradient, backpropDropOutIfPresent(delta));
  }

  @Override
  public boolean hasBias() {
    return false;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
