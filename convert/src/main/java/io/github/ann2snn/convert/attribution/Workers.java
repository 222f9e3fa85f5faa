package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that simulate samples; what they find comes back in the samples' order. */
final class Workers implements AutoCloseable {
  /** Samples that a thread takes at a time. */
  private static final int CHUNK = 64;

  private final ExecutorService pool;

  /** Looks at what a sample did; the run's spike trains are valid during the call only. */
  interface Look<R> {
    R at(int sample, float[] input, SampleRun run);
  }

  /**
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
    }
    this.pool = Executors.newFixedThreadPool(threads);
  }

  /** Simulates samples {@code from} (inclusive) to {@code to} (exclusive). */
  <R> List<R> simulate(Simulator simulator, Split samples, int from, int to, Look<R> look)
      throws InterruptedException {
    List<Future<List<R>>> running = new ArrayList<>();
    for (int start = from; start < to; start += CHUNK) {
      int first = start;
      int end = Math.min(start + CHUNK, to);
      running.add(pool.submit(() -> chunk(simulator, samples, first, end, look)));
    }
    List<R> found = new ArrayList<>();
    try {
      for (Future<List<R>> future : running) {
        found.addAll(future.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
    return found;
  }

  private static <R> List<R> chunk(
      Simulator simulator, Split samples, int from, int to, Look<R> look) {
    List<float[]> inputs = new ArrayList<>();
    for (int sample = from; sample < to; sample++) {
      inputs.add(samples.sample(sample));
    }
    List<R> found = new ArrayList<>();
    simulator.run(
        inputs,
        from,
        run -> found.add(look.at(from + found.size(), inputs.get(found.size()), run)));
    return found;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
