package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.BaseCommand;

/** What the goal of a search may be. */
public final class GoalRange {
  private GoalRange() {}

  /** Refuses numbers that no goal can have. */
  public static void check(BaseCommand command, double maxAccuracyDrop, double confidence) {
    command.refuse(
        !(maxAccuracyDrop >= 0 && maxAccuracyDrop <= 100),
        "--max-accuracy-drop is %s, expected 0 to 100 percentage points",
        maxAccuracyDrop);
    command.refuse(
        !(confidence > 0.5 && confidence < 1),
        "--confidence is %s, expected 0.5 < C < 1",
        confidence);
  }
}
