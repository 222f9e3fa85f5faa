package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.convert.tuning.ParetoFront.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The bounds of 0, 1, 2, 5, 20 lost of 1,000 at 95 % are 0.31, 0.44, 0.56, 0.89 and 2.95 points.
 */
class ConfirmationTest {
  private static final List<Trial> TRIALS =
      List.of(
          Trials.trial(1, Trials.DEFAULTS, Trials.point(0, 8), Trials.point(5, 3)),
          Trials.trial(
              2,
              Trials.DEFAULTS.withInitialPotential(0.4),
              Trials.point(1, 6),
              Trials.point(2, 7),
              Trials.point(20, 1)));

  private static Goal goal(double points) {
    return new Goal(Objective.LATENCY, points / 100, 0.95);
  }

  @Test
  void candidatesGoFromTheSafestToTheCheapest() {
    List<Double> steps =
        Confirmation.candidates(TRIALS, goal(1)).stream()
            .map(candidate -> candidate.point().meanTimesteps())
            .toList();
    assertEquals(List.of(8.0, 6.0, 3.0, 1.0), steps);
  }

  @Test
  void theSequenceStopsAtTheFirstFailure() throws IOException, InterruptedException {
    List<Candidate> run = new ArrayList<>();
    List<Confirmation> done =
        Confirmation.sequence(
            TRIALS,
            goal(1),
            candidate -> {
              run.add(candidate);
              // the third candidate loses more here than it did in the search
              long lost = candidate.point().meanTimesteps() == 3 ? 20 : 2;
              return Trials.point(lost, candidate.point().meanTimesteps());
            });
    assertEquals(3, run.size());
    assertEquals(List.of(true, true, false), done.stream().map(Confirmation::passes).toList());
    assertEquals(0.002, done.get(1).accuracyDrop());
    TuningDocument document =
        new TuningDocument(Trials.SETTINGS, Trials.HELD_OUT, TRIALS, List.of()).end("enough", done);
    assertEquals(2, document.choice().trial());
    assertEquals(6, document.choice().point().meanTimesteps());
    assertEquals(TRIALS.get(1).setting(), document.choice().setting());
    assertFalse(document.allDone());
  }

  @Test
  void nothingIsChosenIfTheSafestFails() throws IOException, InterruptedException {
    List<Confirmation> done =
        Confirmation.sequence(TRIALS, goal(0.1), candidate -> candidate.point());
    assertEquals(1, done.size());
    assertFalse(done.get(0).passes());
    TuningDocument document =
        new TuningDocument(Trials.SETTINGS, Trials.HELD_OUT, TRIALS, List.of()).end("enough", done);
    assertNull(document.choice());
    assertTrue(document.allDone());
    assertEquals(4, document.outcome().front().size());
  }

  /** 10 more right than the ANN has: a bound below that of a network that never differs from it. */
  @Test
  void luckEarnsNothing() {
    PairedCounts lucky = new PairedCounts(1000, 900, 5, 15);
    OperatingPoint point = new OperatingPoint(null, 4, 1, lucky, 0.91, 4, 40, 400);
    Goal goal = goal(1);
    assertEquals(lucky.upperBound(0.95), goal.bound(point));
    assertEquals(0.01, goal.cautiousBound(point) - goal.bound(point), 1e-12);
    OperatingPoint unlucky = Trials.point(5, 4);
    assertEquals(goal.bound(unlucky), goal.cautiousBound(unlucky));
    assertTrue(goal.bound(point) < goal.bound(Trials.point(0, 4)));
    assertTrue(goal.cautiousBound(point) > goal.cautiousBound(Trials.point(0, 4)));
  }

  @Test
  void theBetterTrial() {
    Trial meets = Trials.trial(1, Trials.DEFAULTS, Trials.point(0, 9), Trials.point(20, 1));
    Trial cheaper = Trials.trial(2, Trials.DEFAULTS, Trials.point(5, 3));
    Trial nearly = Trials.trial(3, Trials.DEFAULTS, Trials.point(10, 1));
    Trial never = Trials.trial(4, Trials.DEFAULTS, Trials.point(20, 1));
    Trial refused = Trial.refused(5, Trials.DEFAULTS, "dead");
    assertEquals(
        List.of(2, 1, 3, 4, 5),
        List.of(refused, never, nearly, cheaper, meets).stream()
            .sorted(goal(1).order())
            .map(Trial::number)
            .toList());
  }
}
