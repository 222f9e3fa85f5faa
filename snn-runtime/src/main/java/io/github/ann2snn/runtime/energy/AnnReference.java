package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.runtime.operations.Defined;

/** The ANNs that a spiking network is held against on the same silicon. */
public enum AnnReference implements Defined {
  /** All MACs in the profile's own numbers. */
  DENSE(Numbers.OWN, true),
  /** The MACs whose input is not zero. */
  EFFECTIVE(Numbers.OWN, false),
  /** All MACs in 8 bits. */
  INT8_DENSE(Numbers.INT8, true),
  /** The MACs whose input is not zero in 8 bits. */
  INT8_EFFECTIVE(Numbers.INT8, false),
  /** All MACs in as many bits as the spike counts have. */
  BITS_DENSE(Numbers.LEVELS, true),
  /** The MACs whose input is not zero in as many bits. */
  BITS_EFFECTIVE(Numbers.LEVELS, false);

  private enum Numbers {
    OWN,
    INT8,
    LEVELS
  }

  private final Numbers numbers;
  private final boolean dense;

  AnnReference(Numbers numbers, boolean dense) {
    this.numbers = numbers;
    this.dense = dense;
  }

  /** How people read it; the number of bits is to be put in. */
  @Override
  public String title() {
    return title("b");
  }

  /** How people read it for a run of T steps. */
  public String title(int bits) {
    return title(String.valueOf(bits));
  }

  private String title(String bits) {
    return Defined.super.title().replace("%d", bits);
  }

  /** Whether it is in the profile's own numbers, whatever integers cost. */
  public boolean inOwnNumbers() {
    return numbers == Numbers.OWN;
  }

  /** Whether multiplications by zero are done. */
  public boolean isDense() {
    return dense;
  }

  /**
   * Bits of its numbers.
   *
   * @param own those of the profile
   * @param timesteps T
   */
  public int bits(int own, int timesteps) {
    return switch (numbers) {
      case OWN -> own;
      case INT8 -> Byte.SIZE;
      case LEVELS -> Integer.SIZE - Integer.numberOfLeadingZeros(timesteps);
    };
  }
}
