package io.github.ann2snn.files.numpy;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ShortFloat;
import io.github.ann2snn.files.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a {@code .npy} file (NumPy Enhancement Proposal 1): {@code \x93NUMPY}, version,
 * length, and a Python dictionary of type, order and shape.
 *
 * @param type kind and bytes of a number, such as {@code f4}
 * @param order of a number's bytes
 * @param fortran whether the first index runs fastest
 * @param shape sizes of the dimensions
 */
record NpyHeader(String type, ByteOrder order, boolean fortran, List<Integer> shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Bytes of magic and version. */
  private static final int START = MAGIC.length + 2;

  /** Dictionaries of version 1 have fewer. */
  private static final int MAX_LENGTH = 65_536;

  private static final int ALIGNMENT = 64;

  private static final Pattern DICTIONARY =
      Pattern.compile(
          "\\s*\\{\\s*'descr'\\s*:\\s*(?:'([^']*)'|(\\[.*]))\\s*,\\s*'fortran_order'\\s*:\\s*(True|False)"
              + "\\s*,\\s*'shape'\\s*:\\s*\\(([0-9,L ]*)\\)\\s*,?\\s*}\\s*",
          Pattern.DOTALL);
  private static final Pattern TYPE = Pattern.compile("([<>|=])(f2|f4|f8|i1|i2|i4|i8|u1|u2|u4|b1)");

  /** Reads it. */
  static NpyHeader read(InputStream in, Refusal refusal) throws IOException {
    byte[] start = in.readNBytes(START);
    for (int i = 0; i < MAGIC.length; i++) {
      if (start.length < START || start[i] != MAGIC[i]) {
        throw refusal.of("is no array of NumPy (.npy)");
      }
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw refusal.of("has version " + version + " of the format; 1 to 3 can be read");
    }
    byte[] sizes = in.readNBytes(version == 1 ? 2 : 4);
    long length = 0;
    for (int i = sizes.length - 1; i >= 0; i--) {
      length = length << 8 | (sizes[i] & 0xff);
    }
    if (length == 0 || length > MAX_LENGTH) {
      throw refusal.of(
          Text.of("has a header of %d bytes; at most %d can be read", length, MAX_LENGTH));
    }
    return parse(new String(in.readNBytes((int) length), StandardCharsets.UTF_8), refusal);
  }

  private static NpyHeader parse(String dictionary, Refusal refusal) throws BadFileException {
    Matcher found = DICTIONARY.matcher(dictionary);
    if (!found.matches()) {
      throw refusal.of("has a header that cannot be read: " + Text.printable(dictionary.strip()));
    }
    Matcher type = TYPE.matcher(Optional.ofNullable(found.group(1)).orElse(""));
    if (!type.matches()) {
      String stated = found.group(1) == null ? found.group(2) : found.group(1);
      throw refusal.of(
          Text.of(
              "holds %s, and only plain numbers can be read: float16, float32, float64, integers%s",
              Text.printable(stated.strip()),
              stated.contains("O")
                  ? "; Python objects would have to run code; save tensors as arrays:"
                      + " np.savez(file, **{k: v.numpy() for k, v in state_dict.items()})"
                  : "; convert it with .astype('float32')"));
    }
    boolean big = type.group(1).equals(">");
    return new NpyHeader(
        type.group(2),
        big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        found.group(3).equals("True"),
        shape(found.group(4), refusal));
  }

  private static List<Integer> shape(String text, Refusal refusal) throws BadFileException {
    List<Integer> shape = new ArrayList<>();
    for (String size : text.split(",", -1)) {
      String digits = size.strip().replace("L", "");
      if (digits.isEmpty()) {
        continue;
      }
      if (!digits.matches("[0-9]{1,9}")) {
        throw refusal.of(Text.of("has the shape (%s), which is too large", text));
      }
      shape.add(Integer.parseInt(digits));
    }
    return List.copyOf(shape);
  }

  /** Bytes of one number. */
  int numberBytes() {
    return type.charAt(1) - '0';
  }

  /** How many numbers there are; at most {@code Long.MAX_VALUE}. */
  long size() {
    long size = 1;
    for (int length : shape) {
      size = length == 0 ? 0 : size > Long.MAX_VALUE / length ? Long.MAX_VALUE : size * length;
    }
    return size;
  }

  /** The shape as the numbers lie in the file. */
  List<Integer> storedShape() {
    List<Integer> stored = new ArrayList<>(shape);
    if (fortran) {
      Collections.reverse(stored);
    }
    return stored;
  }

  /** The next number. */
  float next(ByteBuffer bytes) {
    return switch (type) {
      case "f2" -> ShortFloat.half(bytes.getShort());
      case "f4" -> bytes.getFloat();
      case "f8" -> (float) bytes.getDouble();
      case "i1" -> bytes.get();
      case "i2" -> bytes.getShort();
      case "i4" -> bytes.getInt();
      case "i8" -> bytes.getLong();
      case "u2" -> bytes.getShort() & 0xffff;
      case "u4" -> bytes.getInt() & 0xffffffffL;
      default -> bytes.get() & 0xff;
    };
  }

  /** The bytes before the numbers of a float32 array in C order, a multiple of 64. */
  static byte[] write(List<Integer> shape) {
    StringBuilder sizes = new StringBuilder();
    shape.forEach(size -> sizes.append(size).append(", "));
    if (shape.size() > 1) {
      sizes.setLength(sizes.length() - 2);
    }
    String dictionary =
        Text.of(
            "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }",
            sizes.toString().stripTrailing());
    int unpadded = START + 2 + dictionary.length() + 1;
    int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - START - 2));
    header.put(dictionary.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }

  /** What is wrong with an array; whoever knows the file says which. */
  interface Refusal {
    BadFileException of(String reason);
  }
}
