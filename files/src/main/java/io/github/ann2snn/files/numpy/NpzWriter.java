package io.github.ann2snn.files.numpy;

import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.StoredZip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes arrays as {@code numpy.savez} does; {@code numpy.load} reads them by name. */
public final class NpzWriter {
  private static final int BUFFER = 1 << 14;

  private NpzWriter() {}

  /**
   * Writes float32 arrays, in the order of the map; equal arrays give equal bytes.
   *
   * @throws IOException if the file cannot be written; an older one then stays
   */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    Map<String, StoredZip.Content> entries = new LinkedHashMap<>();
    arrays.forEach((name, array) -> entries.put(name + ".npy", out -> write(array, out)));
    AtomicFile.write(file, temporary -> StoredZip.write(temporary, entries));
  }

  private static void write(NpyArray array, OutputStream out) throws IOException {
    out.write(NpyHeader.write(array.shape()));
    float[] values = array.values();
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += BUFFER) {
      int count = Math.min(BUFFER, values.length - from);
      bytes.asFloatBuffer().put(values, from, count);
      out.write(bytes.array(), 0, count * Float.BYTES);
    }
  }
}
