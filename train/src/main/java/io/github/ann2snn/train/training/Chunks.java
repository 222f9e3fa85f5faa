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
    int parts = Math.min(PARTS, chunks);
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            part -> {
              float[][] room = new float[rooms][Math.min(SIZE, size)];
              for (int chunk = chunks * part / parts;
                  chunk < chunks * (part + 1) / parts;
                  chunk++) {
                int from = chunk * SIZE;
                work.at(from, Math.min(SIZE, size - from), room);
              }
            });
  }
}
