package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.convert.tuning.ParetoFront.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private static final OperatingPoint A = Trials.point(0, 5, 50, 500);

  /** Less accurate than A, cheaper in all. */
  private static final OperatingPoint B = Trials.point(3, 2, 20, 200);

  /** Worse than B in accuracy and SynOps, equal in the others. */
  private static final OperatingPoint DOMINATED = Trials.point(4, 2, 21, 200);

  /** As accurate as A with more SynOps, but fewer nanojoules. */
  private static final OperatingPoint C = Trials.point(0, 5, 60, 400);

  private static final Trial ONE = Trials.trial(1, Trials.DEFAULTS, A, DOMINATED);
  private static final Trial TWO = Trials.trial(2, Trials.DEFAULTS, B, C, A);

  @Test
  void whatNoOtherDominates() {
    assertEquals(List.of(A, B, C), ParetoFront.points(List.of(A, DOMINATED, B, C, A)));
  }

  /** Of 1,000 samples, 9 lost have a standard error of 3 (9 - 81 / 1,000 under the root). */
  @Test
  void theEarliestStartThatIsNoErrorBehindTheBest() {
    OperatingPoint first = started(1, 8, 13);
    OperatingPoint second = started(2, 8, 11);
    OperatingPoint third = started(3, 8, 9);
    OperatingPoint shorter = started(1, 4, 40);
    OperatingPoint exit = Trials.point(50, 8);
    assertEquals(
        List.of(shorter, second, exit),
        ParetoFront.withEarliestStarts(List.of(shorter, first, second, third, exit)));
  }

  private static OperatingPoint started(int readoutStart, int timesteps, long lost) {
    PairedCounts counts = new PairedCounts(1000, 900, lost, 0);
    return new OperatingPoint(
        null, timesteps, readoutStart, counts, counts.snnAccuracy(), timesteps, 80, 800);
  }

  @Test
  void ofTrialsTheMostAccurateFirst() {
    assertEquals(
        List.of(new Candidate(2, C), new Candidate(1, A), new Candidate(2, B)),
        ParetoFront.of(List.of(ONE, TWO)));
  }

  @Test
  void ofOneObjective() {
    assertEquals(
        List.of(new Candidate(2, C), new Candidate(2, B)),
        ParetoFront.ofAccuracy(List.of(ONE, TWO), Objective.ENERGY));
    assertEquals(
        List.of(new Candidate(1, A), new Candidate(2, B)),
        ParetoFront.ofAccuracy(List.of(ONE, TWO), Objective.SYNOPS));
  }

  @Test
  void costs() {
    assertEquals(500, Objective.ENERGY.cost(A));
    assertEquals(5, Objective.LATENCY.cost(A));
    assertEquals(50, Objective.SYNOPS.cost(A));
  }
}
