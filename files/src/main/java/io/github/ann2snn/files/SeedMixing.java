package io.github.ann2snn.files;

/** Makes seeds that are far apart out of numbers that are not. */
public final class SeedMixing {
  private SeedMixing() {}

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
