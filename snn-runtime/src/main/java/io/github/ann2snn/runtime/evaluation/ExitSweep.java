package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SampleRuns.RunTally;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.simulation.Decisions;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What a network would have done under each of several rules and with each number of steps up to T,
 * all from one run of T steps: steps depend only on those before them, so a shorter run is the
 * beginning of a longer one, and whatever counts from a step on can be told afterwards. Its classes
 * are compared with those that another classifier gives the same samples.
 */
public final class ExitSweep implements RunTally<ExitSweep> {
  private final Simulator simulator;
  private final List<Rule> rules;
  private final int[] reference;
  private final Tally[] tallies;
  private long referenceCorrect;

  /** What all samples do in all steps. */
  private final OperationCounter full;

  /** The samples under one rule; entry t - 1 of an array belongs to at most t steps. */
  private static final class Tally {
    /** That of all steps, or one of its own where samples stop. */
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
   * A sweep at zero.
   *
   * @param simulator runs the samples
   * @param reference the class that the other classifier gives each sample
   */
  ExitSweep(Simulator simulator, List<Rule> rules, int[] reference) {
    this.simulator = simulator;
    this.rules = List.copyOf(rules);
    this.reference = reference.clone();
    this.tallies = new Tally[rules.size()];
    this.full = new OperationCounter(simulator.network(), simulator.settings());
    for (int r = 0; r < tallies.length; r++) {
      OperationCounter counter = rules.get(r).exit() == null ? full : full.empty();
      tallies[r] = new Tally(counter, simulator.settings().timesteps());
    }
  }

  /**
   * Runs samples, which may be a part of a larger data set.
   *
   * @param runs runs them
   * @param progress told from several threads how many more samples are done
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public static SweepResult run(
      SampleRuns runs, List<Rule> rules, ComparedSamples samples, IntConsumer progress)
      throws InterruptedException {
    return runs.tally(
            samples.samples(),
            () -> new ExitSweep(runs.simulator(), rules, samples.reference()),
            progress)
        .result();
  }

  @Override
  public void add(int sample, int label, float[] input, SampleRun run) {
    boolean expected = reference[sample] == label;
    referenceCorrect += expected ? 1 : 0;
    full.add(input, run);
    Map<Integer, SampleRun> read = new HashMap<>();
    read.put(simulator.settings().readoutStart(), run);
    for (int r = 0; r < tallies.length; r++) {
      Tally tally = tallies[r];
      EarlyExit exit = rules.get(r).exit();
      SampleRun as = read.computeIfAbsent(rules.get(r).readoutStart(), start -> read(run, start));
      int steps = exit == null ? run.timesteps() : exit.steps(as);
      if (exit != null) {
        tally.counter.add(input, run, steps);
      }
      tally.stopped[steps - 1]++;
      for (int t = 0; t < tally.stopped.length; t++) {
        boolean correct = as.predictions()[Math.min(t, steps - 1)] == label;
        tally.onlyReference[t] += expected && !correct ? 1 : 0;
        tally.onlyNetwork[t] += correct && !expected ? 1 : 0;
      }
    }
  }

  private SampleRun read(SampleRun run, int start) {
    SimulationSettings settings = simulator.settings().withReadoutStart(start);
    return Decisions.again(simulator.network(), settings, run);
  }

  @Override
  public void add(ExitSweep other) {
    referenceCorrect += other.referenceCorrect;
    full.add(other.full);
    for (int r = 0; r < tallies.length; r++) {
      if (rules.get(r).exit() != null) {
        tallies[r].counter.add(other.tallies[r].counter);
      }
      OperationCounter.addTo(tallies[r].stopped, other.tallies[r].stopped);
      OperationCounter.addTo(tallies[r].onlyReference, other.tallies[r].onlyReference);
      OperationCounter.addTo(tallies[r].onlyNetwork, other.tallies[r].onlyNetwork);
    }
  }

  /** What the samples did. */
  SweepResult result() {
    return new SweepResult(
        reference.length,
        referenceCorrect,
        Arrays.stream(tallies)
            .map(
                tally ->
                    new SweepResult.RuleResult(
                        tally.counter.ledger(),
                        tally.stopped,
                        tally.onlyReference,
                        tally.onlyNetwork))
            .toList());
  }

  /**
   * How a run is read.
   *
   * @param exit when samples stop; null lets all run to the last step
   * @param readoutStart step from which on outputs count, from 1
   */
  public record Rule(EarlyExit exit, int readoutStart) implements Serializable {
    /** Reads all steps of all samples. */
    public static final Rule WHOLE = new Rule(null, 1);
  }

  /**
   * A network that is to run under several rules at once, see {@link ExitSweep}.
   *
   * @param network the network
   * @param settings how it runs
   * @param rules how its runs are read
   */
  public record SweepJob(SpikingNetwork network, SimulationSettings settings, List<Rule> rules) {
    public SweepJob {
      rules = List.copyOf(rules);
    }

    /**
     * Does it on some threads of this machine.
     *
     * @param progress told from several threads how many more samples are done
     * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
     */
    public SweepResult run(ComparedSamples samples, int threads, IntConsumer progress)
        throws InterruptedException {
      SampleRuns runs = new SampleRuns(Simulators.of(network, settings), threads);
      return ExitSweep.run(runs, rules, samples, progress);
    }

    /**
     * Samples, and the class that another classifier, the ANN, gives each.
     *
     * @param reference as many as there are samples; not to be changed
     */
    public record ComparedSamples(SampleSource samples, int[] reference) {
      /**
       * @throws IllegalArgumentException if there are not as many classes as samples
       */
      public ComparedSamples {
        if (samples.size() != reference.length) {
          throw Refusal.of("%d classes for %d samples", reference.length, samples.size());
        }
      }
    }
  }
}
