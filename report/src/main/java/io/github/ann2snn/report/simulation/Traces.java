package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun.HodgkinHuxleyTrace;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.simulation.Series.Kind;
import io.github.ann2snn.report.simulation.Series.StepTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Potentials or gates over time; the page draws all steps, or their envelope. */
record Traces(Series series) {
  /** So many values of each kind stay if they must be thinned, twice as many if not. */
  private static final int MOST = 125_000;

  /**
   * The potentials of the first neurons, one row per time.
   *
   * @param values in mV, by time and neuron
   */
  static Traces potentials(StepTimes times, int neurons, int samples, Series.Values values) {
    Stream<String> names = IntStream.range(0, neurons).mapToObj(n -> Text.of("V_%d_mV", n));
    return new Traces(
        new Series(
            Kind.POTENTIALS,
            Stream.concat(Stream.of("time_ms"), names).toList(),
            samples,
            (row, column) -> column == 0 ? times.at(row) : values.at(row, column - 1)));
  }

  static Traces gates(StepTimes times, HodgkinHuxleyTrace trace) {
    return new Traces(
        new Series(
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
            }));
  }

  /**
   * Puts what the page shows into {@code node}.
   *
   * @param columns where the traces go
   * @param steps of the run
   */
  void draw(double steps, ObjectNode node, ArrayNode columns) {
    int traces = series.header().size() - 1;
    int every = Envelope.every((long) Math.min(steps * traces, 1e12), MOST);
    node.put("every", every);
    for (int i = 1; i <= traces; i++) {
      Envelope envelope = new Envelope(every);
      series.column(i).forEach(envelope::add);
      envelope.write(columns.addObject());
    }
  }

  /**
   * A long series over time, thinned so that no peak is lost: of so many values in a row the lowest
   * and the highest stay, each with its own number.
   */
  private static final class Envelope {
    /** Values are rounded to this part of their range, which no eye can see. */
    private static final int DIGITS = 4;

    private static final int MOST_DECIMALS = 9;

    private record Sample(long number, double value) {}

    private final int every;
    private final List<Sample> kept = new ArrayList<>();
    private long count;
    private Sample lowest;
    private Sample highest;

    /**
     * An empty series.
     *
     * @param every of how many values two stay; 1 keeps all
     */
    Envelope(int every) {
      this.every = every;
    }

    /**
     * Of how many values two must stay.
     *
     * @param values how many there are in all series together
     * @param most how many may stay; twice as many stay if that is all, for then they need no
     *     numbers
     */
    static int every(long values, int most) {
      return values <= 2L * most ? 1 : Math.toIntExact((2 * values + most - 1) / most);
    }

    void add(double value) {
      Sample sample = new Sample(count, value);
      if (lowest == null || value < lowest.value) {
        lowest = sample;
      }
      if (highest == null || value > highest.value) {
        highest = sample;
      }
      count++;
      if (count % every == 0) {
        flush();
      }
    }

    private void flush() {
      if (lowest != null) {
        boolean rises = lowest.number <= highest.number;
        kept.add(rises ? lowest : highest);
        if (lowest.number != highest.number) {
          kept.add(rises ? highest : lowest);
        }
      }
      lowest = null;
      highest = null;
    }

    /** The values in {@code node}, and their numbers if some are left out. */
    void write(ObjectNode node) {
      flush();
      double least = kept.stream().mapToDouble(Sample::value).min().orElse(0);
      double most = kept.stream().mapToDouble(Sample::value).max().orElse(0);
      double scale = Math.pow(10, decimals(most - least));
      ArrayNode values = node.putArray("values");
      kept.forEach(sample -> values.add(Math.rint(sample.value * scale) / scale));
      if (every > 1) {
        ArrayNode numbers = node.putArray("numbers");
        kept.forEach(sample -> numbers.add(sample.number));
      }
    }

    private static int decimals(double range) {
      int wanted = range > 0 ? (int) Math.ceil(DIGITS - Math.log10(range)) : DIGITS;
      return Math.min(Math.max(wanted, 0), MOST_DECIMALS);
    }
  }
}
