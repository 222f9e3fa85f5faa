package io.github.ann2snn.ann.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.ann2snn.files.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Counts what a message holds before any of it becomes objects: two bytes of a file can declare a
 * message of a hundred bytes in memory. Numbers and texts take no more memory than bytes of the
 * file.
 */
final class Admission {
  /** Far more messages and small numbers than a network has. */
  private static final int MAX_PARTS = 1 << 20;

  /** Bytes of small numbers that take as much memory as a message, about 100 bytes. */
  private static final int SMALL = 16;

  private static final int MAX_DEPTH = 32;

  private int parts;

  private Admission() {}

  /**
   * Goes through the message that a file is, without holding it.
   *
   * @throws IOException if it is none
   * @throws IllegalArgumentException if it has too many parts, or is nested too deeply
   */
  static void check(Path file, Descriptor type) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      new Admission().check(CodedInputStream.newInstance(in), type, 0);
    }
  }

  private void check(CodedInputStream in, Descriptor type, int depth) throws IOException {
    Refusal.when(depth > MAX_DEPTH, "messages are nested more than %d deep", MAX_DEPTH);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int kind = WireFormat.getTagWireType(tag);
      if (kind == WireFormat.WIRETYPE_START_GROUP) {
        throw new InvalidProtocolBufferException("groups, which ONNX has not");
      }
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      boolean delimited = kind == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (!delimited || field == null) {
        count(1);
        in.skipField(tag);
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        count(1);
        int limit = in.pushLimit(in.readRawVarint32());
        check(in, field.getMessageType(), depth + 1);
        in.popLimit(limit);
      } else {
        int length = in.readRawVarint32();
        count(parts(field, length));
        in.skipRawBytes(length);
      }
    }
  }

  /** How many parts a field is: a byte of small numbers in a row grows to eight at most. */
  private static int parts(FieldDescriptor field, int length) {
    return switch (field.getType()) {
      case FLOAT, DOUBLE, STRING, BYTES -> 1;
      default -> Math.max(1, length / SMALL);
    };
  }

  private void count(int more) {
    parts += more;
    Refusal.when(
        parts < 0 || parts > MAX_PARTS,
        "it has more than %d parts, which no network has",
        MAX_PARTS);
  }

  /** Why something is refused. */
  static String reason(RuntimeException e) {
    return e instanceof ArithmeticException ? "its numbers are too large" : e.getMessage();
  }

  /** Text of a file, as messages show it. */
  static String shown(String text) {
    String clean = text.replaceAll("[^ -~]", "?");
    return clean.length() > 80 ? clean.substring(0, 80) + "..." : clean;
  }

  /** Likewise. */
  static String shown(ByteString text) {
    return shown(text.substring(0, Math.min(text.size(), 200)).toStringUtf8());
  }
}
