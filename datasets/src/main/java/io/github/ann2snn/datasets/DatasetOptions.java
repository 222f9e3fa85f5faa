package io.github.ann2snn.datasets;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * How data sets are read.
 *
 * @param seed orders the samples of a data set that has no test split of its own
 * @param testFraction share of the samples that become its test split, in (0, 1)
 * @param reading how files are read
 * @param notice hears what the user should know, one sentence at a time
 * @param progress hears how much of the files has been read
 */
public record DatasetOptions(
    long seed,
    double testFraction,
    SampleReading reading,
    Consumer<String> notice,
    Progress progress) {
  /** Where nothing is asked for: a fifth is held out, and nobody hears of it. */
  public static final DatasetOptions DEFAULTS =
      new DatasetOptions(42, 0.2, SampleReading.USUAL, notice -> {});

  /** Where nobody hears how much has been read. */
  public DatasetOptions(
      long seed, double testFraction, SampleReading reading, Consumer<String> notice) {
    this(seed, testFraction, reading, notice, Progress.NONE);
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code testFraction} is not between 0 and 1
   */
  public DatasetOptions {
    Refusal.when(
        !(testFraction > 0 && testFraction < 1),
        "the test fraction must be between 0 and 1, exclusive, but is %s",
        testFraction);
  }

  /**
   * Samples that came without a test split of their own, shuffled and cut in two.
   *
   * @param train indices of what is left for training
   * @param test indices of the share held out
   */
  public record HeldOut(int[] train, int[] test) {}

  /**
   * Holds out {@link #testFraction} of {@code size} samples, at least one, in an order that {@link
   * #seed} decides, and gives notice of it.
   *
   * @throws BadFileException if nothing is left for training
   */
  public HeldOut holdOut(String name, int size) throws BadFileException {
    int held = (int) Math.max(1, Math.round(size * testFraction));
    if (held >= size) {
      throw BadFileException.of(
          "%s: %d samples are too few to hold out %s of them for testing",
          name, size, testFraction);
    }
    notice.accept(
        Text.of(
            "%s: no test split of its own; %d of %d samples, chosen with seed %d,"
                + " are held out for testing",
            name, held, size, seed));
    int[] order = Split.order(size, seed);
    return new HeldOut(Arrays.copyOfRange(order, held, size), Arrays.copyOf(order, held));
  }
}
