package io.github.ann2snn.datasets.idx;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.FileAtPlace;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes, the format of the MNIST database: two zero bytes, the element type
 * (8), the number of dimensions, then each dimension as a big-endian 32-bit integer, then the
 * elements, the last dimension varying fastest. It is read from any place on ({@link FileAtPlace}).
 */
final class IdxFile implements RowSource.OpenRows {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int UNSIGNED_BYTE = 8;

  private final String name;
  private final FileAtPlace content;
  private final int[] dimensions;

  private IdxFile(FileAtPlace content, int rank) {
    this.name = content.name();
    this.content = content;
    this.dimensions = new int[rank];
  }

  /**
   * Opens a file.
   *
   * @param rank the number of dimensions that it must have
   * @throws BadFileException naming file, offset in the uncompressed content, and reason, if the
   *     header is wrong or the compressed data are damaged
   */
  static IdxFile open(DataFiles files, String name, int rank) throws IOException {
    FileAtPlace content;
    try {
      content = new FileAtPlace(files, name);
    } catch (EOFException | ZipException e) {
      throw damaged(name, e);
    }
    boolean complete = false;
    try {
      IdxFile file = new IdxFile(content, rank);
      file.readHeader();
      complete = true;
      return file;
    } catch (EOFException | ZipException e) {
      throw damaged(name, e);
    } finally {
      if (!complete) {
        content.close();
      }
    }
  }

  private void readHeader() throws IOException {
    checkMagic(content.next(4));
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = dimension(content.next(4), i);
    }
  }

  private void checkMagic(byte[] magic) throws BadFileException {
    int rank = dimensions.length;
    String expected = Text.of("expected 0x%08x", UNSIGNED_BYTE << 8 | rank);
    if (magic.length < 4) {
      throw bad("cut short at offset %d, within the magic number; %s", magic.length, expected);
    }
    String found =
        Text.of("magic number 0x%08x at offset 0; %s", ByteBuffer.wrap(magic).getInt(), expected);
    if (magic[0] != 0 || magic[1] != 0) {
      throw bad("not an IDX file: %s", found);
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw bad("elements are not unsigned bytes (type 8): %s", found);
    }
    if (magic[3] != rank) {
      throw bad("%d dimensions where %d are needed: %s", magic[3] & 0xff, rank, found);
    }
  }

  private int dimension(byte[] bytes, int index) throws BadFileException {
    int offset = 4 + 4 * index;
    if (bytes.length < 4) {
      throw bad("cut short at offset %d, within the header", offset + bytes.length);
    }
    int value = ByteBuffer.wrap(bytes).getInt();
    if (value < 1) {
      throw bad("dimension %d at offset %d is %d; it must be at least 1", index, offset, value);
    }
    return value;
  }

  /** Where it was read from. */
  String name() {
    return name;
  }

  /** Size along a dimension, at least 1. */
  int dimension(int index) {
    return dimensions[index];
  }

  /**
   * Number of elements of one entry of the first dimension.
   *
   * @throws BadFileException if it does not fit into memory
   */
  int width() throws BadFileException {
    return elements(1, " each");
  }

  /**
   * All elements.
   *
   * @throws BadFileException naming file, offset in the uncompressed content, and reason, if the
   *     length is wrong or the compressed data are damaged
   */
  byte[] values() throws IOException {
    int elements = elements(0, "");
    String announced = Arrays.toString(dimensions);
    try {
      content.goTo(header());
      byte[] values = content.next(elements); // what a header announces may not be there
      if (values.length < elements) {
        throw bad(
            "cut short at offset %d: the header announces %d bytes (%s elements)",
            content.position(), (long) header() + elements, announced);
      }
      if (!content.atEnd()) {
        throw bad(
            "too long: data go on at offset %d, where the header %s lets the file end",
            content.position(), announced);
      }
      return values;
    } catch (EOFException | ZipException e) {
      throw damaged(name, e);
    }
  }

  private int elements(int firstDimension, String of) throws BadFileException {
    long product = 1;
    for (int i = firstDimension; i < dimensions.length; i++) {
      product *= dimensions[i];
      if (product > LARGEST_ARRAY) {
        throw bad(
            "the dimensions %s at offset 4 are more than %d elements%s",
            Arrays.toString(dimensions), LARGEST_ARRAY, of);
      }
    }
    return (int) product;
  }

  private int header() {
    return 4 + 4 * dimensions.length;
  }

  /** Reads an entry of the first dimension, its bytes standing for 0 ... 1. */
  @Override
  public void read(int row, float[] values) throws IOException {
    long offset = header() + (long) row * values.length;
    byte[] bytes;
    try {
      content.goTo(offset);
      bytes = content.next(values.length);
    } catch (EOFException e) {
      throw new BadFileException(name, "", "cut short at offset " + offset, e);
    } catch (ZipException e) {
      throw new BadFileException(
          name, "", Text.of("cannot be read at offset %d: %s", offset, e.getMessage()), e);
    }
    if (bytes.length < values.length) {
      throw bad("cut short at offset %d", content.position());
    }
    RowSource.ofBytes(bytes, 0, values);
  }

  private static BadFileException damaged(String name, IOException cause) {
    return new BadFileException(name, "", "the gzip data are damaged or cut short", cause);
  }

  @FormatMethod
  private BadFileException bad(String format, Object... args) {
    return new BadFileException(name, "", Text.of(format, args));
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
