package io.github.ann2snn.runtime.bandwidth;

import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many bytes per second threads read together from a level of the memory. A load that
 * crosses a cache line takes two accesses, so arrays are read from their element 12 on: that is 64
 * bytes behind the address of the array, and begins a cache line where the JVM aligns objects to 64
 * bytes ({@code -XX:ObjectAlignmentInBytes=64}). Without that, results are those of loads that may
 * cross.
 */
public final class MemoryBandwidth {
  /** Elements are read in blocks of this size: 32 of the widest vectors there are. */
  static final int BLOCK = 512;

  /** An array's elements begin 16 bytes behind its address, and this many more make 64. */
  private static final int FIRST = 12;

  private static final Reader READER = warmedUp(Reader.select());

  private final Level level;
  private final List<Slice> slices;

  /**
   * Prepares the memory.
   *
   * @param level which level of the memory to read
   * @param threads how many threads read at the same time, at least 1
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public MemoryBandwidth(Level level, int threads) {
    Refusal.when(threads < 1, "threads is %s, expected at least 1", threads);
    this.level = level;
    this.slices = level == Level.MEMORY ? shared(threads) : own(threads);
  }

  /** Bytes of one load: those of the widest vectors where the JVM has the Vector API, else 4. */
  public static int loadBytes() {
    return READER.loadBytes();
  }

  /** Which level is read. */
  public Level level() {
    return level;
  }

  /** How many threads read. */
  public int threads() {
    return slices.size();
  }

  /**
   * Measures; takes some hundredths of a second.
   *
   * @return bytes per second of all threads together, the best of {@value Race#TRIES} tries
   * @throws InterruptedException if the calling thread is interrupted
   */
  public double bytesPerSecond() throws InterruptedException {
    List<Runnable> runners = new ArrayList<>();
    double bytes = 0;
    for (Slice slice : slices) {
      runners.add(() -> slice.read(level.passes()));
      bytes += (double) slice.length() * Float.BYTES * level.passes();
    }
    return bytes / Race.seconds(runners);
  }

  private List<Slice> own(int threads) {
    List<Slice> own = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int length = level.bytes() / Float.BYTES;
      own.add(new Slice(new float[FIRST + length], FIRST, length));
    }
    return own;
  }

  /** Threads read different parts, so that none fetches for another what a cache then keeps. */
  private List<Slice> shared(int threads) {
    int length = level.bytes() / Float.BYTES / threads / BLOCK * BLOCK;
    float[] array = new float[FIRST + threads * length];
    List<Slice> shared = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      shared.add(new Slice(array, FIRST + i * length, length));
    }
    return shared;
  }

  /** Reads until the JIT compiler has seen enough. */
  private static Reader warmedUp(Reader reader) {
    float[] array = new float[FIRST + 8 * BLOCK];
    for (int i = 0; i < 20_000; i++) {
      Slice.keep(reader.read(array, FIRST, array.length, 1 + i % 2));
    }
    return reader;
  }

  /** What one thread reads. */
  private record Slice(float[] array, int from, int length) {
    void read(int passes) {
      keep(READER.read(array, from, from + length, passes));
    }

    /** Memory is all zeros; a sum that nobody looks at would not be computed. */
    static void keep(float sum) {
      if (sum != 0) {
        throw new IllegalStateException("the sum of zeros is " + sum);
      }
    }
  }

  /** Where memory lies that is read over and over: each level has a size that it surely holds. */
  public enum Level {
    /** First-level cache: 24 KB per thread. */
    L1("L1", 24 << 10, 96L << 20),
    /** Second-level cache: 512 KB per thread. */
    L2("L2", 512 << 10, 64L << 20),
    /**
     * Main memory: 64 MB that all threads share. A last-level cache of more than that answers in
     * its place.
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

    /** How often a thread reads them for one try: so short that others seldom interrupt it. */
    int passes() {
      return Math.toIntExact(bytesPerTry / bytes);
    }
  }
}
