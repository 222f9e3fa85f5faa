package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Gives the samples of a source to workers, some at a time, each in a thread of its own.
 *
 * @param source the samples
 * @param width inputs of a sample
 * @param size samples that a worker takes at a time
 * @param progress told from several threads how many more samples are done
 */
public record SampleChunks(SampleSource source, int width, int size, IntConsumer progress) {
  /**
   * Samples that a worker takes at a time: the weights of the first layer are read once for all.
   */
  public static final int CHUNK = 64;

  /** In chunks of {@value #CHUNK}. */
  public SampleChunks(SampleSource source, int width, IntConsumer progress) {
    this(source, width, CHUNK, progress);
  }

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

  /** What also has its say on the samples that it took, when all before them have had theirs. */
  public interface OrderedWorker extends Worker {
    /** Called after {@link #take}, of all workers one at a time, in the order of the samples. */
    void tell(int from, List<float[]> inputs);
  }

  /**
   * Gives each sample to one of the workers. If one fails, the others end with what they are at,
   * and what it threw is thrown here.
   *
   * @throws IllegalArgumentException if there is no worker or no sample
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public void giveTo(List<? extends Worker> workers) throws InterruptedException {
    Refusal.when(workers.isEmpty(), "threads is 0, expected at least 1");
    Refusal.when(source.size() == 0, "there is no sample to evaluate");
    Turns turns = new Turns();
    ExecutorService pool = Executors.newFixedThreadPool(workers.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Worker worker : workers) {
        running.add(pool.submit(() -> giveTo(worker, turns)));
      }
      for (Future<?> future : running) {
        future.get();
      }
      // Who has ended already is not waited for, and waiting alone would tell of it.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      turns.end();
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  /** Until nobody reads the source any more; who is interrupted meanwhile is told afterwards. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until none is left; without a value, so that it may be interrupted. */
  private Void giveTo(Worker worker, Turns turns) throws InterruptedException {
    boolean done = false;
    try {
      float[][] room = new float[Math.min(size, source.size())][width];
      int from = turns.take(size);
      while (from < source.size()) {
        int to = Math.min(from + size, source.size());
        for (int i = from; i < to; i++) {
          source.read(i, room[i - from]);
        }
        List<float[]> inputs = Arrays.asList(room).subList(0, to - from);
        worker.take(from, inputs);
        if (worker instanceof OrderedWorker ordered) {
          if (!turns.await(from)) {
            return null;
          }
          ordered.tell(from, inputs);
          turns.told(to);
        }
        progress.accept(to - from);
        from = turns.take(size);
      }
      done = true;
      return null;
    } finally {
      if (!done) {
        turns.end();
      }
    }
  }

  /** Which samples come next, and up to which all has been told. */
  private static final class Turns {
    private int next;
    private int told;
    private boolean ended;

    /** The first of some samples that nobody has taken; behind all of them once it is over. */
    synchronized int take(int size) {
      int from = ended ? Integer.MAX_VALUE : next;
      next = (int) Math.min(Integer.MAX_VALUE, (long) next + size);
      return from;
    }

    /** Waits until all before a sample is told; false if that will not happen. */
    synchronized boolean await(int from) throws InterruptedException {
      while (told < from && !ended) {
        wait();
      }
      return !ended;
    }

    synchronized void told(int to) {
      told = to;
      notifyAll();
    }

    /** It is over, or a worker failed: the others need not wait for it, nor go on. */
    synchronized void end() {
      ended = true;
      notifyAll();
    }
  }
}
