package io.github.ann2snn.runtime.evaluation;

/** Hears how work that takes long gets on. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (task, total, unit) -> done -> {};

  /** What is counted where nothing else is said. */
  String SAMPLES = "samples";

  /** What is counted of files. */
  String BYTES = "bytes";

  /**
   * A piece of work begins.
   *
   * @param task what is being done, for people
   * @param total how much there is to do, or -1 if nobody knows
   * @param unit what is counted
   */
  Work start(String task, long total, String unit);

  /** Likewise, with samples. */
  default Work start(String task, long samples) {
    return start(task, samples, SAMPLES);
  }

  /** A piece of work, until it is closed. */
  @FunctionalInterface
  interface Work extends AutoCloseable {
    /** {@code n} more are done; any thread may say so. */
    void step(long n);

    @Override
    default void close() {}
  }
}
