package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.ArrayList;
import java.util.List;

/**
 * What an {@link ExitSweep} found. All counts are whole numbers, so parts of a data set can be
 * added in any order.
 *
 * @param samples number of samples
 * @param referenceCorrect number of samples that the reference classifies correctly
 * @param rules an entry for each rule
 */
public record SweepResult(int samples, long referenceCorrect, List<RuleResult> rules) {
  public SweepResult {
    rules = List.copyOf(rules);
  }

  /**
   * The samples under one rule; entry t - 1 of an array belongs to at most t steps. Arrays are not
   * to be changed.
   *
   * @param ledger the operations up to the step at which each sample stops
   * @param stopped number of samples that stop at each step
   * @param onlyReference number of samples that only the reference classifies correctly
   * @param onlyNetwork number of samples that only the network classifies correctly
   */
  public record RuleResult(
      OperationLedger ledger, long[] stopped, long[] onlyReference, long[] onlyNetwork) {
    private RuleResult plus(RuleResult other) {
      return new RuleResult(
          ledger.plus(other.ledger),
          LayerLedger.sum(stopped, other.stopped),
          LayerLedger.sum(onlyReference, other.onlyReference),
          LayerLedger.sum(onlyNetwork, other.onlyNetwork));
    }
  }

  /**
   * What some samples did under one rule with at most so many steps.
   *
   * @param samples number of samples
   * @param referenceCorrect number of samples that the reference classifies correctly
   * @param onlyReference number of samples that only the reference classifies correctly
   * @param onlyNetwork number of samples that only the network classifies correctly
   * @param ledger the operations up to the step at which each sample stops
   */
  public record Point(
      int samples,
      long referenceCorrect,
      long onlyReference,
      long onlyNetwork,
      OperationLedger ledger) {}

  /**
   * What the samples did.
   *
   * @param rule index of the rule
   * @param timesteps the most steps of a sample, 1 ... T
   */
  public Point point(int rule, int timesteps) {
    RuleResult result = rules.get(rule);
    long steps = 0;
    for (int t = 0; t < result.stopped.length; t++) {
      steps += result.stopped[t] * Math.min(t + 1, timesteps);
    }
    return new Point(
        samples,
        referenceCorrect,
        result.onlyReference[timesteps - 1],
        result.onlyNetwork[timesteps - 1],
        result.ledger.first(timesteps, steps));
  }

  /**
   * These samples and others.
   *
   * @throws IllegalArgumentException if the two are not of the same rules and steps
   */
  public SweepResult plus(SweepResult other) {
    if (rules.size() != other.rules.size()) {
      throw Refusal.of("%d rules and %d are not of one sweep", rules.size(), other.rules.size());
    }
    List<RuleResult> sums = new ArrayList<>();
    for (int r = 0; r < rules.size(); r++) {
      sums.add(rules.get(r).plus(other.rules.get(r)));
    }
    return new SweepResult(
        Math.addExact(samples, other.samples), referenceCorrect + other.referenceCorrect, sums);
  }
}
