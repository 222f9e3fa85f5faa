package io.github.ann2snn.runtime.bandwidth;

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
    try {
      return new VectorReader();
    } catch (NoClassDefFoundError e) {
      return new PlainReader();
    }
  }
}
