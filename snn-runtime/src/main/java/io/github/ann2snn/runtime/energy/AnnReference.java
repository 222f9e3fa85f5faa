package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.runtime.operations.Defined;

/** The ANNs that a spiking network is held against on the same silicon. */
public enum AnnReference implements Defined {
  /** All MACs in the profile's own numbers. */
  DENSE("dense", "dense ANN", Numbers.OWN, true, "all MACs of the ANN in the profile's numbers"),
  /** The MACs whose input is not zero. */
  EFFECTIVE(
      "effective",
      "zero-skipping ANN",
      Numbers.OWN,
      false,
      "the MACs of the ANN whose input is not zero, in the profile's numbers"),
  /** All MACs in 8 bits. */
  INT8_DENSE(
      "int8Dense", "dense INT8 ANN", Numbers.INT8, true, "all MACs of the ANN in 8-bit integers"),
  /** The MACs whose input is not zero in 8 bits. */
  INT8_EFFECTIVE(
      "int8Effective",
      "zero-skipping INT8 ANN",
      Numbers.INT8,
      false,
      "the MACs of the ANN whose input is not zero, in 8-bit integers"),
  /** All MACs in as many bits as the spike counts have. */
  BITS_DENSE(
      "bitsDense",
      "dense %d-bit ANN",
      Numbers.LEVELS,
      true,
      "all MACs of the ANN in integers of ceil(log2(T + 1)) bits, which have as many levels as a"
          + " neuron has spike counts in T steps"),
  /** The MACs whose input is not zero in as many bits. */
  BITS_EFFECTIVE(
      "bitsEffective",
      "zero-skipping %d-bit ANN",
      Numbers.LEVELS,
      false,
      "the MACs of the ANN whose input is not zero, in integers of ceil(log2(T + 1)) bits");

  private enum Numbers {
    OWN,
    INT8,
    LEVELS
  }

  private final String key;
  private final String title;
  private final Numbers numbers;
  private final boolean dense;
  private final String definition;

  AnnReference(String key, String title, Numbers numbers, boolean dense, String definition) {
    this.key = key;
    this.title = title;
    this.numbers = numbers;
    this.dense = dense;
    this.definition = definition;
  }

  @Override
  public String key() {
    return key;
  }

  /** How people read it; the number of bits is to be put in. */
  @Override
  public String title() {
    return title.replace("%d", "b");
  }

  /** How people read it for a run of T steps. */
  public String title(int bits) {
    return title.replace("%d", String.valueOf(bits));
  }

  @Override
  public String definition() {
    return definition;
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
