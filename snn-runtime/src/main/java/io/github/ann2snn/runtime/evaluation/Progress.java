package io.github.ann2snn.runtime.evaluation;

/** Hears how work that takes long gets on. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (task, total) -> done -> {};

  /**
   * A piece of work begins.
   *
   * @param task what is being done, for people
   * @param total how many samples, or other things, there are to do
   */
  Work start(String task, long total);

  /** A piece of work, until it is closed. */
  @FunctionalInterface
  interface Work extends AutoCloseable {
    /** {@code n} more are done; any thread may say so. */
    void step(long n);

    @Override
    default void close() {}
  }
}
