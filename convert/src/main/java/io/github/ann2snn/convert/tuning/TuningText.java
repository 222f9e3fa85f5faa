package io.github.ann2snn.convert.tuning;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.ParetoFront.Candidate;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A tuning, for people. */
public final class TuningText {
  private static final int ROWS = 12;

  private final TuningDocument document;
  private final StringBuilder text = new StringBuilder();

  private TuningText(TuningDocument document) {
    this.document = document;
  }

  /** A tuning as a table and some sentences; of one that has not ended, what there is. */
  public static String of(TuningDocument document) {
    TuningText text = new TuningText(document);
    text.head();
    text.front();
    if (document.outcome() != null) {
      text.confirmation();
      text.test();
    }
    text.earlier();
    return text.text.toString();
  }

  /** One trial in a line. */
  public static String of(Trial trial, Goal goal) {
    String result =
        trial.refused() != null
            ? "refused: " + trial.refused()
            : trial
                .cheapest(goal)
                .map(TuningText::describe)
                .orElseGet(
                    () ->
                        Text.of(
                            "no point meets the goal; the lowest bound of the drop is %.3f points",
                            100 * trial.smallestBound(goal)));
    return Text.of("Trial %d: %s: %s", trial.number(), trial.setting(), result);
  }

  private static String describe(OperatingPoint point) {
    return Text.of(
        "drop %+.3f points with %.2f steps, %,.0f SynOps, %,.1f nJ",
        100 * point.counts().drop(),
        point.meanTimesteps(),
        point.synapticOperations(),
        point.nanojoules());
  }

  @FormatMethod
  private void line(String format, Object... values) {
    text.append(Text.of(format, values)).append(System.lineSeparator());
  }

  private void head() {
    TuningDocument.HeldOutPart heldOut = document.heldOut();
    line(
        "%s; objective %s, accuracy drop at most %s points with %s %% confidence",
        document.settings().dataset(),
        document.settings().objective(),
        document.settings().maxAccuracyDrop(),
        percent(document.settings().confidence()));
    line("searched and confirmed on %s:", heldOut.basis());
    line(
        "%,d to search on (ANN %.2f %%), %,d others to confirm on (ANN %.2f %%), %,d to calibrate on",
        heldOut.searchSamples(),
        100 * heldOut.searchAccuracy(),
        heldOut.confirmationSamples(),
        100 * heldOut.confirmationAccuracy(),
        heldOut.calibrationSamples());
    line(
        "%d trials of T = %d; %s",
        document.trials().size(),
        document.settings().timesteps(),
        document.outcome() == null ? "the search has not ended" : document.outcome().ended());
  }

  static String percent(double fraction) {
    return Text.of("%.4g", 100 * fraction).replaceAll("\\.?0+$", "");
  }

  private void front() {
    Objective objective = document.settings().objective();
    List<Candidate> whole = ParetoFront.ofAccuracy(document.trials(), objective);
    List<Candidate> front =
        whole.stream()
            .filter(row -> row.point().accuracy() >= document.lowestOfInterest())
            .toList();
    int shown = Math.min(ROWS, front.size());
    line("");
    line(
        "Pareto front of %s and accuracy on the search samples%s",
        objective, shown == whole.size() ? "" : Text.of(" (%d of %d points)", shown, whole.size()));
    line("%8s %8s %4s %7s %10s %10s   %s", "drop", "margin", "T", "steps", "SynOps", "nJ", "trial");
    rows(front, objective).forEach(this::row);
  }

  /** Some of a front, and what was chosen, the dearest first. */
  private List<Candidate> rows(List<Candidate> front, Objective objective) {
    List<Candidate> rows = new ArrayList<>();
    int most = Math.min(ROWS, front.size());
    for (int row = 0; row < most; row++) {
      rows.add(front.get(most == 1 ? 0 : row * (front.size() - 1) / (most - 1)));
    }
    Optional<Candidate> chosen = document.chosen();
    if (chosen.isPresent() && !rows.contains(chosen.get())) {
      rows.add(chosen.get());
    }
    rows.sort(Comparator.comparingDouble(row -> -objective.cost(row.point())));
    return rows;
  }

  private void row(Candidate candidate) {
    OperatingPoint point = candidate.point();
    line(
        "%+8.3f %8s %4d %7.2f %,10.0f %,10.1f   %d: %s%s",
        100 * point.counts().drop(),
        point.margin() == null ? "none" : point.margin().toString(),
        point.timesteps(),
        point.meanTimesteps(),
        point.synapticOperations(),
        point.nanojoules(),
        candidate.trial(),
        document.trials().get(candidate.trial() - 1).setting(),
        document.chosen().equals(Optional.of(candidate)) ? " (chosen)" : "");
  }

  private void confirmation() {
    line("");
    boolean chosen = document.choice() != null;
    Optional<Confirmation> last =
        document.outcome().confirmations().stream()
            .filter(confirmation -> confirmation.passes() == chosen)
            .reduce((earlier, later) -> later);
    if (last.isEmpty()) {
      line("No setting could be converted.");
      return;
    }
    int trial = last.get().trial();
    OperatingPoint point = last.get().point();
    String told =
        Text.of("trial %d, %s, %s", trial, document.trials().get(trial - 1).setting(), exit(point));
    if (chosen) {
      line("Chosen: %s", told);
    } else {
      line(
          "No setting is shown to lose at most %s points. The nearest, %s:",
          document.settings().maxAccuracyDrop(), told);
    }
    result("held out", document.heldOut().confirmationAccuracy(), point, last.get().upperBound());
  }

  private static String exit(OperatingPoint point) {
    return point.margin() == null
        ? Text.of("T = %d", point.timesteps())
        : Text.of("T = %d, early exit at a lead of %s", point.timesteps(), point.margin());
  }

  private void result(String samples, double ann, OperatingPoint point, double bound) {
    line(
        "  %-9s %,7d samples: ANN %.2f %%, SNN %.2f %%, drop %+.3f points (at most %+.3f with %s %% confidence)",
        samples,
        point.counts().samples(),
        100 * ann,
        100 * point.accuracy(),
        100 * point.counts().drop(),
        100 * bound,
        percent(document.settings().confidence()));
    line(
        "  %-9s         %.2f steps, %,.0f SynOps, %,.1f nJ per sample",
        "", point.meanTimesteps(), point.synapticOperations(), point.nanojoules());
  }

  private void test() {
    TuningDocument.TestPart test = document.outcome().test();
    if (test != null) {
      result("test", test.annAccuracy(), test.point(), test.upperBound());
    } else {
      line("The test samples were not looked at.");
    }
  }

  /** A bound holds for a question that is asked without knowing the answers. */
  private void earlier() {
    if (document.earlier() == null) {
      return;
    }
    line("");
    line(
        "Asked before of the same samples; whoever takes one of the answers because of its figures believes these too much:");
    for (TuningDocument.EarlierAnswer answer : document.earlier()) {
      line("  %s%s", answer.question(), answer.tested() ? "" : " (without the test samples)");
    }
  }
}
