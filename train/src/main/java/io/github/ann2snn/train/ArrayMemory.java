package io.github.ann2snn.train;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Direct access to ND4J's native memory, for loops that ND4J itself is slow at. */
final class ArrayMemory {
  private ArrayMemory() {}

  /** The memory of an array of floats whose elements lie without gaps. */
  static FloatBuffer floats(INDArray array) {
    FloatPointer pointer = new FloatPointer(array.data().addressPointer());
    return pointer.position(0).capacity(array.length()).asBuffer();
  }
}
