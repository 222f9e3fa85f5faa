package io.github.ann2snn.runtime.simd;

/**
 * Arrays whose values begin at a cache line. A vector load that crosses a line costs two, and
 * vectors of 512 bits are as long as a line. Java's arrays begin {@value #HEADER} bytes behind the
 * address of their object, so where the JVM aligns objects to lines ({@code
 * -XX:ObjectAlignmentInBytes=64}, as the launcher asks it to), values behind a lead of 48 bytes
 * begin at a line. Without that option all is the same but slower.
 */
public final class Aligned {
  private static final int LINE = 64;
  private static final int HEADER = 16;

  /** Elements before the first value of a {@code float[]} or {@code int[]}. */
  public static final int LEAD = (LINE - HEADER) / Float.BYTES;

  /** Elements before the first value of a {@code short[]}. */
  public static final int SHORT_LEAD = (LINE - HEADER) / Short.BYTES;

  private Aligned() {}

  public static float[] floats(int length) {
    return new float[Math.addExact(LEAD, length)];
  }

  /** The values, zeros up to {@code length} behind them. */
  public static float[] floats(float[] values, int length) {
    float[] aligned = floats(length);
    System.arraycopy(values, 0, aligned, LEAD, values.length);
    return aligned;
  }

  public static int[] ints(int length) {
    return new int[Math.addExact(LEAD, length)];
  }

  public static short[] shorts(int length) {
    return new short[Math.addExact(SHORT_LEAD, length)];
  }
}
