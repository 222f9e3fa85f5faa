package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.simulation.SampleRun;
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
 * @param firstSample index in its data set of the source's first sample, which keys its random
 *     stream; not 0 where the source is a part of a larger one
 */
public record SampleRuns(Simulator simulator, int threads, long firstSample) {
  /**
   * @throws IllegalArgumentException if {@code threads} is not positive or {@code firstSample} is
   *     negative
   */
  public SampleRuns {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
    }
    if (firstSample < 0) {
      throw new IllegalArgumentException("first sample is " + firstSample + ", expected 0 or more");
    }
  }

  /** Runs of a whole data set. */
  public SampleRuns(Simulator simulator, int threads) {
    this(simulator, threads, 0);
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
      workers.add(new Worker<>(this, source, empty.get()));
    }
    new SampleChunks(source, simulator.network().inputs(), progress).giveTo(workers);
    T sum = workers.get(0).tally;
    for (Worker<T> other : workers.subList(1, threads)) {
      sum.add(other.tally);
    }
    return sum;
  }

  private record Worker<T extends RunTally<T>>(SampleRuns runs, SampleSource source, T tally)
      implements SampleChunks.Worker {
    @Override
    public void take(int from, List<float[]> inputs) {
      AtomicInteger sample = new AtomicInteger(from);
      runs.simulator.run(
          inputs,
          runs.firstSample + from,
          run -> {
            int index = sample.getAndIncrement();
            tally.add(index, source.label(index), inputs.get(index - from), run);
          });
    }
  }

  /**
   * Adds up something of the runs of samples, in an order that must not matter.
   *
   * @param <T> the class that implements it
   */
  public interface RunTally<T extends RunTally<T>> {
    /**
     * Adds one sample.
     *
     * @param sample its index in its source
     * @param label its class
     * @param input its values, which the next sample may overwrite
     * @param run what it did; likewise
     */
    void add(int sample, int label, float[] input, SampleRun run);

    /** Adds the samples of another tally of the same kind. */
    void add(T other);
  }
}
