package io.github.ann2snn.datasets.idx;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Gunzip;
import io.github.ann2snn.files.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
public record IdxFile(Path file, int[] dimensions, byte[] values) {
  static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** A buffer this many times larger than the file is taken before its content is seen. */
  private static final int TRUSTED_EXPANSION = 16;

  /**
   * Reads {@code file}.
   *
   * @param rank the number of dimensions that it must have
   * @throws BadFileException naming file, offset in the uncompressed content, and reason, if the
   *     header or the length is wrong or the compressed data are damaged
   */
  static IdxFile read(Path file, int rank) throws BadFileException {
    try (InputStream in = Gunzip.open(file)) {
      return read(file, rank, in);
    } catch (BadFileException e) {
      throw e;
    } catch (EOFException | ZipException e) {
      throw new BadFileException(file + ": the gzip data are damaged or cut short", e);
    } catch (IOException e) {
      throw new BadFileException(file + ": cannot be read: " + e, e);
    }
  }

  private static IdxFile read(Path file, int rank, InputStream in) throws IOException {
    IdxHeader start = IdxHeader.read(file.toString(), in, rank);
    int[] dimensions = start.dimensions();
    long header = start.length();
    int elements = elements(file, dimensions);
    byte[] values = readGrowing(in, elements, firstBuffer(file, elements));
    if (values.length < elements) {
      throw new BadFileException(
          Text.of(
              "%s: cut short at offset %d: the header announces %d bytes (%s elements)",
              file, header + values.length, header + elements, Arrays.toString(dimensions)));
    }
    if (in.readNBytes(1).length > 0) {
      throw new BadFileException(
          Text.of(
              "%s: too long: data go on at offset %d, where the header %s lets the file end",
              file, header + elements, Arrays.toString(dimensions)));
    }
    return new IdxFile(file, dimensions, values);
  }

  private static int elements(Path file, int[] dimensions) throws BadFileException {
    long product = 1;
    for (int dimension : dimensions) {
      product *= dimension;
      if (product > LARGEST_ARRAY) {
        throw new BadFileException(
            Text.of(
                "%s: the dimensions %s at offset 4 are more than %d elements",
                file, Arrays.toString(dimensions), LARGEST_ARRAY));
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

  /**
   * The beginning of an IDX file of unsigned bytes, the format of the MNIST database: two zero
   * bytes, the element type (8), the number of dimensions, then each dimension as a big-endian
   * 32-bit integer.
   *
   * @param file where it was read from, for messages
   * @param dimensions size along each dimension, at least 1
   */
  public record IdxHeader(String file, int[] dimensions) {
    private static final int UNSIGNED_BYTE = 8;

    /**
     * Reads a header, and not more.
     *
     * @param file what {@code in} reads, for messages
     * @param rank the number of dimensions that it must have
     * @throws BadFileException naming file, offset and reason, if it is not the header of such a
     *     file
     * @throws IOException if reading fails
     */
    public static IdxHeader read(String file, InputStream in, int rank) throws IOException {
      checkMagic(file, in.readNBytes(4), rank);
      int[] dimensions = new int[rank];
      for (int i = 0; i < rank; i++) {
        dimensions[i] = dimension(file, in, i);
      }
      return new IdxHeader(file, dimensions);
    }

    /** Bytes before the first element. */
    public int length() {
      return 4 + 4 * dimensions.length;
    }

    /**
     * Number of elements of one entry of the first dimension.
     *
     * @throws BadFileException if it does not fit into memory
     */
    public int width() throws BadFileException {
      long product = 1;
      for (int i = 1; i < dimensions.length; i++) {
        product *= dimensions[i];
        if (product > IdxFile.LARGEST_ARRAY) {
          throw new BadFileException(
              Text.of(
                  "%s: the dimensions %s at offset 4 are more than %d elements each",
                  file, Arrays.toString(dimensions), IdxFile.LARGEST_ARRAY));
        }
      }
      return (int) product;
    }

    private static void checkMagic(String file, byte[] magic, int rank) throws BadFileException {
      String expected = Text.of("expected 0x%08x", UNSIGNED_BYTE << 8 | rank);
      if (magic.length < 4) {
        throw new BadFileException(
            Text.of(
                "%s: cut short at offset %d, within the magic number; %s",
                file, magic.length, expected));
      }
      String found =
          Text.of(
              "0x%02x%02x%02x%02x at offset 0; %s",
              magic[0], magic[1], magic[2], magic[3], expected);
      if (magic[0] != 0 || magic[1] != 0) {
        throw new BadFileException(file + ": not an IDX file: magic number " + found);
      }
      if (magic[2] != UNSIGNED_BYTE) {
        throw new BadFileException(
            file + ": elements are not unsigned bytes (type 8): magic number " + found);
      }
      if (magic[3] != rank) {
        throw new BadFileException(
            Text.of(
                "%s: %d dimensions where %d are needed: magic number %s",
                file, magic[3] & 0xff, rank, found));
      }
    }

    private static int dimension(String file, InputStream in, int index) throws IOException {
      byte[] bytes = in.readNBytes(4);
      int offset = 4 + 4 * index;
      if (bytes.length < 4) {
        throw new BadFileException(
            Text.of("%s: cut short at offset %d, within the header", file, offset + bytes.length));
      }
      int value = ByteBuffer.wrap(bytes).getInt();
      if (value < 1) {
        throw new BadFileException(
            Text.of(
                "%s: dimension %d at offset %d is %d; it must be at least 1",
                file, index, offset, value));
      }
      return value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof IdxHeader that
          && file.equals(that.file)
          && Arrays.equals(dimensions, that.dimensions);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(dimensions);
    }
  }
}
