package io.github.ann2snn.runtime.eventdriven;

import java.util.stream.IntStream;

/**
 * How many threads share what a population does for a sample. They are those of the common pool,
 * beside the one that asks; who asks waits for all.
 *
 * @param threads at least 1
 */
record Spread(int threads) {
  /** A part of the work. */
  interface Part {
    /**
     * Does it.
     *
     * @param thread which of the threads, from 0 on
     * @param from first unit of work
     * @param to unit behind the last
     */
    void run(int thread, int from, int to);
  }

  /** Gives each thread as many of the units of work as any other, or one more. */
  void over(int units, Part part) {
    int parts = Math.min(threads, units);
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            thread ->
                part.run(
                    thread,
                    (int) ((long) units * thread / parts),
                    (int) ((long) units * (thread + 1) / parts)));
  }
}
