package io.github.ann2snn.train.array;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Direct access to ND4J's native memory, for loops that ND4J itself is slow at. */
public final class ArrayMemory {
  private ArrayMemory() {}

  /** The memory of an array of floats whose elements lie without gaps. */
  public static FloatBuffer floats(INDArray array) {
    FloatPointer pointer = new FloatPointer(array.data().addressPointer());
    return pointer.position(0).capacity(array.length()).asBuffer();
  }

  /** Copies numbers into a parameter of a layer. */
  public static void put(Layer layer, String key, float[] values) {
    floats(layer.getParam(key)).put(0, values);
  }

  /** A row-major matrix; ND4J's own way copies number by number. */
  public static INDArray matrix(float[] values, int rows, int columns) {
    INDArray matrix = Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
    floats(matrix).put(0, values, 0, rows * columns);
    return matrix;
  }
}
