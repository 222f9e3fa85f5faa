package io.github.ann2snn.datasets.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Makes the content of small IDX files. */
public final class IdxBytes {
  private IdxBytes() {}

  /** A file of unsigned bytes whose elements count 0, 1, 2, ... */
  public static byte[] counting(int... dimensions) {
    int elements = 1;
    for (int dimension : dimensions) {
      elements *= dimension;
    }
    byte[] values = new byte[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = (byte) i;
    }
    return of(values, dimensions);
  }

  static byte[] of(byte[] values, int... dimensions) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    buffer.putInt(0x800 | dimensions.length);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    return buffer.put(values).array();
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return compressed.toByteArray();
  }

  /** The four files of a data set: 6 training and 4 test images of 2 x 3 pixels, 3 classes. */
  public static List<byte[]> fourFiles() {
    return List.of(
        counting(6, 2, 3),
        of(new byte[] {0, 1, 2, 0, 1, 2}, 6),
        counting(4, 2, 3),
        of(new byte[] {2, 1, 0, 1}, 4));
  }

  /** Writes the four files, plain, and returns the folder. */
  public static Path writeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < 4; i++) {
      Files.write(folder.resolve(IdxFolder.FILE_NAMES.get(i)), fourFiles().get(i));
    }
    return folder;
  }
}
