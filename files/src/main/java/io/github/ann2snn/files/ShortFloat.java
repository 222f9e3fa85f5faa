package io.github.ann2snn.files;

/** Floating-point numbers of 16 bits; each is one of single precision, exactly. */
public final class ShortFloat {
  private static final int FRACTION_OF_HALF = 10;

  private ShortFloat() {}

  /** A number of IEEE 754's binary16. */
  public static float half(short bits) {
    int exponent = bits >> FRACTION_OF_HALF & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  /** A number of bfloat16: the first half of one in single precision. */
  public static float brain(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
