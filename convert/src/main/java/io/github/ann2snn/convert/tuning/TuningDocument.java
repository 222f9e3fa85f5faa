package io.github.ann2snn.convert.tuning;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.DeserializationFeature;
import io.github.ann2snn.convert.tuning.ParetoFront.Candidate;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TuningSettings.Basis;
import io.github.ann2snn.convert.tuning.TuningSettings.Question;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The document {@code tuning.json}: what was asked, what was tried, what came of it. Accuracies are
 * fractions in [0, 1], counts and energies means per sample.
 *
 * @param schema always {@value #SCHEMA}
 * @param settings what decides the outcome
 * @param heldOut the samples that decided
 * @param trials in the order in which they were made
 * @param earlier other questions that were answered before on the same samples; null where there
 *     are none
 * @param outcome what came of it; null while the search has not ended
 */
public record TuningDocument(
    String schema,
    TuningSettings settings,
    HeldOutPart heldOut,
    List<Trial> trials,
    List<EarlierAnswer> earlier,
    @JsonUnwrapped Outcome outcome) {
  /** Version of this document. */
  public static final String SCHEMA = "ann2snn.tuning/1";

  private static final double INTEREST = 0.1;
  private static final String REMEDY = "name another folder with --out, or delete the file";

  /** Reads and writes it. */
  public static final JsonDocument<TuningDocument> DOCUMENT =
      new JsonDocument<>(
          SCHEMA,
          TuningDocument.class,
          new Wording("not a complete tuning file ({reason}, line {line})", REMEDY, REMEDY),
          DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /**
   * @param basis what is known of the samples
   * @param modelSha256 of the model that was simulated: the one to convert, or a surrogate
   * @param layers its number of layers with weights
   * @param searchSamples that trials were made on
   * @param searchAccuracy of the ANN on them
   * @param confirmationSamples that candidates were confirmed on
   * @param confirmationAccuracy of the ANN on them
   * @param calibrationSamples that activations were measured on; they are none of the others
   */
  public record HeldOutPart(
      Basis basis,
      String modelSha256,
      int layers,
      int searchSamples,
      double searchAccuracy,
      int confirmationSamples,
      double confirmationAccuracy,
      int calibrationSamples) {}

  /**
   * An answer that was known before this one was sought.
   *
   * @param tested whether the test samples were looked at for it
   */
  public record EarlierAnswer(Question question, boolean tested) {
    public EarlierAnswer {
      Objects.requireNonNull(question, "question");
    }
  }

  /**
   * @param ended why the search ended
   * @param front the points of all trials that no other dominates
   * @param confirmations candidates on samples without a part in the search
   * @param choice the cheapest confirmed; null if there is none
   * @param test the choice on the test samples; null without a choice, or not yet
   */
  public record Outcome(
      String ended,
      List<Candidate> front,
      List<Confirmation> confirmations,
      Choice choice,
      TestPart test) {}

  /**
   * @param trial number of its trial
   * @param setting of that trial
   * @param point what it gave on the confirmation samples
   * @param accuracyDrop there
   * @param upperBound of that drop, with the confidence asked for
   */
  public record Choice(
      int trial, Setting setting, OperatingPoint point, double accuracyDrop, double upperBound) {
    public Choice {
      Objects.requireNonNull(setting, "setting");
      Objects.requireNonNull(point, "point");
    }
  }

  /**
   * @param samples number of test samples
   * @param sha256 of their content
   * @param annAccuracy of the model
   * @param accuracyDrop of the network that was written
   * @param upperBound of that drop, with the confidence asked for
   * @param point what the network gave
   */
  public record TestPart(
      int samples,
      String sha256,
      double annAccuracy,
      double accuracyDrop,
      double upperBound,
      OperatingPoint point) {
    public TestPart {
      Objects.requireNonNull(point, "point");
    }
  }

  /** Refuses trials that do not stand in their order, and an outcome of others. */
  public TuningDocument {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(heldOut, "heldOut");
    trials = List.copyOf(Objects.requireNonNull(trials, "trials"));
    earlier = earlier == null || earlier.isEmpty() ? null : List.copyOf(earlier);
    outcome = outcome == null || outcome.confirmations == null ? null : outcome;
    for (int i = 0; i < trials.size(); i++) {
      Refusal.when(
          trials.get(i).number() != i + 1,
          "trial %d stands where %d should",
          trials.get(i).number(),
          i + 1);
    }
    if (outcome != null) {
      int most = trials.size();
      outcome.confirmations.forEach(confirmation -> requireTrial(confirmation.trial(), most));
      if (outcome.choice != null) {
        requireTrial(outcome.choice.trial(), most);
      }
    }
  }

  private static void requireTrial(int number, int most) {
    Refusal.when(
        number < 1 || number > most, "trial %d is confirmed, but there are %d", number, most);
  }

  /** A tuning whose search has not ended. */
  public TuningDocument(
      TuningSettings settings,
      HeldOutPart heldOut,
      List<Trial> trials,
      List<EarlierAnswer> earlier) {
    this(SCHEMA, settings, heldOut, trials, earlier, null);
  }

  /** With the search ended, for the reason given, and what was confirmed after it. */
  public TuningDocument end(String reason, List<Confirmation> confirmed) {
    Choice chosen =
        confirmed.stream()
            .filter(Confirmation::passes)
            .reduce((earlier, later) -> later)
            .map(
                last ->
                    new Choice(
                        last.trial(),
                        trials.get(last.trial() - 1).setting(),
                        last.point(),
                        last.accuracyDrop(),
                        last.upperBound()))
            .orElse(null);
    return with(new Outcome(reason, ParetoFront.of(trials), confirmed, chosen, null));
  }

  /** With what the test samples say. */
  public TuningDocument withTest(TestPart part) {
    return with(
        new Outcome(outcome.ended, outcome.front, outcome.confirmations, outcome.choice, part));
  }

  private TuningDocument with(Outcome other) {
    return new TuningDocument(schema, settings, heldOut, trials, earlier, other);
  }

  /** The cheapest confirmed; null if there is none, or not yet. */
  public Choice choice() {
    return outcome == null ? null : outcome.choice;
  }

  /** What the choice gave on the search samples; empty without one. */
  public Optional<Candidate> chosen() {
    return Optional.ofNullable(choice())
        .flatMap(
            chosen ->
                trials.get(chosen.trial - 1).points().stream()
                    .filter(chosen.point::runsLike)
                    .map(point -> new Candidate(chosen.trial, point))
                    .findFirst());
  }

  /**
   * An accuracy on the search samples below which nobody would look for a choice; a front goes down
   * to that of guessing.
   */
  public double lowestOfInterest() {
    return heldOut.searchAccuracy - Math.max(INTEREST, 2 * settings.goal().maxAccuracyDrop());
  }

  /** Whether nothing is left to do. */
  public boolean allDone() {
    return outcome != null && (outcome.choice == null || outcome.test != null);
  }

  /**
   * Makes sure that this, from an earlier run, explored what is asked for.
   *
   * @param file where it lies
   * @throws BadFileException if it did not
   */
  public void requireSameExploration(Path file, TuningSettings asked) throws BadFileException {
    String difference = settings.difference(asked);
    if (!difference.isEmpty()) {
      throw DOCUMENT.damage(file, "cannot continue: %s", difference);
    }
  }

  /**
   * Makes sure that the trials were made on some samples, and as its own search would have made
   * them.
   *
   * @throws BadFileException if they were not
   */
  public void requireTrialsOf(Path file, HeldOutPart now) throws BadFileException {
    if (!heldOut.equals(now)) {
      throw DOCUMENT.damage(
          file, "cannot continue: its trials were made on %s, now it would be %s", heldOut, now);
    }
    Search search = settings.search(heldOut.layers());
    for (int i = 0; i < trials.size(); i++) {
      Optional<Setting> expected = search.next(trials.subList(0, i));
      Setting tried = trials.get(i).setting();
      if (!expected.equals(Optional.of(tried))) {
        throw DOCUMENT.damage(
            file,
            "not a complete tuning file (trial %d is of %s, but the search would have tried %s)",
            i + 1,
            tried,
            expected.map(Setting::toString).orElse("nothing"));
      }
    }
  }
}
