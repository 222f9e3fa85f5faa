package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Runs every sample of a source and adds up the results, which do not depend on the number of
 * threads or on their order.
 */
public final class Evaluator {
  private final SampleRuns runs;

  /**
   * @param simulator runs the samples
   * @param threads number of threads, at least 1
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  public Evaluator(Simulator simulator, int threads) {
    this(simulator, threads, 0);
  }

  /**
   * For a source that is a part of a larger one: parts that are {@linkplain Evaluation#joined
   * joined} give what the whole gives.
   *
   * @param firstSample index of the part's first sample in the whole, which keys its random stream
   * @throws IllegalArgumentException if {@code threads} is not positive or {@code firstSample} is
   *     negative
   */
  public Evaluator(Simulator simulator, int threads, long firstSample) {
    this.runs = new SampleRuns(simulator, threads, firstSample);
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
    int[] predictions = new int[source.size()];
    float[] leads = new float[source.size()];
    float[] overtakenLeads = new float[source.size()];
    return runs.tally(
            source,
            () -> new EvaluationTally(runs.simulator(), predictions, leads, overtakenLeads, exit),
            progress)
        .evaluation();
  }
}
