package io.github.ann2snn.train.step;

/**
 * Samples of a batch that are computed together.
 *
 * @param number among the parts of the batch
 * @param from the first sample
 * @param to behind the last one
 */
record Part(Batch batch, int number, int from, int to) {
  /**
   * Samples of which the mean gradient is taken.
   *
   * @param rows how many
   * @param isTraining whether neurons are dropped, and normalised by the batch's own statistics
   * @param seed of what is dropped
   * @param first number of the first sample within its epoch
   */
  record Batch(int rows, boolean isTraining, long seed, long first) {
    /** One that is only run. */
    static Batch ofInference(int rows) {
      return new Batch(rows, false, 0, 0);
    }

    Part whole() {
      return new Part(this, 0, 0, rows);
    }

    /** One of {@code count} parts, as equal as may be. */
    Part part(int number, int count) {
      long from = (long) rows * number / count;
      long to = (long) rows * (number + 1) / count;
      return new Part(this, number, (int) from, (int) to);
    }
  }
}
