package io.github.ann2snn.train.qcfs;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.files.Refusal;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Settings of a layer that applies {@link ClipFloorShift} to each of its inputs, whatever their
 * shape, with one trained λ. Deeplearning4j keeps them in a model's configuration under this name.
 */
public final class QcfsLayer extends BaseLayer {
  private static final long serialVersionUID = 1L;

  private int levels;

  /** For Deeplearning4j, which sets what it read. */
  public QcfsLayer() {}

  /**
   * Settings of a new layer.
   *
   * @param name of the layer
   * @param levels see {@link ClipFloorShift#levels}
   * @throws IllegalArgumentException if there are too few or too many levels
   */
  public QcfsLayer(String name, int levels) {
    setLayerName(name);
    setActivationFn(new ActivationIdentity());
    this.levels = new ClipFloorShift(levels, TrainedScale.INITIAL).levels();
  }

  /** See {@link ClipFloorShift#levels}. */
  public int getLevels() {
    return levels;
  }

  /** For Deeplearning4j. */
  public void setLevels(int levels) {
    this.levels = levels;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Refusal.when(type != DataType.FLOAT, "a QcfsLayer needs data type FLOAT; got %s", type);
    QcfsActivation layer = new QcfsActivation(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return TrainedScale.INSTANCE;
  }

  /** None: weight decay is for weights, and would only make λ clip more. */
  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    return List.of();
  }

  @Override
  public InputType getOutputType(int index, InputType inputType) {
    return inputType;
  }

  /** Nothing: any shape fits. */
  @Override
  public void setNIn(InputType inputType, boolean override) {}

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return new LayerMemoryReport.Builder(getLayerName(), QcfsLayer.class, inputType, inputType)
        .standardMemory(1, getIUpdater().stateSize(1))
        .workingMemory(0, 0, 0, inputType.arrayElementsPerExample())
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof QcfsLayer that && levels == that.levels;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof QcfsLayer;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + levels;
  }

  @Override
  public String toString() {
    return "QcfsLayer(" + getLayerName() + ", levels=" + levels + ")";
  }
}
