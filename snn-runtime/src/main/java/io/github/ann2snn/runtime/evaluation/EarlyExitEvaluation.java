package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.Arrays;

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
   * A percentile of the number of steps, by nearest rank: the smallest number that at least {@code
   * percent} % of the samples do not exceed.
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
    return other instanceof EarlyExitEvaluation that
        && rule.equals(that.rule)
        && correct == that.correct
        && Arrays.equals(predictions, that.predictions)
        && Arrays.equals(steps, that.steps)
        && ledger.equals(that.ledger);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(steps);
  }
}
