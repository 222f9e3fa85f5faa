package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.Progress.Work;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the trials that a search asks for. Where an engine can run several at once, those that the
 * search may ask for next are made with them; what it does not ask for is dropped, so its course is
 * the same.
 */
public final class TrialsAhead {
  private final TrialRunner runner;
  private final ComparedSamples samples;
  private final int budget;
  private final Progress progress;
  private final Map<Setting, Trial> made;

  /**
   * @param runner makes them
   * @param samples that they are made on
   * @param budget the most trials
   * @param known trials that need not be made
   * @param progress hears of them
   */
  public TrialsAhead(
      TrialRunner runner,
      ComparedSamples samples,
      int budget,
      Map<Setting, Trial> known,
      Progress progress) {
    this.runner = runner;
    this.samples = samples;
    this.budget = budget;
    this.made = new HashMap<>(known);
    this.progress = progress;
  }

  /**
   * The next trial.
   *
   * @param number of the trial, from 1
   * @param upcoming its setting, and then those that may be asked for after it
   */
  public Trial next(int number, List<Setting> upcoming) throws IOException, InterruptedException {
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
    try (Work work = progress.start(task, (long) samples.samples().size() * count)) {
      for (Trial trial : runner.trials(upcoming.subList(0, count), samples, work::step)) {
        made.put(trial.setting(), trial);
      }
    }
  }
}
