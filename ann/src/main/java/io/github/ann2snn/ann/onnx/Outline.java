package io.github.ann2snn.ann.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.ann2snn.files.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model without the numbers of its tensors: these stay in the file, and where they lie stands in
 * their place. So weights are in memory once, however they are stored. Parts are counted before any
 * of them becomes objects: two bytes of a file can declare a message of a hundred bytes in memory.
 */
final class Outline {
  /** Far more messages and small numbers than a network has. */
  private static final int MAX_PARTS = 1 << 20;

  /** Bytes of small numbers that take as much memory as a message, about 100 bytes. */
  private static final int SMALL = 16;

  private static final int MAX_DEPTH = 32;

  /** Of texts and numbers that are no tensor's. */
  private static final int MAX_BYTES = 1 << 26;

  /** Fields of tensors whose bytes in a file are those of their numbers, little-endian. */
  private static final Set<Integer> NUMBERS =
      Set.of(
          TensorProto.RAW_DATA_FIELD_NUMBER,
          TensorProto.FLOAT_DATA_FIELD_NUMBER,
          TensorProto.DOUBLE_DATA_FIELD_NUMBER);

  /** Field n of numbers is told by field n + this, which ONNX has not: begin, length. */
  private static final int PLACES = 1000;

  private int parts;
  private int bytes;

  private Outline() {}

  /**
   * Some bytes of the file.
   *
   * @param begin the first
   * @param length how many
   */
  record Place(long begin, long length) {}

  /**
   * Goes through the message that a file is, without holding its tensors.
   *
   * @throws IOException if it is none
   * @throws IllegalArgumentException if it has too many parts, or is nested too deeply
   */
  static ModelProto of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream message = CodedInputStream.newInstance(in);
      return ModelProto.parseFrom(
          new Outline().copy(message, ModelProto.getDescriptor(), 0).newCodedInput());
    }
  }

  /**
   * Where the numbers of a field lie.
   *
   * @return empty if the tensor has none there
   * @throws IllegalArgumentException if they lie in several places
   */
  static Optional<Place> place(TensorProto tensor, int field) {
    List<Long> place = tensor.getUnknownFields().getField(field + PLACES).getVarintList();
    Refusal.when(place.size() > 2, "its numbers are stored in several parts");
    return place.isEmpty() ? Optional.empty() : Optional.of(new Place(place.get(0), place.get(1)));
  }

  private ByteString copy(CodedInputStream in, Descriptor type, int depth) throws IOException {
    Refusal.when(depth > MAX_DEPTH, "messages are nested more than %d deep", MAX_DEPTH);
    ByteString.Output copied = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(copied);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int kind = WireFormat.getTagWireType(tag);
      if (kind == WireFormat.WIRETYPE_START_GROUP) {
        throw new InvalidProtocolBufferException("groups, which ONNX has not");
      }
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      count(1);
      if (field == null) {
        in.skipField(tag);
      } else if (kind == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        copy(in, field, depth, out);
      } else {
        out.writeUInt32NoTag(tag);
        copyNumber(in, kind, out);
      }
    }
    out.flush();
    return copied.toByteString();
  }

  private static void copyNumber(CodedInputStream in, int kind, CodedOutputStream out)
      throws IOException {
    switch (kind) {
      case WireFormat.WIRETYPE_VARINT -> out.writeUInt64NoTag(in.readRawVarint64());
      case WireFormat.WIRETYPE_FIXED64 -> out.writeFixed64NoTag(in.readRawLittleEndian64());
      case WireFormat.WIRETYPE_FIXED32 -> out.writeFixed32NoTag(in.readRawLittleEndian32());
      default -> throw new InvalidProtocolBufferException("a field of an unknown kind");
    }
  }

  private void copy(CodedInputStream in, FieldDescriptor field, int depth, CodedOutputStream out)
      throws IOException {
    int number = field.getNumber();
    int length = in.readRawVarint32();
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      int limit = in.pushLimit(length);
      out.writeBytes(number, copy(in, field.getMessageType(), depth + 1));
      if (in.getBytesUntilLimit() != 0) {
        throw new InvalidProtocolBufferException("a message that is cut off");
      }
      in.popLimit(limit);
    } else if (field.getContainingType() == TensorProto.getDescriptor()
        && NUMBERS.contains(number)) {
      count(2);
      out.writeUInt64(number + PLACES, in.getTotalBytesRead());
      out.writeUInt64(number + PLACES, length);
      in.skipRawBytes(length);
    } else {
      count(isSmall(field) ? length / SMALL : 0);
      bytes += Math.min(MAX_BYTES, Math.max(0, length));
      Refusal.when(
          bytes > MAX_BYTES, "it has more than %d bytes beside its tensors' numbers", MAX_BYTES);
      out.writeByteArray(number, in.readRawBytes(length));
    }
  }

  /** Whether a byte of the field may grow to a number of eight. */
  private static boolean isSmall(FieldDescriptor field) {
    return switch (field.getType()) {
      case FLOAT, DOUBLE, STRING, BYTES -> false;
      default -> true;
    };
  }

  private void count(int more) {
    parts += more;
    Refusal.when(
        parts < 0 || parts > MAX_PARTS,
        "it has more than %d parts, which no network has",
        MAX_PARTS);
  }
}
