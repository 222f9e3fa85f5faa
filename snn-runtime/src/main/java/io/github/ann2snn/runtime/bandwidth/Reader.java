package io.github.ann2snn.runtime.bandwidth;

import io.github.ann2snn.runtime.simd.Selected;

/** Reads memory as fast as it can, by adding it up. */
interface Reader {
  /** Bytes per load. */
  int loadBytes();

  /**
   * Adds up elements {@code from} to {@code to}, {@code passes} times over.
   *
   * @param from inclusive
   * @param to exclusive; {@code to - from} is a multiple of {@link MemoryBandwidth#BLOCK}
   * @return a value that depends on every element read, so that no read can be left out
   */
  float read(float[] array, int from, int to, int passes);

  /** The Vector API where its module is there, plain loops otherwise. */
  static Reader select() {
    return Selected.<Reader>of(() -> new VectorReader(), () -> new PlainReader()).kernel();
  }

  /** Plain loads of four bytes each: less than the machine can, but all there is without SIMD. */
  final class PlainReader implements Reader {
    @Override
    public int loadBytes() {
      return Float.BYTES;
    }

    @Override
    public float read(float[] array, int from, int to, int passes) {
      float a = 0;
      float b = 0;
      float c = 0;
      float d = 0;
      float e = 0;
      float f = 0;
      float g = 0;
      float h = 0;
      for (int pass = 0; pass < passes; pass++) {
        for (int i = from; i < to; i += 8) {
          a += array[i];
          b += array[i + 1];
          c += array[i + 2];
          d += array[i + 3];
          e += array[i + 4];
          f += array[i + 5];
          g += array[i + 6];
          h += array[i + 7];
        }
      }
      return a + b + c + d + e + f + g + h;
    }
  }
}
