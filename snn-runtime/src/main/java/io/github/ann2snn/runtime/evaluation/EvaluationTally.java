package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.Optional;

/** Adds up an evaluation. All tallies of one share the arrays that have an entry per sample. */
final class EvaluationTally implements RunTally<EvaluationTally> {
  private final int[] predictions;
  private final float[] leads;
  private final float[] overtakenLeads;
  private final Optional<ExitTally> exit;
  private final long[] correct;
  private final OperationCounter counter;

  EvaluationTally(
      Simulator simulator,
      int[] predictions,
      float[] leads,
      float[] overtakenLeads,
      Optional<EarlyExit> exit) {
    this.predictions = predictions;
    this.leads = leads;
    this.overtakenLeads = overtakenLeads;
    this.correct = new long[simulator.settings().timesteps()];
    this.counter = new OperationCounter(simulator.network(), simulator.settings());
    this.exit = exit.map(rule -> new ExitTally(rule, counter.empty(), predictions.length));
  }

  @Override
  public void add(int sample, int label, float[] input, SampleRun run) {
    for (int t = 0; t < correct.length; t++) {
      correct[t] += run.predictions()[t] == label ? 1 : 0;
    }
    predictions[sample] = run.prediction();
    leads[sample] = run.leads()[run.timesteps() - 1];
    overtakenLeads[sample] = EarlyExit.overtakenLead(run);
    counter.add(input, run);
    exit.ifPresent(tally -> tally.add(sample, label, input, run));
  }

  @Override
  public void add(EvaluationTally other) {
    for (int t = 0; t < correct.length; t++) {
      correct[t] += other.correct[t];
    }
    counter.add(other.counter);
    exit.ifPresent(tally -> tally.add(other.exit.orElseThrow()));
  }

  Evaluation evaluation() {
    return new Evaluation(
        correct,
        predictions,
        leads,
        overtakenLeads,
        counter.ledger(),
        exit.map(ExitTally::evaluation));
  }
}
