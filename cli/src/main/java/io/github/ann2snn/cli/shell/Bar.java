package io.github.ann2snn.cli.shell;

import io.github.ann2snn.runtime.evaluation.Progress;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal; nothing elsewhere. */
public final class Bar implements Progress.Work {
  /** The widest that is easily read. */
  private static final int WIDEST = 100;

  private final Optional<ProgressBar> bar;

  private Bar(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /** Shows a bar for each piece of work. */
  public static Progress progress(Terminal terminal) {
    return (task, total, unit) ->
        unit.equals(Progress.BYTES)
            ? start(terminal, task, total, "KB", 1024)
            : start(terminal, task, total, unit, 1);
  }

  /** Shows a bar of samples. */
  public static Bar start(Terminal terminal, String task, long samples) {
    return start(terminal, task, samples, Progress.SAMPLES, 1);
  }

  /**
   * Shows a bar.
   *
   * @param total number of steps, or -1 if nobody knows
   * @param unit what is counted, {@code unitSize} steps each
   */
  public static Bar start(Terminal terminal, String task, long total, String unit, long unitSize) {
    if (!terminal.interactive()) {
      return new Bar(Optional.empty());
    }
    return new Bar(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" " + unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ErasingConsumer(terminal))
                .build()));
  }

  @Override
  public void step(long n) {
    bar.ifPresent(shown -> shown.stepBy(n));
  }

  /** {@code n} steps are done in all. */
  public void stepTo(long n) {
    bar.ifPresent(shown -> shown.stepTo(n));
  }

  /** Shows a word behind the bar. */
  public void remark(String text) {
    bar.ifPresent(shown -> shown.setExtraMessage(text));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }

  /** Leaves no trace of the bar when it is done. */
  private static final class ErasingConsumer extends ConsoleProgressBarConsumer {
    ErasingConsumer(Terminal terminal) {
      // One column stays free: some terminals go to the next line behind the last.
      super(terminal.err(), Math.min(WIDEST, Terminal.columns() - 1));
    }

    @Override
    public void close() {
      clear();
    }
  }
}
