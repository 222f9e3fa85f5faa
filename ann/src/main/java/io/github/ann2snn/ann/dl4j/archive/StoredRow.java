package io.github.ann2snn.ann.dl4j.archive;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A row of floats as {@code Nd4j.write} stores it: two buffers, each of storage mode, length, data
 * type and values, big-endian. The first buffer is the shape: rank, sizes, strides, flags,
 * element-wise stride, order. Read here and not by ND4J, which believes the lengths it finds.
 *
 * @param entry of the file, that holds it
 */
public record StoredRow(Path file, String entry) {
  /** Bytes before the values: two headers and the shape of a row of rank 2. */
  private static final int MAX_HEADER = 256;

  /** How the numbers are stored. */
  public static final String MODE = "MIXED_DATA_TYPES";

  /** How many bytes an entry of so many numbers has at most. */
  public static int bytes(long numbers) {
    return Math.toIntExact(MAX_HEADER + Float.BYTES * numbers);
  }

  /**
   * The values.
   *
   * @param content of the entry
   * @param expected how many there must be
   * @throws BadFileException if there are not, or the entry is damaged
   */
  public float[] read(byte[] content, long expected) throws BadFileException {
    ByteBuffer in = ByteBuffer.wrap(content);
    try {
      checkShape(in, expected);
      checkHeader(in, "FLOAT", expected, expected);
      int length = Math.toIntExact(expected);
      if (in.remaining() != 4L * length) {
        throw refuse(
            in.position(),
            "%d bytes follow, but %d numbers take %d",
            in.remaining(),
            length,
            4L * length);
      }
      float[] values = new float[length];
      in.asFloatBuffer().get(values);
      return values;
    } catch (BufferUnderflowException e) {
      throw refuse(in.position(), "ends too early");
    }
  }

  private void checkShape(ByteBuffer in, long expected) throws BadFileException {
    long length = checkHeader(in, "LONG", 6, 8);
    int position = in.position();
    long rank = in.getLong();
    if (length != 2 * rank + 4) {
      throw refuse(position, "rank %d does not fit a shape of %d numbers", rank, length);
    }
    long rows = rank == 2 ? in.getLong() : 1;
    long columns = in.getLong();
    if (rows != 1 || columns != expected) {
      throw refuse(
          position,
          "has shape [%d, %d], but the configuration needs [1, %d]",
          rows,
          columns,
          expected);
    }
    in.get(new byte[8 * (int) length - (in.position() - position)]);
  }

  private long checkHeader(ByteBuffer in, String type, long min, long max) throws BadFileException {
    int position = in.position();
    String mode = string(in);
    if (!mode.equals(MODE)) {
      throw refuse(
          position,
          "storage mode \"%s\" must be %s; load and save the model with DL4J 1.0.0-M2.1 first",
          mode,
          MODE);
    }
    position = in.position();
    long length = in.getLong();
    if (length < min || length > max) {
      String allowed = min == max ? String.valueOf(min) : min + " to " + max;
      throw refuse(position, "length %d must be %s", length, allowed);
    }
    position = in.position();
    String actual = string(in);
    if (!actual.equals(type)) {
      throw refuse(position, "data type \"%s\" must be %s", actual, type);
    }
    return length;
  }

  private static String string(ByteBuffer in) {
    byte[] bytes = new byte[Math.min(in.getShort() & 0xffff, 64)];
    in.get(bytes);
    return Text.printable(new String(bytes, StandardCharsets.US_ASCII));
  }

  @FormatMethod
  private BadFileException refuse(int position, String format, Object... args) {
    return new BadFileException(file, entry, "at byte " + position + ": " + Text.of(format, args));
  }
}
