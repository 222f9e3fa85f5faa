package io.github.ann2snn.files;

/**
 * The SplitMix64 generator of Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014. Written out here because the built-in digits must be the same bytes on
 * every Java version: only integer arithmetic, and one exact conversion to {@code double}.
 */
public final class SplitMix64 {
  public static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** The stream of a seed; those of seeds near each other share numbers, see {@link #mix}. */
  public SplitMix64(long seed) {
    this.state = seed;
  }

  /** An independent stream for every pair of {@code seed} and {@code key}. */
  public static SplitMix64 keyed(long seed, long key) {
    return new SplitMix64(mix(mix(seed) ^ (key * GOLDEN_GAMMA)));
  }

  /** Any 64 bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform on {0, ..., bound - 1}; the bias of at most bound / 2^31 is of no concern here. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 33) * bound) >>> 31);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** Bell-shaped with mean 0 and variance 1, within ±3.5: a sum of four uniforms, no logarithm. */
  public double bell() {
    double sum = nextDouble() + nextDouble() + nextDouble() + nextDouble();
    return (sum - 2) * 1.7320508075688772;
  }

  /** The seed of a stream for some keys, far apart for neighbouring seeds and keys. */
  public static long seed(long seed, long... keys) {
    long mixed = mix(seed);
    for (long key : keys) {
      mixed = mix(mixed + key);
    }
    return mixed;
  }

  /** The finaliser, a bijection: makes seeds that are far apart out of numbers that are not. */
  public static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
