package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Runs every sample of a source on some threads, each of which counts in memory of its own.
 *
 * @param simulator runs the samples
 * @param threads number of threads, at least 1
 */
public record SampleRuns(Simulator simulator, int threads) {
  /**
   * Samples that a thread takes at a time: the weights of the first layer are read once for all.
   */
  private static final int CHUNK = 64;

  /**
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public SampleRuns {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
    }
  }

  /**
   * The tally of all samples.
   *
   * @param source the samples, at least one
   * @param empty makes a tally at zero, one for each thread
   * @param progress told from several threads how many more samples are done
   * @throws IllegalArgumentException if there is no sample, or one does not fit the network
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public <T extends RunTally<T>> T tally(
      SampleSource source, Supplier<T> empty, IntConsumer progress) throws InterruptedException {
    if (source.size() == 0) {
      throw new IllegalArgumentException("there is no sample to evaluate");
    }
    AtomicInteger next = new AtomicInteger();
    List<Worker<T>> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker<>(source, next, empty.get(), progress));
    }
    runAll(workers);
    T sum = workers.get(0).tally;
    for (Worker<T> other : workers.subList(1, threads)) {
      sum.add(other.tally);
    }
    return sum;
  }

  private void runAll(List<? extends Runnable> workers) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable worker : workers) {
        running.add(pool.submit(worker));
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

  /** Takes chunks of samples until none is left. */
  private final class Worker<T extends RunTally<T>> implements Runnable {
    private final SampleSource source;
    private final AtomicInteger next;
    private final T tally;
    private final IntConsumer progress;

    Worker(SampleSource source, AtomicInteger next, T tally, IntConsumer progress) {
      this.source = source;
      this.next = next;
      this.tally = tally;
      this.progress = progress;
    }

    @Override
    public void run() {
      float[][] room = new float[CHUNK][simulator.network().inputs()];
      int from = next.getAndAdd(CHUNK);
      while (from < source.size() && !Thread.currentThread().isInterrupted()) {
        int to = Math.min(from + CHUNK, source.size());
        evaluate(from, Arrays.asList(room).subList(0, to - from));
        progress.accept(to - from);
        from = next.getAndAdd(CHUNK);
      }
    }

    private void evaluate(int from, List<float[]> inputs) {
      for (int i = 0; i < inputs.size(); i++) {
        source.read(from + i, inputs.get(i));
      }
      AtomicInteger sample = new AtomicInteger(from);
      simulator.run(
          inputs,
          from,
          run -> {
            int index = sample.getAndIncrement();
            tally.add(index, source.label(index), inputs.get(index - from), run);
          });
    }
  }
}
