package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.tuning.ParetoFront.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whether a candidate keeps its promise on samples that had no part in the search.
 *
 * @param trial number of its trial
 * @param point what it gave on these samples
 * @param accuracyDrop accuracy of the ANN less its own
 * @param upperBound of the drop, with the confidence asked for
 * @param passes whether the bound is low enough
 */
public record Confirmation(
    int trial, OperatingPoint point, double accuracyDrop, double upperBound, boolean passes) {
  public Confirmation {
    Objects.requireNonNull(point, "point");
  }

  /** Runs a candidate on the samples held back. */
  public interface Experiment {
    /** What the candidate gives there. */
    OperatingPoint run(Candidate candidate) throws IOException, InterruptedException;
  }

  /**
   * Confirms candidates one after another, from the safest to the cheapest, until one fails: the
   * last that passes is the choice. The order is fixed before the first is run, so that the chance
   * that any candidate passes wrongly is at most 1 - confidence, however many there are (fixed
   * sequence testing; Angelopoulos, Bates, Candes, Jordan and Lei, "Learn then test", 2021, section
   * 2.3.1), as far as the bound keeps its confidence.
   *
   * @return in that order, the failure last; empty if there is no candidate
   */
  public static List<Confirmation> sequence(List<Trial> trials, Goal goal, Experiment experiment)
      throws IOException, InterruptedException {
    List<Confirmation> done = new ArrayList<>();
    for (Candidate candidate : candidates(trials, goal)) {
      OperatingPoint point = experiment.run(candidate);
      boolean passes = goal.isMet(point);
      double drop = point.counts().drop();
      done.add(new Confirmation(candidate.trial(), point, drop, goal.bound(point), passes));
      if (!passes) {
        break;
      }
    }
    return done;
  }

  /** The front in cost and cautious bound: what is cheaper is less safe. */
  static List<Candidate> candidates(List<Trial> trials, Goal goal) {
    return ParetoFront.of(trials, goal.objective(), goal::cautiousBound);
  }
}
