package io.github.ann2snn.datasets.idx;

import io.github.ann2snn.datasets.DatasetException;
import io.github.ann2snn.files.Gunzip;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The content of an IDX file of unsigned bytes: an {@link IdxHeader}, then the elements, the last
 * dimension varying fastest. The file may be gzip-compressed.
 *
 * @param file where it was read from
 * @param dimensions size along each dimension, at least 1
 * @param values the elements; not to be changed
 */
record IdxFile(Path file, int[] dimensions, byte[] values) {
  static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** A buffer this many times larger than the file is taken before its content is seen. */
  private static final int TRUSTED_EXPANSION = 16;

  /**
   * Reads {@code file}.
   *
   * @param rank the number of dimensions that it must have
   * @throws DatasetException naming file, offset in the uncompressed content, and reason, if the
   *     header or the length is wrong or the compressed data are damaged
   */
  static IdxFile read(Path file, int rank) throws DatasetException {
    try (InputStream in = Gunzip.open(file)) {
      return read(file, rank, in);
    } catch (DatasetException e) {
      throw e;
    } catch (EOFException | ZipException e) {
      throw new DatasetException(file + ": the gzip data are damaged or cut short", e);
    } catch (IOException e) {
      throw new DatasetException(file + ": cannot be read: " + e, e);
    }
  }

  private static IdxFile read(Path file, int rank, InputStream in) throws IOException {
    IdxHeader start = IdxHeader.read(file.toString(), in, rank);
    int[] dimensions = start.dimensions();
    long header = start.length();
    int elements = elements(file, dimensions);
    byte[] values = readGrowing(in, elements, firstBuffer(file, elements));
    if (values.length < elements) {
      throw new DatasetException(
          "%s: cut short at offset %d: the header announces %d bytes (%s elements)"
              .formatted(
                  file, header + values.length, header + elements, Arrays.toString(dimensions)));
    }
    if (in.readNBytes(1).length > 0) {
      throw new DatasetException(
          "%s: too long: data go on at offset %d, where the header %s lets the file end"
              .formatted(file, header + elements, Arrays.toString(dimensions)));
    }
    return new IdxFile(file, dimensions, values);
  }

  private static int elements(Path file, int[] dimensions) throws DatasetException {
    long product = 1;
    for (int dimension : dimensions) {
      product *= dimension;
      if (product > LARGEST_ARRAY) {
        throw new DatasetException(
            "%s: the dimensions %s at offset 4 are more than %d elements"
                .formatted(file, Arrays.toString(dimensions), LARGEST_ARRAY));
      }
    }
    return (int) product;
  }

  private static int firstBuffer(Path file, int elements) throws IOException {
    return (int) Math.min(elements, Math.max(1, TRUSTED_EXPANSION * Files.size(file)));
  }

  /** Up to {@code count} bytes in a buffer that starts small and grows as data arrive. */
  private static byte[] readGrowing(InputStream in, int count, int first) throws IOException {
    byte[] buffer = new byte[first];
    int filled = in.readNBytes(buffer, 0, first);
    while (filled == buffer.length && filled < count) {
      int larger = (int) Math.min(count, 2L * buffer.length);
      buffer = Arrays.copyOf(buffer, larger);
      filled += in.readNBytes(buffer, filled, larger - filled);
    }
    return filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled);
  }
}
