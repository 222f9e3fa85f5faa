package io.github.ann2snn.files.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.ShortFloat;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.numpy.NamedArrays;
import io.github.ann2snn.files.numpy.NpyArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file in the format safetensors: eight bytes that tell the length of a header, the header, which
 * is JSON and names the tensors, then their numbers, one tensor behind the other without gaps. The
 * header is read and compared with the file when it is opened, numbers when they are asked for.
 */
public final class SafetensorsFile implements NamedArrays {
  /** Bytes before the header. */
  private static final int START = 8;

  /** Enough for 40,000 tensors; the format itself allows 100 MB. */
  private static final int MAX_HEADER = 4 << 20;

  private static final int MAX_VALUES = 1 << 28;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, Entry> entries;

  /** Where the numbers of all tensors begin. */
  private final long data;

  private SafetensorsFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    ByteBuffer start = bytes(0, (int) Math.min(START, channel.size()));
    long length = start.remaining() < START ? -1 : start.getLong();
    if (length < 2 || length > channel.size() - START) {
      throw refuse("", "no complete safetensors file: its header would have %d bytes", length);
    }
    if (length > MAX_HEADER) {
      throw refuse("", "has a header of %d bytes; at most %d can be read", length, MAX_HEADER);
    }
    data = START + length;
    byte[] header = bytes(START, (int) length).array();
    try {
      entries = SafetensorsHeader.read(header, channel.size() - data);
    } catch (JsonProcessingException e) {
      String reason = Text.printable(e.getOriginalMessage());
      throw new BadFileException(file, "header", "no complete JSON (" + reason + ")", e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadFileException(file, "header", e.getMessage(), e);
    }
  }

  /**
   * A tensor of the header.
   *
   * @param begin first byte of its numbers, behind the header
   * @param end behind the last
   */
  record Entry(NumberType type, List<Integer> shape, long begin, long end) {
    /**
     * @throws IllegalArgumentException if shape and bytes do not fit each other
     */
    Entry {
      shape = List.copyOf(shape);
      long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
      Refusal.when(
          begin < 0 || end - begin != Math.multiplyExact(size, (long) type.bytes()),
          "%s of shape %s from byte %d to %d",
          type,
          shape,
          begin,
          end);
    }
  }

  /** The types of the format whose numbers have whole bytes. */
  enum NumberType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    U64(8),
    I32(4),
    U32(4),
    I16(2),
    U16(2),
    I8(1),
    U8(1),
    BOOL(1),
    F8_E4M3(1),
    F8_E5M2(1),
    F8_E8M0(1);

    private final int bytes;

    NumberType(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }

    private boolean isReal() {
      return switch (this) {
        case F64, F32, F16, BF16 -> true;
        default -> false;
      };
    }

    private float next(ByteBuffer numbers) {
      return switch (this) {
        case F64 -> (float) numbers.getDouble();
        case F32 -> numbers.getFloat();
        case F16 -> ShortFloat.half(numbers.getShort());
        case BF16 -> ShortFloat.brain(numbers.getShort());
        default -> throw new IllegalStateException(name());
      };
    }
  }

  /** Whether a file begins as one in this format. */
  public static boolean isOne(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(START + 1);
      return start.length > START
          && start[START] == '{'
          && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong()
              <= Files.size(path) - START;
    }
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws BadFileException if it is missing or damaged: a name stands there twice, tensors
   *     overlap or leave a gap, or their shapes do not fit their bytes
   */
  public static SafetensorsFile open(Path file) throws BadFileException {
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(
          file,
          "",
          "no such file; safetensors.torch.save_file(model.state_dict(), name) makes one");
    }
    try {
      FileChannel channel = FileChannel.open(file);
      try {
        return new SafetensorsFile(file, channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException(file, "", "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public Map<String, List<Integer>> shapes() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    entries.forEach((name, entry) -> shapes.put(name, entry.shape()));
    return shapes;
  }

  @Override
  public NpyArray read(String name) throws BadFileException {
    Entry entry = entries.get(name);
    if (!entry.type().isReal()) {
      throw refuse(
          name,
          "holds numbers of type %s; save the model with F32, F64, F16 or BF16, and before it is quantised",
          entry.type());
    }
    long size = (entry.end() - entry.begin()) / entry.type().bytes();
    if (size > MAX_VALUES) {
      throw refuse(name, "has %d numbers; at most %d can be read", size, MAX_VALUES);
    }
    float[] values = new float[(int) size];
    int perBuffer = BUFFER / entry.type().bytes();
    try {
      for (int from = 0; from < values.length; from += perBuffer) {
        int count = Math.min(perBuffer, values.length - from);
        long at = data + entry.begin() + (long) from * entry.type().bytes();
        ByteBuffer numbers = bytes(at, count * entry.type().bytes());
        for (int i = from; i < from + count; i++) {
          values[i] = entry.type().next(numbers);
          if (!Float.isFinite(values[i])) {
            throw refuse(name, "number %d is %s; expected finite float32", i, values[i]);
          }
        }
      }
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException(file, place(name), "cannot be read (" + e.getMessage() + ")", e);
    }
    return new NpyArray(entry.shape(), values);
  }

  /** Some bytes of the file. */
  private ByteBuffer bytes(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = channel.read(bytes, from + bytes.position());
    }
    if (bytes.hasRemaining()) {
      throw refuse("", "became shorter while it was read");
    }
    return bytes.flip();
  }

  @FormatMethod
  private BadFileException refuse(String name, @FormatString String format, Object... args) {
    return new BadFileException(file, place(name), Text.of(format, args));
  }

  private static String place(String name) {
    return name.isEmpty() ? "" : "tensor " + Text.printable(name);
  }

  @Override
  public void close() throws BadFileException {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BadFileException(file, "", e.getMessage(), e);
    }
  }
}
