package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SampleRun;

/** Adds up what samples have done when they stop, from their full runs. */
final class ExitTally {
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
