package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a network did on a data set.
 *
 * @param correctByTimestep number of samples classified correctly after each step
 * @param predictions the class predicted for each sample after the last step
 * @param leads by how much that class leads the second best, see {@link
 *     io.github.ann2snn.runtime.simulation.SampleRun#leads}
 * @param overtakenLeads {@link EarlyExit#overtakenLead} of each sample
 * @param ledger the operations
 * @param earlyExit the same samples, had they stopped early; empty if nobody asked
 */
public record Evaluation(
    long[] correctByTimestep,
    int[] predictions,
    float[] leads,
    float[] overtakenLeads,
    OperationLedger ledger,
    Optional<EarlyExitEvaluation> earlyExit) {
  /**
   * The evaluation of several parts of a data set as one, exactly: counts are whole numbers, and
   * what there is per sample stands in the order of the parts.
   *
   * @param parts at least one, all of the same network, settings and early-exit rule
   * @throws IllegalArgumentException if there is none, or they are not of the same
   */
  public static Evaluation joined(List<Evaluation> parts) {
    Refusal.when(parts.isEmpty(), "there is no part to join");
    Evaluation first = parts.get(0);
    long[] correct = new long[first.correctByTimestep.length];
    for (Evaluation part : parts) {
      if (!areOfOne(first, part)) {
        throw Refusal.of(
            "parts of %d and %d steps with the early exits %s and %s are not of one evaluation",
            correct.length, part.correctByTimestep.length, first.rule(), part.rule());
      }
      Arrays.setAll(correct, t -> correct[t] + part.correctByTimestep[t]);
    }
    return new Evaluation(
        correct,
        ints(parts.stream().map(Evaluation::predictions)),
        floats(parts.stream().map(Evaluation::leads).toList()),
        floats(parts.stream().map(Evaluation::overtakenLeads).toList()),
        parts.stream().map(Evaluation::ledger).reduce(OperationLedger::plus).orElseThrow(),
        first
            .rule()
            .map(rule -> joined(rule, parts.stream().map(part -> part.earlyExit.get()).toList())));
  }

  /** Number of samples. */
  public int samples() {
    return predictions.length;
  }

  /** Number of samples classified correctly after the last step. */
  public long correct() {
    return correctByTimestep[correctByTimestep.length - 1];
  }

  /** Accuracy after each step, in [0, 1]. */
  public double[] accuracyByTimestep() {
    return Arrays.stream(correctByTimestep).mapToDouble(c -> (double) c / samples()).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }

  private static boolean areOfOne(Evaluation some, Evaluation others) {
    return some.correctByTimestep.length == others.correctByTimestep.length
        && some.rule().equals(others.rule());
  }

  private Optional<EarlyExit> rule() {
    return earlyExit.map(EarlyExitEvaluation::rule);
  }

  private static EarlyExitEvaluation joined(EarlyExit rule, List<EarlyExitEvaluation> exits) {
    return new EarlyExitEvaluation(
        rule,
        exits.stream().mapToLong(EarlyExitEvaluation::correct).sum(),
        ints(exits.stream().map(EarlyExitEvaluation::predictions)),
        ints(exits.stream().map(EarlyExitEvaluation::steps)),
        exits.stream()
            .map(EarlyExitEvaluation::ledger)
            .reduce(OperationLedger::plus)
            .orElseThrow());
  }

  private static int[] ints(Stream<int[]> parts) {
    return parts.flatMapToInt(Arrays::stream).toArray();
  }

  private static float[] floats(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int filled = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, filled, part.length);
      filled += part.length;
    }
    return all;
  }

  /**
   * How a network did on a data set whose samples stop early.
   *
   * @param rule when they stop
   * @param correct number of samples classified correctly at the step at which they stop
   * @param predictions the class predicted for each sample at that step
   * @param steps the number of steps of each sample, 1 ... T
   * @param ledger the operations up to and including that step
   */
  public record EarlyExitEvaluation(
      EarlyExit rule, long correct, int[] predictions, int[] steps, OperationLedger ledger) {
    /** Mean number of steps of a sample. */
    public double meanSteps() {
      return (double) ledger.steps() / steps.length;
    }

    /**
     * A percentile of the number of steps, by nearest rank: the smallest number that at least
     * {@code percent} % of the samples do not exceed.
     *
     * @param percent greater than 0, at most 100; 100 gives the maximum
     */
    public int stepsPercentile(double percent) {
      int[] sorted = steps.clone();
      Arrays.sort(sorted);
      return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
    }

    /** How many samples stop after 1 ... {@code timesteps} steps. */
    public int[] samplesBySteps(int timesteps) {
      int[] samples = new int[timesteps];
      for (int taken : steps) {
        samples[taken - 1]++;
      }
      return samples;
    }

    /** Number of samples that get the class that {@code full} gives them. */
    public int agreeing(Evaluation full) {
      int agreeing = 0;
      for (int i = 0; i < predictions.length; i++) {
        agreeing += predictions[i] == full.predictions()[i] ? 1 : 0;
      }
      return agreeing;
    }

    @Override
    public boolean equals(Object other) {
      return RecordContent.equal(this, other);
    }

    @Override
    public int hashCode() {
      return RecordContent.hash(this);
    }
  }
}
