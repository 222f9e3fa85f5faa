package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.onnx.message.Onnx.Place;
import io.github.ann2snn.ann.onnx.message.Onnx.StringStringEntryProto;
import io.github.ann2snn.ann.onnx.message.Onnx.TensorProto;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.ShortFloat;
import io.github.ann2snn.files.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the numbers of a tensor: raw bytes, typed fields, or in a file beside the model. Their
 * number is compared with the shape before there is memory for them.
 */
final class StoredTensor {
  private static final int BUFFER = 1 << 16;

  private final TensorProto proto;
  private final List<Integer> dims;
  private final int size;
  private final TensorProto.DataType type;

  private StoredTensor(TensorProto proto) {
    this.proto = proto;
    dims = proto.getDimsList().stream().map(Math::toIntExact).toList();
    size = Tensor.size(dims);
    TensorProto.DataType known = TensorProto.DataType.forNumber(proto.getDataType());
    Refusal.when(known == null, "its type is number %d of the format", proto.getDataType());
    type = known;
    Refusal.when(proto.hasSegment(), "it is stored in segments");
  }

  /**
   * Reads one.
   *
   * @param model the file that it stands in
   * @throws IllegalArgumentException if its type is not supported, or sizes do not fit
   * @throws BadFileException if a file beside the model cannot be used
   */
  static Tensor read(TensorProto proto, Path model) throws BadFileException {
    StoredTensor stored = new StoredTensor(proto);
    return stored.read(model);
  }

  private Tensor read(Path model) throws BadFileException {
    long length = (long) size * width();
    if (proto.isExternal()) {
      return external(model.getParent(), length);
    }
    Optional<Place> raw = proto.place(TensorProto.RAW_DATA_FIELD_NUMBER);
    Optional<Place> place = raw.isPresent() ? raw : typedPlace();
    if (place.isEmpty()) {
      return typed();
    }
    int unit = raw.isPresent() ? 1 : width();
    Refusal.when(
        place.get().length() != length,
        "%d %s, but the shape %s needs %d",
        place.get().length() / unit,
        raw.isPresent() ? "bytes" : "numbers",
        dims,
        length / unit);
    Refusal.when(
        proto.getFloatDataCount() + proto.getDoubleDataCount() > 0,
        "its numbers are stored in several parts");
    return decoded(model, place.get().begin());
  }

  /** Where the numbers of a typed field lie in the file; small ones are in the message. */
  private Optional<Place> typedPlace() {
    return switch (type) {
      case FLOAT -> proto.place(TensorProto.FLOAT_DATA_FIELD_NUMBER);
      case DOUBLE -> proto.place(TensorProto.DOUBLE_DATA_FIELD_NUMBER);
      default -> Optional.empty();
    };
  }

  /** Bytes of a number; only types that networks' weights and shapes have. */
  private int width() {
    return switch (type) {
      case BOOL, INT8, UINT8 -> 1;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
      case FLOAT, INT32 -> 4;
      case DOUBLE, INT64 -> 8;
      default ->
          throw Refusal.of(
              "its type is %s; save the model with float, double, float16 or bfloat16 weights",
              type);
    };
  }

