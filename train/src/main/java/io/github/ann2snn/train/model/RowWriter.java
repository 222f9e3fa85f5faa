package io.github.ann2snn.train.model;

import io.github.ann2snn.ann.dl4j.archive.StoredRow;
import io.github.ann2snn.train.array.ArrayMemory;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** Writes what {@link StoredRow} reads. */
final class RowWriter {
  private static final int CHUNK = 1 << 14;

  private RowWriter() {}

  /** Writes what {@code Nd4j.write} would, but without a second copy of the values. */
  static void write(INDArray array, OutputStream out) throws IOException {
    INDArray row = Shape.hasDefaultStridesForShape(array) ? array : array.dup('c');
    DataOutputStream data = new DataOutputStream(out);
    row.shapeInfoDataBuffer().write(data);
    data.writeUTF(StoredRow.MODE);
    data.writeLong(row.length());
    data.writeUTF("FLOAT");
    FloatBuffer values = ArrayMemory.floats(row);
    float[] chunk = new float[CHUNK];
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * CHUNK);
    while (values.hasRemaining()) {
      int count = Math.min(CHUNK, values.remaining());
      values.get(chunk, 0, count);
      bytes.asFloatBuffer().put(chunk, 0, count);
      data.write(bytes.array(), 0, Float.BYTES * count);
    }
    data.flush();
  }
}
