package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.Collections;
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
    Refusal.when(threads < 1, "threads is %s, expected at least 1", threads);
    Refusal.when(firstSample < 0, "first sample is %s, expected 0 or more", firstSample);
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
    List<T> tallies = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      tallies.add(empty.get());
    }
    run(source, tallies.stream().<Look>map(tally -> tally::add).toList(), progress);
    T sum = tallies.get(0);
    tallies.subList(1, threads).forEach(sum::add);
    return sum;
  }

  /** Finds something out about a run. */
  @FunctionalInterface
  public interface Finder<R> {
    /** The finding; what is given is valid during the call only, see {@link RunTally#add}. */
    R find(int sample, float[] input, SampleRun run);
  }

  /**
   * What is found out about every sample, in the order of the samples.
   *
   * @param finder used by all threads
   * @throws IllegalArgumentException if there is no sample, or one does not fit the network
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public <R> List<R> find(SampleSource source, Finder<R> finder) throws InterruptedException {
    List<R> found = new ArrayList<>(Collections.nCopies(source.size(), null));
    Look look = (sample, label, input, run) -> found.set(sample, finder.find(sample, input, run));
    run(source, Collections.nCopies(threads, look), samples -> {});
    return found;
  }

  private interface Look {
    void at(int sample, int label, float[] input, SampleRun run);
  }

  private void run(SampleSource source, List<Look> looks, IntConsumer progress)
      throws InterruptedException {
    int samples = Math.max(1, source.size());
    Simulator spread = simulator.spread(Math.max(1, threads / samples));
    List<SampleChunks.Worker> workers =
        looks.stream().<SampleChunks.Worker>map(look -> worker(spread, source, look)).toList();
    // All threads take as many turns, and end at about the same time.
    long turns = (samples - 1) / ((long) threads * SampleChunks.CHUNK) + 1;
    int each = (int) ((samples - 1) / (threads * turns)) + 1;
    new SampleChunks(source, simulator.network().inputs(), each, progress).giveTo(workers);
  }

  private SampleChunks.Worker worker(Simulator spread, SampleSource source, Look look) {
    return (from, inputs) -> {
      AtomicInteger sample = new AtomicInteger(from);
      spread.run(
          inputs,
          firstSample + from,
          run -> {
            int index = sample.getAndIncrement();
            look.at(index, source.label(index), inputs.get(index - from), run);
          });
    };
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
