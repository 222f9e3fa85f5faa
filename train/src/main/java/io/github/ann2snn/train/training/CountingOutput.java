package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's output layer, which also counts the samples of a batch that it tells right while they are
 * learned. What is saved is an ordinary network.
 */
final class CountingOutput extends OutputLayer {
  private static final long serialVersionUID = 1;

  private int correct;

  private CountingOutput(Layer other) {
    super(other.conf(), DataType.FLOAT);
    setIndex(other.getIndex());
    setListeners(other.getListeners());
    setParamsViewArray(other.params());
    setParamTable(other.paramTable());
    if (other.getGradientsViewArray() != null) {
      setBackpropGradientsViewArray(other.getGradientsViewArray());
    }
  }

  /** Replaces the output layer of a network. */
  static CountingOutput install(MultiLayerNetwork network) {
    Layer[] layers = network.getLayers();
    CountingOutput output = new CountingOutput(layers[layers.length - 1]);
    layers[layers.length - 1] = output;
    return output;
  }

  /** How many samples of the last batch were classified correctly: the lowest class on ties. */
  int correct() {
    return correct;
  }

  @Override
  protected INDArray preOutput2d(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray logits = super.preOutput2d(training, workspaces);
    if (training && labels != null) {
      correct = count(logits);
    }
    return logits;
  }

  private int count(INDArray logits) {
    int rows = Math.toIntExact(logits.size(0));
    int classes = Math.toIntExact(logits.size(1));
    int rowStride = Math.toIntExact(logits.stride(0));
    int classStride = Math.toIntExact(logits.stride(1));
    FloatBuffer values = ArrayMemory.floats(logits);
    FloatBuffer oneHot = ArrayMemory.floats(labels);
    int right = 0;
    for (int row = 0; row < rows; row++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (values.get(row * rowStride + c * classStride)
            > values.get(row * rowStride + best * classStride)) {
          best = c;
        }
      }
      right += oneHot.get(row * classes + best) > 0 ? 1 : 0;
    }
    return right;
  }
}
