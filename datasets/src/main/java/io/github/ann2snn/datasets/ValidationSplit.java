package io.github.ann2snn.datasets;

import io.github.ann2snn.files.Refusal;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Training samples in two parts.
 *
 * @param train samples to learn from
 * @param validation samples held out, or empty
 */
public record ValidationSplit(Split train, Optional<Split> validation) {
  /**
   * Holds out {@code round(fraction * size)} samples, which depend on {@code seed} alone.
   *
   * @param fraction in [0, 1); at 0 nothing is held out and the order stays
   * @throws IllegalArgumentException if {@code fraction} is out of range, or is greater than 0 and
   *     leaves either part without a sample
   */
  public static ValidationSplit holdOut(Split samples, double fraction, long seed) {
    Refusal.when(
        !(fraction >= 0 && fraction < 1),
        "validation fraction must be at least 0 and less than 1; got %s",
        fraction);
    if (fraction == 0) {
      return new ValidationSplit(samples, Optional.empty());
    }
    int held = (int) Math.round(fraction * samples.size());
    if (held == 0 || held == samples.size()) {
      throw Refusal.of(
          "validation fraction must leave a sample to learn from and one to hold out; got %s of %d",
          fraction, samples.size());
    }
    Split shuffled = samples.shuffled(SeedStream.HELD_OUT.of(seed, 0));
    return new ValidationSplit(
        shuffled.slice(held, samples.size()), Optional.of(shuffled.slice(0, held)));
  }

  /** Independent seeds from one: each use and each epoch has its own, whatever ran before. */
  public enum SeedStream {
    /** Which samples are held out. */
    HELD_OUT(1),
    /** The order of the samples in an epoch. */
    ORDER(2),
    /** Which neurons an epoch leaves out. */
    DROPOUT(3),
    /** How an epoch changes its samples. */
    AUGMENTATION(4);

    private final int key;

    SeedStream(int key) {
      this.key = key;
    }

    /** The seed of this use in an epoch. */
    public long of(long seed, int epoch) {
      long use = new SplittableRandom(seed).nextLong() + key;
      return new SplittableRandom(new SplittableRandom(use).nextLong() + epoch).nextLong();
    }
  }
}
