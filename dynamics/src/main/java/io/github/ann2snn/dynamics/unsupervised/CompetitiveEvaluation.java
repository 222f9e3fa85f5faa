package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.Arrays;

/**
 * How a network did on labelled samples.
 *
 * @param correctByTimestep number of samples classified correctly after each step
 * @param predictions the class predicted for each sample after the last step
 * @param silent number of samples to which no neuron responded
 * @param ledger the operations; its layers are the excitatory and the inhibitory neurons
 */
public record CompetitiveEvaluation(
    long[] correctByTimestep, int[] predictions, int silent, OperationLedger ledger) {
  /** Number of samples. */
  public int samples() {
    return predictions.length;
  }

  /** Number of samples classified correctly after the last step. */
  public long correct() {
    return correctByTimestep[correctByTimestep.length - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompetitiveEvaluation that
        && Arrays.equals(correctByTimestep, that.correctByTimestep)
        && Arrays.equals(predictions, that.predictions)
        && silent == that.silent
        && ledger.equals(that.ledger);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(predictions);
  }
}
