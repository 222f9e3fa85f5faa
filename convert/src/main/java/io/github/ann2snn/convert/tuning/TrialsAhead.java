package io.github.ann2snn.cli.tune;

import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.tuning.Trial;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TrialRunner;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the trials that a search asks for. Where an engine can run several at once, those that the
 * search may ask for next are made with them; what it does not ask for is dropped, so its course is
 * the same.
 */
final class TrialsAhead {
  private final BaseCommand command;
  private final TrialRunner runner;
  private final ComparedSamples samples;
  private final int budget;
  private final Map<Setting, Trial> made;

  /**
   * @param budget the most trials
   * @param known trials that need not be made
   */
  TrialsAhead(
      BaseCommand command,
      TrialRunner runner,
      ComparedSamples samples,
      int budget,
      Map<Setting, Trial> known) {
    this.command = command;
    this.runner = runner;
    this.samples = samples;
    this.budget = budget;
    this.made = new HashMap<>(known);
  }

  /**
   * The next trial.
   *
   * @param number of the trial, from 1
   * @param upcoming its setting, and then those that may be asked for after it
   */
  Trial next(int number, List<Setting> upcoming) throws IOException, InterruptedException {
    Setting setting = upcoming.get(0);
    if (!made.containsKey(setting)) {
      make(number, upcoming.stream().filter(other -> !made.containsKey(other)).toList());
    }
    return made.remove(setting).numbered(number);
  }

  private void make(int number, List<Setting> upcoming) throws IOException, InterruptedException {
    int count = Math.min(upcoming.size(), Math.min(runner.engine().width(), budget - number + 1));
    String task =
        count == 1
            ? Text.of("Trial %d/%d", number, budget)
            : Text.of("Trials %d to %d/%d", number, number + count - 1, budget);
    try (Bar bar = Bar.start(command.terminal(), task, (long) samples.samples().size() * count)) {
      for (Trial trial : runner.trials(upcoming.subList(0, count), samples, bar::step)) {
        made.put(trial.setting(), trial);
      }
    }
  }
}
