package io.github.ann2snn.ann.onnx.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads Protocol Buffers' wire format: tags, each the number of a field and how its value is
 * written, and values. No length is believed that leads out of the file, or out of the message that
 * is read.
 */
final class WireInput {
  /** How values are written, as tags tell it; groups are none of ONNX's. */
  static final int VARINT = 0;

  static final int FIXED64 = 1;
  static final int DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final int MOST_BITS = 64;

  private final InputStream in;
  private long position;
  private long limit;

  /**
   * @param length bytes of the file
   */
  WireInput(InputStream in, long length) {
    this.in = in;
    limit = length;
  }

  /** How many bytes were read. */
  long position() {
    return position;
  }

  boolean atLimit() {
    return position == limit;
  }

  /**
   * The length of what follows.
   *
   * @throws DamagedMessageException if there is less
   */
  int length() throws IOException {
    long length = varint();
    if (length < 0 || length > limit - position || length > Integer.MAX_VALUE) {
      throw new DamagedMessageException("a length of " + length);
    }
    return (int) length;
  }

  /** Ends what can be read after so many bytes; gives the end before, for {@link #leave}. */
  long enter(int length) {
    long before = limit;
    limit = position + length;
    return before;
  }

  void leave(long before) {
    limit = before;
  }

  /** Seven bits a byte, the lowest first; the highest bit says that another follows. */
  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < MOST_BITS; shift += 7) {
      int next = next();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedMessageException("a number of more than 64 bits");
  }

  int fixed32() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  long fixed64() throws IOException {
    return Integer.toUnsignedLong(fixed32()) | (long) fixed32() << 32;
  }

  byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new DamagedMessageException("cut off");
    }
    position += length;
    return bytes;
  }

  void skip(long length) throws IOException {
    if (length > limit - position) {
      throw new DamagedMessageException("cut off");
    }
    in.skipNBytes(length);
    position += length;
  }

  /** Skips the value that follows a tag. */
  void skipValue(int written) throws IOException {
    switch (written) {
      case VARINT -> varint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case DELIMITED -> skip(length());
      default -> throw new DamagedMessageException("a value of kind " + written);
    }
  }

  private int next() throws IOException {
    int next = atLimit() ? -1 : in.read();
    if (next < 0) {
      throw new DamagedMessageException("cut off");
    }
    position++;
    return next;
  }
}
