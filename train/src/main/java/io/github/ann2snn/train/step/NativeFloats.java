package io.github.ann2snn.train.step;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers in native memory, where BLAS needs them; Java's loops are fast on arrays alone.
 *
 * @param pointer to the first
 * @param buffer all of them
 */
record NativeFloats(FloatPointer pointer, FloatBuffer buffer) {
  /** New ones, not set to anything. */
  static NativeFloats of(long count) {
    FloatPointer pointer = new FloatPointer(count);
    return new NativeFloats(pointer, pointer.asBuffer());
  }

  /** Those of an array without gaps, shared with it. */
  static NativeFloats of(INDArray array) {
    FloatPointer pointer = new FloatPointer(array.data().addressPointer());
    pointer.position(0).capacity(array.length());
    return new NativeFloats(pointer, pointer.asBuffer());
  }

  /** A part of these, shared with them. */
  NativeFloats slice(int from, int length) {
    FloatPointer part = new FloatPointer(pointer).position(from).capacity(from + length);
    return new NativeFloats(part, buffer.slice(from, length));
  }

  int length() {
    return buffer.capacity();
  }

  /** A copy. */
  float[] values() {
    float[] values = new float[length()];
    buffer.get(0, values);
    return values;
  }
}
