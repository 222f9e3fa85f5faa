package io.github.ann2snn.files.numpy;

import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ForeignZip;
import io.github.ann2snn.files.StoredZip;
import io.github.ann2snn.files.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An {@code .npz} file: a zip of arrays, as {@code numpy.savez} and {@code savez_compressed} write
 * it. Headers are read when it is opened, numbers when they are asked for, and no size is believed
 * before it is checked against the file's own length. Nothing is executed: arrays of Python objects
 * are refused.
 */
public final class NpzFile implements NamedArrays {
  private static final String SUFFIX = ".npy";
  private static final int MAX_VALUES = 1 << 28;

  /** DEFLATE cannot do better than this. */
  private static final long MAX_COMPRESSION = 1032;

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final ZipFile zip;
  private final Map<String, NpyHeader> headers = new LinkedHashMap<>();

  private NpzFile(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Opens a file and reads what arrays it has.
   *
   * @throws BadFileException if it is missing, damaged, or holds something else than arrays of
   *     numbers
   */
  public static NpzFile open(Path file) throws BadFileException {
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(
          file,
          "",
          Text.of("no such file; numpy.savez(\"%s\", ...) makes one", file.getFileName()));
    }
    ZipFile zip;
    try {
      zip = ForeignZip.open(file);
    } catch (IOException e) {
      throw new BadFileException(
          file, "", "not a complete .npz file, which is a zip (" + e.getMessage() + ")", e);
    }
    NpzFile opened = new NpzFile(file, zip);
    try {
      opened.readHeaders();
    } catch (BadFileException e) {
      try {
        zip.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
    return opened;
  }

  private void readHeaders() throws BadFileException {
    for (ZipEntry entry : entries()) {
      String name = entry.getName();
      if (!name.endsWith(SUFFIX)) {
        throw refuse(name, "is no array (.npy), and an .npz file has nothing else", null);
      }
      String array = name.substring(0, name.length() - SUFFIX.length());
      try (InputStream in = ForeignZip.content(zip, entry)) {
        NpyHeader header = NpyHeader.read(in, reason -> refuse(array, reason, null));
        requireRoom(array, header);
        if (headers.put(array, header) != null) {
          throw refuse(array, "occurs twice", null);
        }
      } catch (BadFileException e) {
        throw e;
      } catch (IOException e) {
        throw refuse(array, "damaged (" + e.getMessage() + ")", e);
      }
    }
    if (headers.isEmpty()) {
      throw new BadFileException(file, "", "has no arrays");
    }
  }

  private List<ZipEntry> entries() throws BadFileException {
    try {
      return ForeignZip.entries(zip);
    } catch (ZipException e) {
      throw new BadFileException(file, "", "damaged (" + e.getMessage() + ")", e);
    }
  }

  private void requireRoom(String array, NpyHeader header) throws BadFileException {
    long most =
        Math.min(MAX_VALUES, file.toFile().length() * MAX_COMPRESSION / header.numberBytes());
    if (header.size() > most || header.size() == 0) {
      throw refuse(
          array,
          header.size() == 0
              ? "has no numbers: its shape is " + header.shape()
              : Text.of("declares the shape %s, more than this file can hold", header.shape()),
          null);
    }
  }

  private BadFileException refuse(String array, String reason, Throwable cause) {
    return new BadFileException(file, "array " + Text.printable(array), reason, cause);
  }

  @Override
  public Map<String, List<Integer>> shapes() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    headers.forEach((name, header) -> shapes.put(name, header.shape()));
    return shapes;
  }

  @Override
  public NpyArray read(String name) throws BadFileException {
    NpyHeader header = headers.get(name);
    try (InputStream in = ForeignZip.content(zip, zip.getEntry(name + SUFFIX))) {
      NpyHeader.read(in, reason -> refuse(name, reason, null));
      float[] values = values(name, header, in);
      if (in.read() >= 0) {
        throw refuse(name, "is longer than its shape " + header.shape() + " says", null);
      }
      return new NpyArray(
          header.shape(), header.fortran() ? transposed(values, header.storedShape()) : values);
    } catch (BadFileException e) {
      throw e;
    } catch (EOFException e) {
      throw refuse(name, "is shorter than its shape " + header.shape() + " says", e);
    } catch (IOException e) {
      throw refuse(name, "damaged (" + e.getMessage() + ")", e);
    }
  }

  private float[] values(String name, NpyHeader header, InputStream in) throws IOException {
    float[] values = new float[(int) header.size()];
    byte[] bytes = new byte[BUFFER];
    int perBuffer = BUFFER / header.numberBytes();
    for (int from = 0; from < values.length; from += perBuffer) {
      int count = Math.min(perBuffer, values.length - from);
      int length = count * header.numberBytes();
      if (in.readNBytes(bytes, 0, length) < length) {
        throw new EOFException();
      }
      ByteBuffer numbers = ByteBuffer.wrap(bytes).order(header.order());
      for (int i = from; i < from + count; i++) {
        values[i] = header.next(numbers);
        if (!Float.isFinite(values[i])) {
          throw refuse(
              name, Text.of("number %d is %s; expected finite float32", i, values[i]), null);
        }
      }
    }
    return values;
  }

  /** From the reversed shape with the last index fastest to the shape with the last one fastest. */
  private static float[] transposed(float[] stored, List<Integer> storedShape) {
    int rank = storedShape.size();
    int[] stride = new int[rank];
    int step = 1;
    for (int d = 0; d < rank; d++) {
      stride[d] = step;
      step *= storedShape.get(d);
    }
    float[] values = new float[stored.length];
    int[] index = new int[rank];
    int to = 0;
    for (float value : stored) {
      values[to] = value;
      for (int d = rank - 1; d >= 0; d--) {
        to += stride[d];
        if (++index[d] < storedShape.get(d)) {
          break;
        }
        to -= stride[d] * storedShape.get(d);
        index[d] = 0;
      }
    }
    return values;
  }

  /**
   * Writes float32 arrays as {@code numpy.savez} does; {@code numpy.load} reads them by name, in
   * the order of the map; equal arrays give equal bytes.
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
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
      int count = Math.min(BUFFER / Float.BYTES, values.length - from);
      bytes.asFloatBuffer().put(values, from, count);
      out.write(bytes.array(), 0, count * Float.BYTES);
    }
  }

  @Override
  public void close() throws BadFileException {
    try {
      zip.close();
    } catch (IOException e) {
      throw new BadFileException(file, "", e.getMessage(), e);
    }
  }
}
