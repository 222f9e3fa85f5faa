package io.github.ann2snn.report.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.StdpRule;
import io.github.ann2snn.dynamics.leaky.StdpWindow;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The window of a rule of plasticity, measured at lags that show all of it.
 *
 * @param window as measured
 * @param times of steps
 * @param unit of weights
 */
record MeasuredWindow(StdpWindow window, StepTimes times, String unit) {
  /** So many lags on each side of 0. */
  private static final int LAGS = 60;

  /** Of the longer time constant; e^-5 is 0.7 %. */
  private static final int TIME_CONSTANTS = 5;

  /** Measuring takes twice as many steps. */
  private static final long LONGEST = 100_000;

  /**
   * Measures.
   *
   * @throws IllegalArgumentException if the step is not shorter than the time constants
   */
  static MeasuredWindow of(StdpRule rule, double dtMs, StepTimes times, String unit) {
    double span = TIME_CONSTANTS * Math.max(rule.tauPlusMs(), rule.tauMinusMs()) / dtMs;
    long longest = Math.min(Math.round(span), LONGEST);
    TreeSet<Integer> lags = new TreeSet<>(List.of(-1, 0, 1));
    IntStream.rangeClosed(-LAGS, LAGS).forEach(k -> lags.add((int) (longest * k / LAGS)));
    int[] all = lags.stream().mapToInt(Integer::intValue).toArray();
    return new MeasuredWindow(StdpWindow.measure(rule, dtMs, all), times, unit);
  }

  /** The changes, and what the formula says. */
  CsvTable csv() {
    int[] lags = window.lags();
    double[] changes = window.changes();
    return new CsvTable(
        SeriesFile.WINDOW,
        List.of("delta_t_ms", "change_" + unit, "formula_" + unit),
        lags.length,
        row -> List.of(times.at(lags[row]), changes[row], window.expected(row)));
  }

  void describe(ObjectNode findings) {
    double[] changes = window.changes();
    double deviation =
        IntStream.range(0, changes.length)
            .mapToDouble(i -> Math.abs(changes[i] - window.expected(i)))
            .max()
            .orElse(0);
    findings
        .putObject("window")
        .put("unit", unit)
        .put("lags", changes.length)
        .put("longestMs", times.at(window.lags()[changes.length - 1]))
        .put("largestDeviationFromFormula", deviation);
  }
}
