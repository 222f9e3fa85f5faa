package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.StdpRule;
import io.github.ann2snn.dynamics.leaky.StdpWindow;
import io.github.ann2snn.report.simulation.Series.Kind;
import io.github.ann2snn.report.simulation.Series.StepTimes;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The window of plasticity: what a pair of spikes changes by its lag, measured and by formula. */
record PlasticityWindow(Series series) {
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
  static PlasticityWindow of(StdpRule rule, double dtMs, StepTimes times, String unit) {
    double span = TIME_CONSTANTS * Math.max(rule.tauPlusMs(), rule.tauMinusMs()) / dtMs;
    long longest = Math.min(Math.round(span), LONGEST);
    TreeSet<Integer> distinct = new TreeSet<>(List.of(-1, 0, 1));
    IntStream.rangeClosed(-LAGS, LAGS).forEach(k -> distinct.add((int) (longest * k / LAGS)));
    int[] lags = distinct.stream().mapToInt(Integer::intValue).toArray();
    StdpWindow window = StdpWindow.measure(rule, dtMs, lags);
    double[] changes = window.changes();
    return new PlasticityWindow(
        new Series(
            Kind.WINDOW,
            List.of("delta_t_ms", "change_" + unit, "formula_" + unit),
            lags.length,
            (row, column) ->
                switch (column) {
                  case 0 -> times.at(lags[row]);
                  case 1 -> changes[row];
                  default -> window.expected(row);
                }));
  }

  void describe(String unit, ObjectNode findings) {
    double deviation =
        IntStream.range(0, series.rows())
            .mapToDouble(i -> Math.abs(series.at(i, 1) - series.at(i, 2)))
            .max()
            .orElse(0);
    findings
        .putObject("window")
        .put("unit", unit)
        .put("lags", series.rows())
        .put("longestMs", series.at(series.rows() - 1, 0))
        .put("largestDeviationFromFormula", deviation);
  }

  void draw(ArrayNode lags) {
    for (int r = 0; r < series.rows(); r++) {
      lags.addArray().add(series.at(r, 0)).add(series.at(r, 1)).add(series.at(r, 2));
    }
  }
}
