package io.github.ann2snn.convert.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.convert.tuning.Contest.Outcome;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.ParetoFront.Candidate;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TuningSettings.Basis;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.Fields;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a network is run as it is: what was tried on held-out training samples, and what won. Drops
 * are fractions, costs means per sample.
 *
 * @param schema always {@value #SCHEMA}
 * @param objective what was to be cheap
 * @param maxAccuracyDrop the largest drop allowed, in percentage points
 * @param confidence of the bound of the drop
 * @param timesteps the most steps that were allowed
 * @param basis what is known of the samples
 * @param calibrationSamples that activations were measured on; they are none of the others
 * @param screened settings that were simulated on a few samples
 * @param tried those that went on to more
 * @param searchSamples that these were simulated on
 * @param front of cost and accuracy on these samples, the most accurate first
 * @param chosen what was chosen, with what it gave on samples without a part in the search or,
 *     where {@code met} is false, on these and those of the search
 * @param confirmationSamples how many those are
 * @param upperBound of the drop there
 * @param met whether that is at most the drop allowed
 */
public record ChosenPoint(
    String schema,
    Objective objective,
    double maxAccuracyDrop,
    double confidence,
    int timesteps,
    Basis basis,
    int calibrationSamples,
    List<String> screened,
    List<String> tried,
    int searchSamples,
    List<Way> front,
    Way chosen,
    int confirmationSamples,
    double upperBound,
    boolean met) {
  /** Version of this document. */
  public static final String SCHEMA = "ann2snn.operating-point/1";

  /** Key of this document, as JSON, in a network's provenance. */
  public static final String KEY = "operating_point";

  /** Reads it. */
  public static final JsonDocument<ChosenPoint> DOCUMENT =
      new JsonDocument<>(
          SCHEMA,
          ChosenPoint.class,
          Wording.madeBy(
              "ann2snn convert", "its operating point is not complete ({reason}, line {line})"));

  public ChosenPoint {
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(chosen, "chosen");
    screened = List.copyOf(screened);
    tried = List.copyOf(tried);
    front = List.copyOf(front);
  }

  /**
   * A way to run a network.
   *
   * @param setting how it is converted
   * @param timesteps steps
   * @param readoutStart step from which on outputs count
   * @param accuracyDrop accuracy of the ANN less its own
   * @param synapticOperations mean of a sample
   * @param nanojoules mean of a sample
   */
  public record Way(
      String setting,
      int timesteps,
      int readoutStart,
      double accuracyDrop,
      double synapticOperations,
      double nanojoules) {
    private static Way of(Setting setting, OperatingPoint point) {
      return new Way(
          setting.toString(),
          point.timesteps(),
          point.readoutStart(),
          point.counts().drop(),
          point.synapticOperations(),
          point.nanojoules());
    }

    private static Way read(Fields said) throws BadFileException {
      return new Way(
          said.text("setting", "how the network is converted"),
          (int) said.whole("timesteps", 1),
          (int) said.whole("readoutStart", 1),
          said.real("accuracyDrop"),
          said.number("synapticOperations"),
          said.number("nanojoules"));
    }

    private String text() {
      return Text.of(
          "T = %d%s by %s",
          timesteps,
          readoutStart == 1 ? "" : Text.of(", outputs from step %d on", readoutStart),
          setting);
    }
  }

  /**
   * What the provenance of a network says.
   *
   * @param file that the network was read from
   * @throws BadFileException if that is damaged
   */
  public static Optional<ChosenPoint> of(Object file, Map<String, String> provenance)
      throws IOException {
    String text = provenance.get(KEY);
    if (text == null) {
      return Optional.empty();
    }
    JsonNode tree = DOCUMENT.parse(file, text.getBytes(StandardCharsets.UTF_8));
    try {
      return Optional.of(read(Fields.of("its operating point:", tree)));
    } catch (BadFileException e) {
      throw DOCUMENT.damage(file, "%s", e.getMessage());
    }
  }

  /** Key by key: Jackson would look at this class for longer than small networks run. */
  private static ChosenPoint read(Fields said) throws BadFileException {
    return new ChosenPoint(
        said.text("schema", SCHEMA),
        said.constant("objective", Objective.class),
        said.number("maxAccuracyDrop"),
        said.number("confidence"),
        (int) said.whole("timesteps", 1),
        said.constant("basis", Basis.class),
        (int) said.whole("calibrationSamples", 0),
        said.texts("screened"),
        said.texts("tried"),
        (int) said.whole("searchSamples", 0),
        said.list("front", Way::read),
        Way.read(said.object("chosen")),
        (int) said.whole("confirmationSamples", 0),
        said.real("upperBound"),
        said.flag("met"));
  }

  /** What came of a contest. */
  public static ChosenPoint of(
      Outcome outcome, Goal goal, int timesteps, Basis basis, int calibrationSamples) {
    List<Way> front = new ArrayList<>();
    double lowest = outcome.search().annAccuracy() - Math.max(0.1, 2 * goal.maxAccuracyDrop());
    for (Candidate candidate : ParetoFront.ofAccuracy(outcome.trials(), goal.objective())) {
      if (candidate.point().accuracy() >= lowest) {
        Setting setting = outcome.trials().get(candidate.trial() - 1).setting();
        front.add(Way.of(setting, candidate.point()));
      }
    }
    OperatingPoint point = outcome.confirmation().point();
    return new ChosenPoint(
        SCHEMA,
        goal.objective(),
        100 * goal.maxAccuracyDrop(),
        goal.confidence(),
        timesteps,
        basis,
        calibrationSamples,
        outcome.settings().stream().map(Setting::toString).toList(),
        outcome.trials().stream().map(trial -> trial.setting().toString()).toList(),
        outcome.search().samples(),
        front,
        Way.of(outcome.choice(), point),
        point.counts().samples(),
        outcome.confirmation().upperBound(),
        outcome.confirmation().passes());
  }

  /** What was tried, and why the winner won, in five lines. */
  public List<String> lines() {
    String confident = TuningText.percent(confidence);
    String limit = Text.of("%s points with %s %% confidence", maxAccuracyDrop, confident);
    return List.of(
        Text.of("Operating point: %s.", chosen.text()),
        Text.of(
            "Tried: %d settings at 1 to %d steps, %d of them on %,d samples: %s.",
            screened.size(), timesteps, tried.size(), searchSamples, basis),
        met
            ? Text.of("Why: the cheapest in %s that is shown to lose at most %s.", objective, limit)
            : 100 * upperBound <= maxAccuracyDrop
                ? Text.of(
                    "Why: nothing is shown to lose at most %s on samples apart; this is the cheapest in %s that does on all together.",
                    limit, objective)
                : Text.of(
                    "Why: nothing is shown to lose at most %s; this is the cheapest of the best ways that did, or lost at most a standard error more than the best.",
                    limit),
        Text.of(
            "On %,d %s it loses %.3f points (at most %.3f), with %,.0f SynOps and %,.1f nJ.",
            confirmationSamples,
            met ? "others" : "samples, these among them,",
            100 * chosen.accuracyDrop,
            100 * upperBound,
            chosen.synapticOperations,
            chosen.nanojoules),
        neighbours());
  }

  /** What the front has beside it. */
  private String neighbours() {
    Way cheaper = null;
    Way dearer = null;
    for (Way way : front) {
      if (cost(way) > cost(chosen) * 1.02) {
        dearer = way;
      } else if (cheaper == null && cost(way) < cost(chosen) * 0.98) {
        cheaper = way;
      }
    }
    return Text.of("Beside it: %s; %s.", beside("cheaper", cheaper), beside("dearer", dearer));
  }

  private static String beside(String word, Way way) {
    return way == null
        ? Text.of("nothing %s", word)
        : Text.of(
            "%s, T = %d loses %.2f points with %,.0f SynOps",
            word, way.timesteps, 100 * way.accuracyDrop, way.synapticOperations);
  }

  private double cost(Way way) {
    return switch (objective) {
      case ENERGY -> way.nanojoules;
      case LATENCY -> way.timesteps;
      case SYNOPS -> way.synapticOperations;
    };
  }
}
