package io.github.ann2snn.datasets;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How data sets are read.
 *
 * @param seed orders the samples of a data set that has no test split of its own
 * @param testFraction share of the samples that become its test split, in (0, 1)
 * @param labelColumn label column of a CSV file: a name of its header, or an index from 0, or from
 *     -1 backwards
 * @param notice hears what the user should know, one sentence at a time
 */
public record DatasetOptions(
    long seed, double testFraction, Optional<String> labelColumn, Consumer<String> notice) {
  /** Where nothing is asked for: a fifth is held out, and nobody hears of it. */
  public static final DatasetOptions DEFAULTS =
      new DatasetOptions(42, 0.2, Optional.empty(), notice -> {});

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
   * @param train what is left for training
   * @param test the share held out
   */
  public record HeldOut(Split train, Split test) {}

  /**
   * Holds out {@link #testFraction} of {@code samples}, at least one, in an order that {@link
   * #seed} decides, and gives notice of it.
   *
   * @throws BadFileException if nothing is left for training
   */
  public HeldOut holdOut(String name, Split samples) throws BadFileException {
    int size = samples.size();
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
    Split shuffled = samples.shuffled(seed);
    return new HeldOut(shuffled.slice(held, size), shuffled.slice(0, held));
  }
}
