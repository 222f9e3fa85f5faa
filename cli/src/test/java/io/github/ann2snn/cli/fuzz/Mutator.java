package io.github.ann2snn.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes a file as damage, carelessness or malice would. */
public interface Mutator {
  /** Changes bytes, whatever they mean. */
  Mutator BYTES = Mutator::changeBytes;

  /** A changed copy of a file. */
  byte[] mutate(byte[] original, SplittableRandom random);

  /** This one or, half of the time, another. */
  default Mutator or(Mutator other) {
    return (original, random) -> (random.nextBoolean() ? this : other).mutate(original, random);
  }

  private static byte[] changeBytes(byte[] original, SplittableRandom random) {
    byte[] bytes = original;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      bytes = bytes.length == 0 ? new byte[] {1} : changeOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] changeOnce(byte[] bytes, SplittableRandom random) {
    int begin = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, begin + (1 << random.nextInt(10)));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> flipped(bytes, random);
      case 3 -> overwritten(bytes, begin, end, random);
      case 4 -> Arrays.copyOf(bytes, begin);
      case 5 -> spliced(bytes, end, begin, bytes);
      case 6 -> spliced(bytes, begin, end, bytes);
      default -> withNumber(bytes, begin, random);
    };
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    byte[] flipped = bytes.clone();
    for (int flips = 1 << random.nextInt(6); flips > 0; flips--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] overwritten(byte[] bytes, int begin, int end, SplittableRandom random) {
    byte[] overwritten = bytes.clone();
    byte[] with = {0, -1, Byte.MIN_VALUE, (byte) random.nextInt()};
    Arrays.fill(overwritten, begin, end, with[random.nextInt(with.length)]);
    return overwritten;
  }

  /** What is before {@code end}, then what is from {@code begin} on: repeats or leaves out. */
  static byte[] spliced(byte[] first, int end, int begin, byte[] then) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first, 0, end);
    out.write(then, begin, then.length - begin);
    return out.toByteArray();
  }

  /** A size, an address, a count or a value that is extreme. */
  private static byte[] withNumber(byte[] bytes, int at, SplittableRandom random) {
    long[] extremes = {
      0,
      1,
      -1,
      Byte.MAX_VALUE,
      Short.MAX_VALUE,
      0xffffL,
      Integer.MAX_VALUE,
      Integer.MIN_VALUE,
      0xffff_ffffL,
      1L << 40,
      Long.MAX_VALUE,
      Long.MIN_VALUE,
      bytes.length,
      Float.floatToIntBits(Float.NaN),
      Double.doubleToLongBits(Double.POSITIVE_INFINITY)
    };
    long value = extremes[random.nextInt(extremes.length)];
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int width = 1 << random.nextInt(4);
    byte[] number = ByteBuffer.allocate(Long.BYTES).order(order).putLong(value).array();
    int from = order == ByteOrder.LITTLE_ENDIAN ? 0 : Long.BYTES - width;
    byte[] changed = bytes.clone();
    System.arraycopy(number, from, changed, at, Math.min(width, bytes.length - at));
    return changed;
  }
}
