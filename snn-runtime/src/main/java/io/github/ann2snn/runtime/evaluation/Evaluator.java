package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Runs every sample of a source and adds up the results, which do not depend on the number of
 * threads or on their order.
 */
public final class Evaluator {
  /**
   * Samples that a thread takes at a time: the weights of the first layer are read once for all.
   */
  private static final int CHUNK = 64;

  private final Simulator simulator;
  private final int threads;

  /**
   * @param simulator runs the samples
   * @param threads number of threads, at least 1
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public Evaluator(Simulator simulator, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
    }
    this.simulator = simulator;
    this.threads = threads;
  }

  /** Evaluates all samples; see {@link #evaluate(SampleSource, Optional, IntConsumer)}. */
  public Evaluation evaluate(SampleSource source, IntConsumer progress)
      throws InterruptedException {
    return evaluate(source, Optional.empty(), progress);
  }

  /**
   * Evaluates all samples.
   *
   * @param source the samples, at least one
   * @param exit tells when samples would stop early, to be evaluated beside the full run
   * @param progress told from several threads how many more samples are done
   * @throws IllegalArgumentException if there is no sample, or one does not fit the network
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public Evaluation evaluate(SampleSource source, Optional<EarlyExit> exit, IntConsumer progress)
      throws InterruptedException {
    if (source.size() == 0) {
      throw new IllegalArgumentException("there is no sample to evaluate");
    }
    int[] predictions = new int[source.size()];
    float[] overtakenLeads = new float[source.size()];
    AtomicInteger next = new AtomicInteger();
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Optional<ExitTally> tally = exit.map(rule -> new ExitTally(rule, simulator, source.size()));
      workers.add(new Worker(source, next, predictions, overtakenLeads, tally, progress));
    }
    runAll(workers);
    Worker sum = workers.get(0);
    for (Worker other : workers.subList(1, threads)) {
      sum.add(other);
    }
    return new Evaluation(
        sum.correct,
        predictions,
        overtakenLeads,
        sum.counter.ledger(),
        sum.exit.map(ExitTally::evaluation));
  }

  private void runAll(List<Worker> workers) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Worker worker : workers) {
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

  /** Takes chunks of samples until none is left, and counts in memory of its own. */
  private final class Worker implements Runnable {
    private final SampleSource source;
    private final AtomicInteger next;
    private final int[] predictions;
    private final float[] overtakenLeads;
    private final Optional<ExitTally> exit;
    private final IntConsumer progress;
    private final long[] correct = new long[simulator.settings().timesteps()];
    private final OperationCounter counter =
        new OperationCounter(simulator.network(), simulator.settings());

    Worker(
        SampleSource source,
        AtomicInteger next,
        int[] predictions,
        float[] overtakenLeads,
        Optional<ExitTally> exit,
        IntConsumer progress) {
      this.source = source;
      this.next = next;
      this.predictions = predictions;
      this.overtakenLeads = overtakenLeads;
      this.exit = exit;
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
            add(sample.get(), inputs.get(sample.get() - from), run);
            sample.incrementAndGet();
          });
    }

    private void add(int sample, float[] input, SampleRun run) {
      int label = source.label(sample);
      for (int t = 0; t < correct.length; t++) {
        correct[t] += run.predictions()[t] == label ? 1 : 0;
      }
      predictions[sample] = run.prediction();
      overtakenLeads[sample] = EarlyExit.overtakenLead(run);
      counter.add(input, run);
      exit.ifPresent(tally -> tally.add(sample, label, input, run));
    }

    void add(Worker other) {
      for (int t = 0; t < correct.length; t++) {
        correct[t] += other.correct[t];
      }
      counter.add(other.counter);
      exit.ifPresent(tally -> tally.add(other.exit.orElseThrow()));
    }
  }
}
