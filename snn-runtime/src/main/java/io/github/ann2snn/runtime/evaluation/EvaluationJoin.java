package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes one evaluation of those of several parts of a data set.
 *
 * @param parts in the order of their samples
 */
record EvaluationJoin(List<Evaluation> parts) {
  EvaluationJoin {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there is no part to join");
    }
    Evaluation first = parts.get(0);
    for (Evaluation part : parts) {
      if (part.correctByTimestep().length != first.correctByTimestep().length
          || !rule(part).equals(rule(first))) {
        throw new IllegalArgumentException(
            "parts of %d and %d steps with the early exits %s and %s are not of one evaluation"
                .formatted(
                    first.correctByTimestep().length,
                    part.correctByTimestep().length,
                    rule(first),
                    rule(part)));
      }
    }
  }

  private static Optional<EarlyExit> rule(Evaluation part) {
    return part.earlyExit().map(EarlyExitEvaluation::rule);
  }

  Evaluation whole() {
    long[] correct = new long[parts.get(0).correctByTimestep().length];
    for (Evaluation part : parts) {
      for (int t = 0; t < correct.length; t++) {
        correct[t] += part.correctByTimestep()[t];
      }
    }
    return new Evaluation(
        correct,
        ints(Evaluation::predictions),
        floats(Evaluation::leads),
        floats(Evaluation::overtakenLeads),
        ledger(Evaluation::ledger),
        parts.get(0).earlyExit().map(exit -> earlyExit(exit.rule())));
  }

  private EarlyExitEvaluation earlyExit(EarlyExit rule) {
    return new EarlyExitEvaluation(
        rule,
        parts.stream().mapToLong(part -> exit(part).correct()).sum(),
        ints(part -> exit(part).predictions()),
        ints(part -> exit(part).steps()),
        ledger(part -> exit(part).ledger()));
  }

  private static EarlyExitEvaluation exit(Evaluation part) {
    return part.earlyExit().orElseThrow();
  }

  private OperationLedger ledger(Function<Evaluation, OperationLedger> of) {
    return parts.stream().map(of).reduce(OperationLedger::plus).orElseThrow();
  }

  private int[] ints(Function<Evaluation, int[]> of) {
    int[] all = new int[samples()];
    int filled = 0;
    for (Evaluation part : parts) {
      System.arraycopy(of.apply(part), 0, all, filled, part.samples());
      filled += part.samples();
    }
    return all;
  }

  private float[] floats(Function<Evaluation, float[]> of) {
    float[] all = new float[samples()];
    int filled = 0;
    for (Evaluation part : parts) {
      System.arraycopy(of.apply(part), 0, all, filled, part.samples());
      filled += part.samples();
    }
    return all;
  }

  private int samples() {
    return Math.toIntExact(parts.stream().mapToLong(Evaluation::samples).sum());
  }
}
