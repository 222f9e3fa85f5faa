package io.github.ann2snn.convert.tuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ann2snn.convert.tuning.ParetoFront.Candidate;
import io.github.ann2snn.convert.tuning.TuningSettings.Basis;
import java.util.List;

/**
 * The document {@code tuning.json}: what was asked, what was tried, what came of it. Accuracies are
 * fractions in [0, 1], counts and energies means per sample.
 *
 * @param schema always {@value #SCHEMA}
 * @param settings what decides the outcome
 * @param heldOut the samples that decided
 * @param trials in the order in which they were made
 * @param ended why the search ended; null while it has not
 * @param front the points of all trials that no other dominates; null until the search has ended
 * @param confirmations candidates on samples without a part in the search; null likewise
 * @param choice the cheapest confirmed; null if there is none, or not yet
 * @param test the choice on the test samples; null without a choice
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TuningDocument(
    String schema,
    TuningSettings settings,
    HeldOutPart heldOut,
    List<Trial> trials,
    String ended,
    List<Candidate> front,
    List<Confirmation> confirmations,
    Choice choice,
    TestPart test) {
  /** Version of this document. */
  public static final String SCHEMA = "ann2snn.tuning/1";

  /**
   * @param basis what is known of the samples, a {@code heldOut} of {@link Basis}
   * @param modelSha256 of the model that was simulated: the one to convert, or a surrogate
   * @param layers its number of layers with weights
   * @param searchSamples that trials were made on
   * @param searchAccuracy of the ANN on them
   * @param confirmationSamples that candidates were confirmed on
   * @param confirmationAccuracy of the ANN on them
   * @param calibrationSamples that activations were measured on; they are none of the others
   */
  public record HeldOutPart(
      String basis,
      String modelSha256,
      int layers,
      int searchSamples,
      double searchAccuracy,
      int confirmationSamples,
      double confirmationAccuracy,
      int calibrationSamples) {}

  /**
   * @param trial number of its trial
   * @param setting of that trial
   * @param point what it gave on the confirmation samples
   * @param accuracyDrop there
   * @param upperBound of that drop, with the confidence asked for
   */
  public record Choice(
      int trial, Setting setting, OperatingPoint point, double accuracyDrop, double upperBound) {}

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
      OperatingPoint point) {}

  public TuningDocument {
    trials = List.copyOf(trials);
  }

  /** A tuning without trials. */
  public static TuningDocument begin(TuningSettings settings, HeldOutPart heldOut) {
    return new TuningDocument(SCHEMA, settings, heldOut, List.of(), null, null, null, null, null);
  }

  /** With other trials, and the search not ended. */
  public TuningDocument withTrials(List<Trial> made) {
    return new TuningDocument(schema, settings, heldOut, made, null, null, null, null, null);
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
    return new TuningDocument(
        schema, settings, heldOut, trials, reason, ParetoFront.of(trials), confirmed, chosen, null);
  }

  /** With what the test samples say. */
  public TuningDocument withTest(TestPart part) {
    return new TuningDocument(
        schema, settings, heldOut, trials, ended, front, confirmations, choice, part);
  }

  /** Whether nothing is left to do. */
  public boolean allDone() {
    return confirmations != null && (choice == null || test != null);
  }
}
