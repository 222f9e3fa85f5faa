package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.Arrays;

/**
 * How a network did on a data set.
 *
 * @param correctByTimestep number of samples classified correctly after each step
 * @param predictions the class predicted for each sample after the last step
 * @param ledger the operations
 */
public record Evaluation(long[] correctByTimestep, int[] predictions, OperationLedger ledger) {
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
        && ledger.equals(that.ledger);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(predictions);
  }
}
