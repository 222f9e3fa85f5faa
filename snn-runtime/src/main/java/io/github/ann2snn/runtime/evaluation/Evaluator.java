package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.evaluation.Evaluation.EarlyExitEvaluation;
import io.github.ann2snn.runtime.evaluation.SampleRuns.RunTally;
import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Runs every sample of a source and adds up the results, which do not depend on the number of
 * threads or on their order.
 */
public final class Evaluator {
  private final SampleRuns runs;

  /** At zero; every tally counts in one of the same network. */
  private final OperationCounter counter;

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
    this.counter = new OperationCounter(simulator.network(), simulator.settings());
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
            () -> new EvaluationTally(counter.empty(), predictions, leads, overtakenLeads, exit),
            progress)
        .evaluation();
  }

  /** Adds up an evaluation. All tallies of one share the arrays that have an entry per sample. */
  private static final class EvaluationTally implements RunTally<EvaluationTally> {
    private final int[] predictions;
    private final float[] leads;
    private final float[] overtakenLeads;
    private final Optional<ExitTally> exit;
    private final long[] correct;
    private final OperationCounter counter;

    EvaluationTally(
        OperationCounter counter,
        int[] predictions,
        float[] leads,
        float[] overtakenLeads,
        Optional<EarlyExit> exit) {
      this.predictions = predictions;
      this.leads = leads;
      this.overtakenLeads = overtakenLeads;
      this.correct = new long[counter.timesteps()];
      this.counter = counter;
      this.exit = exit.map(rule -> new ExitTally(rule, counter.empty(), predictions.length));
    }

    @Override
    public void add(int sample, int label, float[] input, SampleRun run) {
      for (int t = 0; t < correct.length; t++) {
        correct[t] += run.predictions()[t] == label ? 1 : 0;
      }
      predictions[sample] = run.prediction();
      leads[sample] = run.leads()[run.timesteps() - 1];
      overtakenLeads[sample] = EarlyExit.overtakenLead(run);
      counter.add(input, run);
      exit.ifPresent(tally -> tally.add(sample, label, input, run));
    }

    @Override
    public void add(EvaluationTally other) {
      OperationCounter.addTo(correct, other.correct);
      counter.add(other.counter);
      exit.ifPresent(tally -> tally.add(other.exit.orElseThrow()));
    }

    Evaluation evaluation() {
      return new Evaluation(
          correct,
          predictions,
          leads,
          overtakenLeads,
          counter.ledger(),
          exit.map(ExitTally::evaluation));
    }

    /** Adds up what samples have done when they stop, from their full runs. */
    private static final class ExitTally {
      private final EarlyExit rule;
      private final int[] predictions;
      private final int[] steps;
      private final OperationCounter counter;
      private long correct;

      /** A tally at zero of up to {@code samples} samples, with a counter at zero. */
      ExitTally(EarlyExit rule, OperationCounter counter, int samples) {
        this.rule = rule;
        this.predictions = new int[samples];
        this.steps = new int[samples];
        this.counter = counter;
      }

      void add(int sample, int label, float[] input, SampleRun run) {
        steps[sample] = rule.steps(run);
        predictions[sample] = run.predictions()[steps[sample] - 1];
        correct += predictions[sample] == label ? 1 : 0;
        counter.add(input, run, steps[sample]);
      }

      /** Adds other samples. */
      void add(ExitTally other) {
        for (int i = 0; i < steps.length; i++) {
          steps[i] += other.steps[i];
          predictions[i] += other.predictions[i];
        }
        correct += other.correct;
        counter.add(other.counter);
      }

      EarlyExitEvaluation evaluation() {
        return new EarlyExitEvaluation(rule, correct, predictions, steps, counter.ledger());
      }
    }
  }
}
