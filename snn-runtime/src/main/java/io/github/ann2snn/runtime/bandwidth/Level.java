package io.github.ann2snn.runtime.bandwidth;

/** Where memory lies that is read over and over: each level has a size that it surely holds. */
public enum Level {
  /** First-level cache: 24 KB per thread. */
  L1("L1", 24 << 10, 384L << 20),
  /** Second-level cache: 512 KB per thread. */
  L2("L2", 512 << 10, 256L << 20),
  /**
   * Main memory: 64 MB that all threads share. A last-level cache of more than that answers in its
   * place.
   */
  MEMORY("memory", 64 << 20, 64L << 20);

  private final String title;
  private final int bytes;
  private final long bytesPerTry;

  Level(String title, int bytes, long bytesPerTry) {
    this.title = title;
    this.bytes = bytes;
    this.bytesPerTry = bytesPerTry;
  }

  /** How people read it. */
  public String title() {
    return title;
  }

  /** Bytes that are read over and over. */
  public int bytes() {
    return bytes;
  }

  /** How often a thread reads them for one measurement, which takes some milliseconds. */
  int passes() {
    return Math.toIntExact(bytesPerTry / bytes);
  }
}
