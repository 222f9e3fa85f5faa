package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;
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
    List<Worker<T>> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker<>(simulator, source, empty.get()));
    }
    new SampleChunks(source, simulator.network().inputs(), progress).giveTo(workers);
    T sum = workers.get(0).tally;
    for (Worker<T> other : workers.subList(1, threads)) {
      sum.add(other.tally);
    }
    return sum;
  }

  private record Worker<T extends RunTally<T>>(Simulator simulator, SampleSource source, T tally)
      implements SampleChunks.Worker {
    @Override
    public void take(int from, List<float[]> inputs) {
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
