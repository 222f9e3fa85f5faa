package io.github.ann2snn.report.simulation;

import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.dynamics.leaky.SynapseResponse;
import io.github.ann2snn.dynamics.leaky.SynapseRule;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Synapses one by one, as a file lists them: CSV in UTF-8 whose header names its columns, {@code
 * from,to} and perhaps a weight and a delay in ms; empty lines do not count.
 *
 * @param synapses in the order of the file
 * @param rounded how many delays were not multiples of dt
 */
public record SynapseList(List<Listed> synapses, int rounded) {
  /** The columns of the file; the header names those that it has. */
  static final String COLUMNS = "from,to[,weight_mV[,delay_ms]]";

  private static final int MOST_SYNAPSES = 4_000_000;
  private static final int LONGEST_DELAY = 1_000_000;

  /**
   * One synapse.
   *
   * @param from neuron before it
   * @param to neuron behind it
   * @param weight in the unit of the response
   * @param delay in steps
   */
  record Listed(int from, int to, double weight, int delay) {}

  /** A list that owns its synapses. */
  public SynapseList {
    synapses = List.copyOf(synapses);
  }

  /** These synapses with that response. */
  public SynapseGroup group(SynapseResponse response) {
    SynapsePairs pairs =
        new SynapsePairs(
            synapses.stream().mapToInt(Listed::from).toArray(),
            synapses.stream().mapToInt(Listed::to).toArray());
    return SynapseGroup.of(new SynapseRule.Listed(pairs), response, 0)
        .withWeights(synapses.stream().mapToDouble(Listed::weight).toArray())
        .withDelays(synapses.stream().mapToInt(Listed::delay).toArray());
  }

  /** What was rounded. */
  public List<String> notes(Quantity dt) {
    return rounded == 0
        ? List.of()
        : List.of(
            Text.of(
                "%s in the list, not multiples of dt %s, rounded to whole steps",
                Figure.count(rounded, "delay"), dt));
  }

  /**
   * What a list may hold, and what a line means that does not say it.
   *
   * @param neurons how many there are
   * @param weight of synapses whose line has none
   * @param limit weights lie within plus and minus this
   * @param unit of weights, mV or nA
   * @param delay in steps, of synapses whose line has none
   * @param dt length of a step
   */
  public record Terms(
      int neurons, double weight, double limit, String unit, int delay, Quantity dt) {
    /**
     * Reads all of a list.
     *
     * @throws BadFileException if there is no such file, a line is not as it should be or a neuron
     *     does not exist; the message names file, line, value and what is allowed
     */
    public SynapseList read(Path file) throws IOException {
      String missing = "; --connect takes all, one-to-one, a probability or a CSV file";
      try (CsvRecords records = new CsvRecords(file, missing, "")) {
        return new Rows(records).list();
      }
    }

    /** What was read so far. */
    private final class Rows {
      private final CsvRecords records;
      private final List<Listed> synapses = new ArrayList<>();
      private List<String> columns;
      private int rounded;

      Rows(CsvRecords records) {
        this.records = records;
      }

      SynapseList list() throws IOException {
        List<String> known = List.of("from", "to", "weight_" + unit, "delay_ms");
        columns = records.header(known, 2, COLUMNS.replace("mV", unit));
        List<String> row = records.nextBelow(columns);
        for (; row != null; row = records.nextBelow(columns)) {
          synapses.add(new Listed(neuron("from", row), neuron("to", row), weight(row), delay(row)));
          if (synapses.size() > MOST_SYNAPSES) {
            throw records.damage("more than %,d synapses are too many", MOST_SYNAPSES);
          }
        }
        return new SynapseList(synapses, rounded);
      }

      private int neuron(String column, List<String> cells) throws BadFileException {
        return records.neuron(column, cells.get(columns.indexOf(column)), neurons);
      }

      private double weight(List<String> cells) throws BadFileException {
        int column = columns.indexOf("weight_" + unit);
        if (column < 0) {
          return weight;
        }
        String text = cells.get(column);
        double value =
            CsvRecords.DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(Math.abs(value) <= limit)) {
          throw records.damage(
              "weight_%s is '%s', expected a number, %s to %s (--weight-limit)",
              unit, text, -limit, limit);
        }
        return value;
      }

      private int delay(List<String> cells) throws BadFileException {
        int column = columns.indexOf("delay_ms");
        if (column < 0) {
          return delay;
        }
        String text = cells.get(column);
        BigDecimal step = dt.exactlyIn(Unit.MILLISECOND);
        BigDecimal longest = step.multiply(BigDecimal.valueOf(LONGEST_DELAY));
        BigDecimal time =
            CsvRecords.DECIMAL.matcher(text).matches()
                ? new BigDecimal(text)
                : BigDecimal.ONE.negate();
        if (time.signum() < 0 || time.compareTo(longest) > 0) {
          throw records.damage(
              "delay_ms is '%s', expected a number, 0 to %s",
              text, longest.stripTrailingZeros().toPlainString());
        }
        int steps = time.divide(step, 0, RoundingMode.HALF_UP).intValueExact();
        if (step.multiply(BigDecimal.valueOf(steps)).compareTo(time) != 0) {
          rounded++;
        }
        return steps;
      }
    }
  }
}
