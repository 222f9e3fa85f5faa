package io.github.ann2snn.train.training;

import java.util.stream.IntStream;

/** Goes through flat arrays some thousand numbers at a time, which stay in the caches meanwhile. */
final class Chunks {
  private static final int SIZE = 4096;

  /** More than threads, so that one that has less of a core leaves some to others. */
  private static final int PARTS = 8;

  private Chunks() {}

  /** Does something with the numbers of a chunk, whatever else is done at the same time. */
  @FunctionalInterface
  interface Work {
    /**
     * @param from index of the first of them
     * @param count how many
     * @param room for so many, several times; its content has no meaning
     */
    void at(int from, int count, float[][] room);
  }

  /**
   * Does something with all numbers.
   *
   * @param size how many there are
   * @param rooms how often there is room for those of a chunk
   */
  static void each(int size, int rooms, Work work) {
    int chunks = (size + SIZE - 1) / SIZE;
    int each = (chunks + PARTS - 1) / PARTS;
    IntStream.range(0, PARTS)
        .parallel()
        .forEach(
            part -> {
              float[][] room = new float[rooms][SIZE];
              int end = (int) Math.min(size, (part + 1L) * each * SIZE);
              for (int from = part * each * SIZE; from < end; from += SIZE) {
                work.at(from, Math.min(SIZE, end - from), room);
              }
            });
  }
}