  private boolean isWhole() {
    return switch (type) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> false;
      default -> true;
    };
  }

  /** Numbers that lie in a file, which is long enough. */
  private Tensor decoded(Path file, long begin) throws BadFileException {
    long[] wholes = new long[isWhole() ? size : 0];
    float[] numbers = new float[isWhole() ? 0 : size];
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    int perBuffer = BUFFER / width();
    try (FileChannel channel = FileChannel.open(file)) {
      for (int from = 0; from < size; from += perBuffer) {
        int count = Math.min(perBuffer, size - from);
        bytes.clear().limit(count * width());
        fill(bytes, channel, begin + (long) from * width(), file);
        for (int i = from; i < from + count; i++) {
          if (isWhole()) {
            wholes[i] = whole(bytes);
          } else {
            numbers[i] = number(bytes);
          }
        }
      }
    } catch (IOException e) {
      throw new BadFileException(
          file, "", "weights of the model, cannot be read (" + e.getMessage() + ")", e);
    }
    return isWhole() ? Tensor.of(dims, wholes) : Tensor.of(dims, numbers);
  }

  private static void fill(ByteBuffer bytes, FileChannel channel, long begin, Path file)
      throws IOException {
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = channel.read(bytes, begin + bytes.position());
    }
    Refusal.when(bytes.hasRemaining(), "%s became shorter while it was read", file);
    bytes.flip();
  }

  private long whole(ByteBuffer bytes) {
    return switch (type) {
      case INT64 -> bytes.getLong();
      case INT32 -> bytes.getInt();
      case INT16 -> bytes.getShort();
      case UINT16 -> Short.toUnsignedInt(bytes.getShort());
      case INT8 -> bytes.get();
      default -> Byte.toUnsignedInt(bytes.get());
    };
  }

  private float number(ByteBuffer bytes) {
    return switch (type) {
      case FLOAT -> bytes.getFloat();
      case DOUBLE -> (float) bytes.getDouble();
      case BFLOAT16 -> ShortFloat.brain(bytes.getShort());
      default -> ShortFloat.half(bytes.getShort());
    };
  }

  private Tensor typed() {
    int count =
        switch (type) {
          case FLOAT -> proto.getFloatDataCount();
          case DOUBLE -> proto.getDoubleDataCount();
          case INT64 -> proto.getInt64DataCount();
          default -> proto.getInt32DataCount();
        };
    Refusal.when(count != size, "%d numbers, but the shape %s needs %d", count, dims, size);
    if (isWhole()) {
      long[] values = new long[size];
      for (int i = 0; i < size; i++) {
        values[i] =
            type == TensorProto.DataType.INT64 ? proto.getInt64Data(i) : proto.getInt32Data(i);
      }
      return Tensor.of(dims, values);
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> proto.getFloatData(i);
            case DOUBLE -> (float) proto.getDoubleData(i);
            case BFLOAT16 -> ShortFloat.brain((short) proto.getInt32Data(i));
            default -> ShortFloat.half((short) proto.getInt32Data(i));
          };
    }
    return Tensor.of(dims, values);
  }

  private Tensor external(Path folder, long length) throws BadFileException {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : proto.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    Path file = beside(folder, entries.getOrDefault("location", ""));
    long offset = number(entries, "offset", 0);
    long stated = number(entries, "length", length);
    Refusal.when(
        stated != length, "%d bytes in %s, but the shape %s needs %d", stated, file, dims, length);
    try {
      long there = Files.size(file);
      if (offset < 0 || offset > there - length) {
        throw new BadFileException(
            file,
            "",
            Text.of("it has %d bytes, too few for %d from %d on", there, length, offset),
            "copy it again; it belongs to the model of the same name");
      }
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException(
          file, "", "weights of the model, cannot be read (" + e.getMessage() + ")", e);
    }
    return decoded(file, offset);
  }

  private static long number(Map<String, String> entries, String key, long otherwise) {
    String text = entries.get(key);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.of("its %s is '%s', expected a whole number", key, Text.printable(text));
    }
  }

  /** A file in the model's folder or below, and nothing that leads out of it. */
  private static Path beside(Path folder, String location) throws BadFileException {
    String shown = Text.printable(location);
    Path relative;
    try {
      relative = Path.of(location);
    } catch (InvalidPathException e) {
      throw Refusal.of("its data lie in '%s', which is no name of a file", shown);
    }
    boolean out = relative.isAbsolute() || location.contains("..") || location.contains("\\");
    Refusal.when(
        location.isEmpty() || out,
        "its data lie in '%s'; only files in the model's own folder are read",
        shown);
    Path file = folder.resolve(relative);
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(
          file, "", "no such file", "the model keeps its weights there; put it beside the model");
    }
    try {
      Refusal.when(
          !file.toRealPath().startsWith(folder.toRealPath()),
          "its data lie in '%s', a link out of the model's folder",
          shown);
    } catch (IOException e) {
      throw new BadFileException(file, "", "cannot be read (" + e.getMessage() + ")", e);
    }
    return file;
  }
}
