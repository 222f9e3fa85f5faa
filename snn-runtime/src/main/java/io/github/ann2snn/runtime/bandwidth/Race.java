package io.github.ann2snn.runtime.bandwidth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long some threads take that begin together. */
final class Race {
  /** How often they run. */
  static final int TRIES = 20;

  private Race() {}

  /**
   * Runs each in a thread of its own.
   *
   * @return seconds from when the first begins to when the last ends, the least of {@value #TRIES}
   *     tries
   * @throws InterruptedException if the calling thread is interrupted
   */
  static double seconds(List<Runnable> runners) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(runners.size());
    try {
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < TRIES; i++) {
        best = Math.min(best, seconds(pool, runners));
      }
      return best;
    } finally {
      pool.shutdownNow();
    }
  }

  private static double seconds(ExecutorService pool, List<Runnable> runners)
      throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(runners.size());
    List<Future<Span>> running = new ArrayList<>();
    for (Runnable runner : runners) {
      running.add(pool.submit(() -> span(start, runner)));
    }
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    try {
      for (Future<Span> future : running) {
        from = Math.min(from, future.get().from());
        to = Math.max(to, future.get().to());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return (to - from) * 1e-9;
  }

  private static Span span(CyclicBarrier start, Runnable runner) throws Exception {
    start.await();
    long begin = System.nanoTime();
    runner.run();
    return new Span(begin, System.nanoTime());
  }

  /** When a thread began and ended, in nanoseconds. */
  private record Span(long from, long to) {}
}
