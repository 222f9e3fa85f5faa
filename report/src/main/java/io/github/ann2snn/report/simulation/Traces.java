package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun.HodgkinHuxleyTrace;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.simulation.Series.Kind;
import io.github.ann2snn.report.simulation.Series.StepTimes;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Potentials or gates over time; the page draws all steps, or their envelope. */
record Traces(Series series) {
  /** So many values of each kind stay if they must be thinned, twice as many if not. */
  private static final int MOST = 125_000;

  /** Values are rounded to this part of their range, which no eye can see. */
  private static final int DIGITS = 4;

  private static final int MOST_DECIMALS = 9;

  /**
   * The potentials of the first neurons, one row per time.
   *
   * @param values in mV, by time and neuron
   */
  static Series potentials(StepTimes times, int neurons, int samples, Series.Values values) {
    Stream<String> names = IntStream.range(0, neurons).mapToObj(n -> Text.of("V_%d_mV", n));
    return new Series(
        Kind.POTENTIALS,
        Stream.concat(Stream.of("time_ms"), names).toList(),
        samples,
        (row, column) -> column == 0 ? times.at(row) : values.at(row, column - 1));
  }

  static Series gates(StepTimes times, HodgkinHuxleyTrace trace) {
    return new Series(
        Kind.GATES,
        List.of("time_ms", "m_0", "h_0", "n_0"),
        trace.samples(),
        (row, column) -> {
          HodgkinHuxleyState state = trace.at(row);
          return switch (column) {
            case 0 -> times.at(row);
            case 1 -> state.m();
            case 2 -> state.h();
            default -> state.n();
          };
        });
  }

  /**
   * Puts what the page shows into {@code node}: rounded values, and their numbers if some are left
   * out.
   *
   * @param columns where the traces go
   * @param steps of the run
   */
  void draw(double steps, ObjectNode node, ArrayNode columns) {
    int traces = series.header().size() - 1;
    long values = (long) Math.min(steps * traces, 1e12);
    int every = values <= 2L * MOST ? 1 : Math.toIntExact((2 * values + MOST - 1) / MOST);
    node.put("every", every);
    for (int column = 1; column <= traces; column++) {
      int trace = column;
      int[] rows = envelope(trace, every);
      DoubleSummaryStatistics all =
          IntStream.of(rows).mapToDouble(row -> series.at(row, trace)).summaryStatistics();
      double range = rows.length == 0 ? 0 : all.getMax() - all.getMin();
      double scale = Math.pow(10, decimals(range));
      ObjectNode drawn = columns.addObject();
      ArrayNode numbers = drawn.putArray("values");
      IntStream.of(rows).forEach(r -> numbers.add(Math.rint(series.at(r, trace) * scale) / scale));
      if (every > 1) {
        IntStream.of(rows).forEach(drawn.putArray("numbers")::add);
      }
    }
  }

  /** Thinned so that no peak is lost: of so many rows those of the lowest and the highest value. */
  private int[] envelope(int column, int every) {
    IntStream.Builder rows = IntStream.builder();
    for (int first = 0; first < series.rows(); first += every) {
      int lowest = first;
      int highest = first;
      for (int row = first; row < Math.min((long) first + every, series.rows()); row++) {
        double value = series.at(row, column);
        lowest = value < series.at(lowest, column) ? row : lowest;
        highest = value > series.at(highest, column) ? row : highest;
      }
      rows.add(Math.min(lowest, highest));
      if (lowest != highest) {
        rows.add(Math.max(lowest, highest));
      }
    }
    return rows.build().toArray();
  }

  private static int decimals(double range) {
    int wanted = range > 0 ? (int) Math.ceil(DIGITS - Math.log10(range)) : DIGITS;
    return Math.min(Math.max(wanted, 0), MOST_DECIMALS);
  }
}
