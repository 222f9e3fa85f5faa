package io.github.ann2snn.datasets;

/** Hears how a long task, such as a download, gets on. Called from one thread. */
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE =
      new ProgressListener() {
        @Override
        public void start(String task, long totalBytes) {}

        @Override
        public void advance(long doneBytes) {}

        @Override
        public void finish() {}
      };

  /**
   * A task begins.
   *
   * @param task what is being done, for people
   * @param totalBytes how much there is to do, or -1 if nobody knows
   */
  void start(String task, long totalBytes);

  /** {@code doneBytes} of the task are done, counted from its start. */
  void advance(long doneBytes);

  /** The task has ended, well or not. */
  void finish();
}
