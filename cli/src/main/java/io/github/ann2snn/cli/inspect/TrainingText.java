package io.github.ann2snn.cli.inspect;

import io.github.ann2snn.ann.record.EpochRecord;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.files.Text;

/** A training in words, a line for each epoch. */
final class TrainingText {
  private TrainingText() {}

  static String of(TrainingRecord record) {
    StringBuilder text = new StringBuilder();
    text.append(
        Text.of(
            "training of %s on %s, %d epochs; ann2snn report draws it, --json shows all of it%n",
            record.config().architecture(), record.dataset(), record.epochs().size()));
    for (EpochRecord epoch : record.epochs()) {
      text.append(
          Text.of(
              "  epoch %d: loss %.4f, accuracy %.2f %%",
              epoch.epoch(), epoch.loss(), 100 * epoch.accuracy()));
      text.append(percent(", validation", epoch.validationAccuracy()));
      text.append(percent(", test", epoch.testAccuracy()));
      text.append(
          Text.of(
              ", learning rate %s, %.1f s%n",
              epoch.learningRate(), epoch.times().trainingSeconds()));
    }
    return text.toString();
  }

  private static String percent(String name, Double accuracy) {
    return accuracy == null ? "" : Text.of("%s %.2f %%", name, 100 * accuracy);
  }
}
