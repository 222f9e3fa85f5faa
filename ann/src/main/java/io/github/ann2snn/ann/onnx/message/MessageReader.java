package io.github.ann2snn.ann.onnx.message;

import io.github.ann2snn.ann.onnx.message.Field.Kind;
import io.github.ann2snn.ann.onnx.message.Field.MessageType;
import io.github.ann2snn.files.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a model without the numbers of its tensors: these stay in the file, and where they lie
 * stands in their place. So weights are in memory once, however they are stored. Parts are counted
 * before they become objects: two bytes of a file can declare a message of a hundred bytes in
 * memory.
 */
final class MessageReader {
  /** Far more messages and small numbers than a network has. */
  private static final int MAX_PARTS = 1 << 20;

  /** Bytes of small numbers that take as much memory as a message, about 100 bytes. */
  private static final int SMALL = 16;

  private static final int MAX_DEPTH = 32;

  /** Of texts and numbers that are no tensor's. */
  private static final int MAX_BYTES = 1 << 26;

  /** Where the numbers of field n of a tensor lie: begin and length, at n + this. */
  static final int PLACES = 1000;

  private final WireInput in;
  private int parts;
  private long bytes;

  private MessageReader(WireInput in) {
    this.in = in;
  }

  /**
   * Reads the message that a file is.
   *
   * @throws DamagedMessageException if it is none
   * @throws IllegalArgumentException if it has too many parts, or is nested too deeply
   */
  static Message read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Message model = new Message();
      new MessageReader(new WireInput(in, Files.size(file))).read(MessageType.MODEL, model, 0);
      return model;
    }
  }

  private void read(MessageType type, Message message, int depth) throws IOException {
    Refusal.when(depth > MAX_DEPTH, "messages are nested more than %d deep", MAX_DEPTH);
    while (!in.atLimit()) {
      long tag = in.varint();
      int written = (int) tag & 7;
      long number = tag >>> 3;
      if (number == 0 || number > Integer.MAX_VALUE >> 2) {
        throw new DamagedMessageException("field " + number);
      }
      count(1);
      Field field = type.field((int) number);
      if (field == null) {
        in.skipValue(written);
      } else if (written == WireInput.DELIMITED) {
        delimited(type, (int) number, field, message, depth);
      } else {
        single((int) number, field.kind(), written, message);
      }
    }
  }

  /** A value alone; one that is written as those of its field are not is skipped. */
  private void single(int number, Kind kind, int written, Message message) throws IOException {
    if (kind == Kind.WHOLE && written == WireInput.VARINT) {
      message.add(number, in.varint());
    } else if (kind == Kind.FLOAT && written == WireInput.FIXED32) {
      message.add(number, in.fixed32());
    } else if (kind == Kind.DOUBLE && written == WireInput.FIXED64) {
      message.add(number, in.fixed64());
    } else {
      in.skipValue(written);
    }
  }

  private void delimited(MessageType type, int number, Field field, Message message, int depth)
      throws IOException {
    int length = in.length();
    if (field.stays(type)) {
      count(2);
      message.add(number + PLACES, in.position());
      message.add(number + PLACES, length);
      in.skip(length);
      return;
    }
    long before = in.enter(length);
    switch (field.kind()) {
      case MESSAGE ->
          read(field.type(), message.add(number, isSingle(type, field.type())), depth + 1);
      case TEXT -> {
        admit(length);
        message.add(number, new String(in.bytes(length), StandardCharsets.UTF_8));
      }
      default -> {
        admit(length);
        count(length / SMALL);
        while (!in.atLimit()) {
          message.add(number, field.kind() == Kind.WHOLE ? in.varint() : in.fixed32());
        }
      }
    }
    in.leave(before);
  }

  /** Whether a message has at most one of these: its parts may come one by one. */
  private static boolean isSingle(MessageType in, MessageType type) {
    return switch (type) {
      case GRAPH, VALUE_TYPE, TENSOR_TYPE, SHAPE -> true;
      case TENSOR -> in == MessageType.ATTRIBUTE;
      default -> false;
    };
  }

  private void admit(int length) {
    bytes += length;
    Refusal.when(
        bytes > MAX_BYTES, "it has more than %d bytes beside its tensors' numbers", MAX_BYTES);
  }

  private void count(int more) {
    parts += more;
    Refusal.when(
        parts < 0 || parts > MAX_PARTS,
        "it has more than %d parts, which no network has",
        MAX_PARTS);
  }
}
