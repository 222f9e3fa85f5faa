package io.github.ann2snn.datasets;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;

/**
 * Samples that came without a test split of their own, shuffled and cut in two.
 *
 * @param train what is left for training
 * @param test the share held out
 */
public record HeldOut(Split train, Split test) {
  /**
   * Holds out {@code options.testFraction()} of {@code samples}, at least one, in an order that
   * {@code options.seed()} decides, and gives notice of it.
   *
   * @throws BadFileException if nothing is left for training
   */
  public static HeldOut of(String name, Split samples, DatasetOptions options)
      throws BadFileException {
    int size = samples.size();
    int held = (int) Math.max(1, Math.round(size * options.testFraction()));
    if (held >= size) {
      throw new BadFileException(
          Text.of(
              "%s: %d samples are too few to hold out %s of them for testing",
              name, size, options.testFraction()));
    }
    options
        .notice()
        .accept(
            Text.of(
                "%s: no test split of its own; %d of %d samples, chosen with seed %d,"
                    + " are held out for testing",
                name, held, size, options.seed()));
    Split shuffled = samples.shuffled(options.seed());
    return new HeldOut(shuffled.slice(held, size), shuffled.slice(0, held));
  }
}
