package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of 10,000 samples the ANN has 9,000 right; the bound of a loss of 20 is 30 and less. */
class FinalistTest {
  private static final Goal GOAL = new Goal(Objective.SYNOPS, 0.01, 0.9);

  @Test
  void luckAtOneNumberOfStepsIsNotSought() {
    // 2 steps are lucky: with the next two they lose 1 % on average, and have no room for error.
    Finalist finalist = finalist(400, 10, 180, 110, 20, 0, 10, 20);
    assertTrue(finalist.promising());
    assertEquals(4, finalist.sought().timesteps());
    assertEquals(6, finalist.steps());
  }

  @Test
  void whatPromisesNothingIsSoughtWhereItIsSafest() {
    Finalist finalist = finalist(900, 500, 300, 250, 260, 270);
    assertFalse(finalist.promising());
    assertEquals(4, finalist.sought().timesteps());
    assertEquals(6, finalist.steps());
  }

  @Test
  void aStepLessEachTimeUntilOneFails() {
    Finalist finalist = finalist(400, 10, 180, 110, 20, 0, 10, 20);
    Confirmation confirmation =
        finalist.confirm(points(1, 0, 0, 200, 30, 40, 50, 0, 0), GOAL).orElseThrow();
    assertEquals(4, confirmation.point().timesteps());
    assertEquals(0.003, confirmation.accuracyDrop());
    assertTrue(confirmation.upperBound() > 0.003 && confirmation.upperBound() < 0.01);
    assertEquals(Optional.empty(), finalist.confirm(points(1, 0, 0, 0, 0, 0, 200, 0, 0), GOAL));
  }

  @Test
  void outputsCountFromTheStepThatSufficesAtTheEnd() {
    List<OperatingPoint> points = new ArrayList<>(points(1, 900, 400, 300, 300));
    points.addAll(points(2, 900, 400, 20, 7));
    points.addAll(points(3, 900, 200, 10, 5));
    Finalist finalist =
        Finalist.of(Trials.trial(1, Trials.DEFAULTS), Optional.empty(), points, GOAL, 1);
    assertEquals(2, finalist.sought().readoutStart());
    assertEquals(3, finalist.sought().timesteps());
  }

  @Test
  void noMoreStepsThanItIsMadeForButUntilOutputsCount() {
    List<OperatingPoint> points = points(3, 900, 900, 20, 10, 5, 0);
    assertEquals(4, most(4, points));
    assertEquals(3, most(2, points));
    assertEquals(6, most(9, points));
  }

  private static int most(int made, List<OperatingPoint> points) {
    return Finalist.of(Trials.trial(1, Trials.DEFAULTS), Optional.of(made), points, GOAL, 1).most();
  }

  /** Of samples lost after 1, 2, ... steps. */
  private static Finalist finalist(int... lost) {
    return Finalist.of(
        Trials.trial(1, Trials.DEFAULTS), Optional.empty(), points(1, lost), GOAL, 1);
  }

  private static List<OperatingPoint> points(int start, int... lost) {
    List<OperatingPoint> points = new ArrayList<>();
    for (int t = start; t <= lost.length; t++) {
      PairedCounts counts = new PairedCounts(10_000, 9_000, lost[t - 1], 0);
      points.add(
          new OperatingPoint(null, t, start, counts, counts.snnAccuracy(), t, 10 * t, 100 * t));
    }
    return points;
  }
}
