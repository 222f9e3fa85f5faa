package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Gives the samples of a source to workers, some at a time, each in a thread of its own.
 *
 * @param source the samples
 * @param width inputs of a sample
 * @param progress told from several threads how many more samples are done
 */
public record SampleChunks(SampleSource source, int width, IntConsumer progress) {
  /**
   * Samples that a worker takes at a time: the weights of the first layer are read once for all.
   */
  public static final int CHUNK = 64;

  /** What takes samples; used by one thread. */
  public interface Worker {
    /**
     * Takes some samples.
     *
     * @param from index of the first
     * @param inputs one array per sample, to be overwritten by the next
     */
    void take(int from, List<float[]> inputs);
  }

  /**
   * Gives each sample to one of the workers.
   *
   * @throws IllegalArgumentException if there is no worker or no sample
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public void giveTo(List<? extends Worker> workers) throws InterruptedException {
    Refusal.when(workers.isEmpty(), "threads is 0, expected at least 1");
    Refusal.when(source.size() == 0, "there is no sample to evaluate");
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(workers.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Worker worker : workers) {
        running.add(pool.submit(() -> giveTo(worker, next)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Until none is left. */
  private void giveTo(Worker worker, AtomicInteger next) {
    float[][] room = new float[CHUNK][width];
    int from = next.getAndAdd(CHUNK);
    while (from < source.size() && !Thread.currentThread().isInterrupted()) {
      int to = Math.min(from + CHUNK, source.size());
      for (int i = from; i < to; i++) {
        source.read(i, room[i - from]);
      }
      worker.take(from, Arrays.asList(room).subList(0, to - from));
      progress.accept(to - from);
      from = next.getAndAdd(CHUNK);
    }
  }
}
