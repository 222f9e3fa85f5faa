package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

  /**
   * Makes one evaluation of those of several parts of a data set.
   *
   * @param parts in the order of their samples
   */
  private record EvaluationJoin(List<Evaluation> parts) {
    EvaluationJoin {
      Refusal.when(parts.isEmpty(), "there is no part to join");
      Evaluation first = parts.get(0);
      for (Evaluation part : parts) {
        if (part.correctByTimestep().length != first.correctByTimestep().length
            || !rule(part).equals(rule(first))) {
          throw Refusal.of(
              "parts of %d and %d steps with the early exits %s and %s are not of one evaluation",
              first.correctByTimestep().length,
              part.correctByTimestep().length,
              rule(first),
              rule(part));
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
}
