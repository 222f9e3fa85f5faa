package io.github.ann2snn.datasets;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where data sets are looked for and how they are read.
 *
 * @param dataDir folder that is looked at first, one subfolder per data set
 * @param environment environment variables: {@code ANN2SNN_DATA}, {@code XDG_CACHE_HOME}, {@code
 *     HOME}, {@code LOCALAPPDATA}
 * @param offline whether nothing may be downloaded
 * @param seed orders the samples of a data set that has no test split of its own
 * @param testFraction share of the samples that become its test split, in (0, 1)
 * @param labelColumn label column of a CSV file: a name of its header, or an index from 0, or from
 *     -1 backwards
 * @param progress hears of downloads
 * @param notice hears what the user should know, one sentence at a time
 */
public record DatasetOptions(
    Optional<Path> dataDir,
    Map<String, String> environment,
    boolean offline,
    long seed,
    double testFraction,
    Optional<String> labelColumn,
    ProgressListener progress,
    Consumer<String> notice) {
  private static final long DEFAULT_SEED = 42;
  private static final double DEFAULT_TEST_FRACTION = 0.2;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code testFraction} is not between 0 and 1
   */
  public DatasetOptions {
    environment = Map.copyOf(environment);
    Refusal.when(
        !(testFraction > 0 && testFraction < 1),
        "the test fraction must be between 0 and 1, exclusive, but is %s",
        testFraction);
  }

  /** The defaults in an environment: no data folder, downloads allowed, silent. */
  public static DatasetOptions of(Map<String, String> environment) {
    return of(Optional.empty(), environment, false, ProgressListener.NONE);
  }

  /** Where data sets are looked for, with the defaults of how they are read. */
  public static DatasetOptions of(
      Optional<Path> dataDir,
      Map<String, String> environment,
      boolean offline,
      ProgressListener progress) {
    return new DatasetOptions(
        dataDir,
        environment,
        offline,
        DEFAULT_SEED,
        DEFAULT_TEST_FRACTION,
        Optional.empty(),
        progress,
        notice -> {});
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

  /** Hears how a long task, such as a download, gets on. Called from one thread. */
  public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /**
     * A task begins.
     *
     * @param task what is being done, for people
     * @param totalBytes how much there is to do, or -1 if nobody knows
     */
    default void start(String task, long totalBytes) {}

    /** {@code doneBytes} of the task are done, counted from its start. */
    default void advance(long doneBytes) {}

    /** The task has ended, well or not. */
    default void finish() {}
  }
}
