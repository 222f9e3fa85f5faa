package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.List;
import java.util.Optional;

/**
 * What a network would have done with each of several early-exit rules and each number of steps up
 * to T, all from one run of T steps: steps depend only on those before them, so a shorter run is
 * the beginning of a longer one. Its classes are compared with those that another classifier gives
 * the same samples.
 */
public final class ExitSweep implements RunTally<ExitSweep> {
  private final List<Optional<EarlyExit>> rules;
  private final int[] reference;
  private final Tally[] tallies;
  private long referenceCorrect;

  /** The samples under one rule; entry t - 1 of an array belongs to at most t steps. */
  private static final class Tally {
    private final OperationCounter counter;
    private final long[] stopped;
    private final long[] onlyReference;
    private final long[] onlyNetwork;

    Tally(OperationCounter counter, int timesteps) {
      this.counter = counter;
      stopped = new long[timesteps];
      onlyReference = new long[timesteps];
      onlyNetwork = new long[timesteps];
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
   * A sweep at zero.
   *
   * @param simulator runs the samples
   * @param rules when samples stop; an empty one lets all run to the last step
   * @param reference the class that the other classifier gives each sample
   */
  public ExitSweep(Simulator simulator, List<Optional<EarlyExit>> rules, int[] reference) {
    this.rules = List.copyOf(rules);
    this.reference = reference.clone();
    this.tallies = new Tally[rules.size()];
    OperationCounter counter = new OperationCounter(simulator.network(), simulator.settings());
    for (int r = 0; r < tallies.length; r++) {
      tallies[r] = new Tally(counter.empty(), simulator.settings().timesteps());
    }
  }

  @Override
  public void add(int sample, int label, float[] input, SampleRun run) {
    boolean expected = reference[sample] == label;
    referenceCorrect += expected ? 1 : 0;
    for (int r = 0; r < tallies.length; r++) {
      Tally tally = tallies[r];
      int steps = rules.get(r).map(rule -> rule.steps(run)).orElse(run.timesteps());
      tally.counter.add(input, run, steps);
      tally.stopped[steps - 1]++;
      for (int t = 0; t < tally.stopped.length; t++) {
        boolean correct = run.predictions()[Math.min(t, steps - 1)] == label;
        tally.onlyReference[t] += expected && !correct ? 1 : 0;
        tally.onlyNetwork[t] += correct && !expected ? 1 : 0;
      }
    }
  }

  @Override
  public void add(ExitSweep other) {
    referenceCorrect += other.referenceCorrect;
    for (int r = 0; r < tallies.length; r++) {
      tallies[r].counter.add(other.tallies[r].counter);
      for (int t = 0; t < tallies[r].stopped.length; t++) {
        tallies[r].stopped[t] += other.tallies[r].stopped[t];
        tallies[r].onlyReference[t] += other.tallies[r].onlyReference[t];
        tallies[r].onlyNetwork[t] += other.tallies[r].onlyNetwork[t];
      }
    }
  }

  /**
   * What the samples did.
   *
   * @param rule index of the rule
   * @param timesteps the most steps of a sample, 1 ... T
   */
  public Point point(int rule, int timesteps) {
    Tally tally = tallies[rule];
    long steps = 0;
    for (int t = 0; t < tally.stopped.length; t++) {
      steps += tally.stopped[t] * Math.min(t + 1, timesteps);
    }
    return new Point(
        reference.length,
        referenceCorrect,
        tally.onlyReference[timesteps - 1],
        tally.onlyNetwork[timesteps - 1],
        tally.counter.ledger().first(timesteps, steps));
  }
}
