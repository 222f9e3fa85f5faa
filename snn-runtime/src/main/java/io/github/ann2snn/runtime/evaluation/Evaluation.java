package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    return new EvaluationJoin(parts).whole();
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
}
