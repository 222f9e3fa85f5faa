package io.github.ann2snn.runtime.evaluation;

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
    return other instanceof Evaluation that
        && Arrays.equals(correctByTimestep, that.correctByTimestep)
        && Arrays.equals(predictions, that.predictions)
        && Arrays.equals(leads, that.leads)
        && Arrays.equals(overtakenLeads, that.overtakenLeads)
        && ledger.equals(that.ledger)
        && earlyExit.equals(that.earlyExit);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(predictions);
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
}
