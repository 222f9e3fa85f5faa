package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TuningDocument.EarlierAnswer;
import io.github.ann2snn.convert.tuning.TuningDocument.TestPart;
import io.github.ann2snn.convert.tuning.TuningSettings.Question;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tunings have found out about one model on the same samples, whatever they were asked. A
 * simulation gives the same whoever asks for it, so none of these need be made again.
 */
public final class Exploration {
  private final Map<Setting, Trial> trials = new LinkedHashMap<>();
  private final Map<Run, OperatingPoint> confirmed = new HashMap<>();
  private final Map<Run, TestPart> tested = new HashMap<>();
  private final Map<Question, Boolean> answered = new LinkedHashMap<>();

  /** One way to run a network of a setting. */
  private record Run(Setting setting, int timesteps, int readoutStart, Double margin) {
    Run(Setting setting, OperatingPoint point) {
      this(setting, point.timesteps(), point.readoutStart(), point.margin());
    }
  }

  /**
   * @param documents of tunings with equal samples whose settings do not differ but in the question
   */
  public Exploration(List<TuningDocument> documents) {
    for (TuningDocument document : documents) {
      document.trials().forEach(trial -> trials.putIfAbsent(trial.setting(), trial));
      if (document.outcome() != null) {
        add(document, document.outcome());
      }
    }
  }

  private void add(TuningDocument document, TuningDocument.Outcome outcome) {
    answered.merge(document.settings().question(), outcome.test() != null, Boolean::logicalOr);
    for (Confirmation confirmation : outcome.confirmations()) {
      Setting setting = document.trials().get(confirmation.trial() - 1).setting();
      confirmed.put(new Run(setting, confirmation.point()), confirmation.point());
    }
    if (outcome.test() != null && outcome.choice() != null) {
      tested.put(new Run(outcome.choice().setting(), outcome.test().point()), outcome.test());
    }
  }

  /** All trials, whose numbers are those that they had. */
  public Map<Setting, Trial> trials() {
    return Collections.unmodifiableMap(trials);
  }

  /** What a setting gave on the samples held back, run like a point. */
  public Optional<OperatingPoint> confirmed(Setting setting, OperatingPoint like) {
    return Optional.ofNullable(confirmed.get(new Run(setting, like)));
  }

  /** What the network of a setting gave on the test samples, run like a point. */
  public Optional<TestPart> tested(Setting setting, OperatingPoint like) {
    return Optional.ofNullable(tested.get(new Run(setting, like)));
  }

  /** The questions that were answered, but for one. */
  public List<EarlierAnswer> answersBut(Question asked) {
    List<EarlierAnswer> earlier = new ArrayList<>();
    answered.forEach(
        (question, test) -> {
          if (!question.equals(asked)) {
            earlier.add(new EarlierAnswer(question, test));
          }
        });
    return earlier;
  }
}
