package io.github.ann2snn.report.recording;

import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a list of synapses: CSV in UTF-8 whose header names its columns, {@code from,to} and
 * perhaps a weight and a delay in ms; empty lines do not count.
 *
 * @param file to read
 * @param neurons how many there are
 * @param weight of synapses whose line has none
 * @param limit weights lie within plus and minus this
 * @param unit of weights, mV or nA
 * @param delay in steps, of synapses whose line has none
 * @param dt length of a step
 */
public record SynapseListFile(
    Path file, int neurons, double weight, double limit, String unit, int delay, Quantity dt) {
  private static final int MOST_SYNAPSES = 4_000_000;
  private static final int LONGEST_DELAY = 1_000_000;
  private static final int LONGEST_LINE = 1000;
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

  /**
   * Reads all of it.
   *
   * @throws BadFileException if there is no such file, a line is not as it should be or a neuron
   *     does not exist; the message names file, line, value and what is allowed
   */
  public SynapseList read() throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadFileException(file + ": it is a folder; name a CSV file");
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      Rows rows = new Rows();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.line(line);
      }
      if (rows.columns == null) {
        throw new BadFileException(
            Text.of("%s: it is empty, expected a header, %s", file, rows.allowed()));
      }
      return new SynapseList(rows.synapses, rows.rounded);
    } catch (NoSuchFileException e) {
      throw new BadFileException(
          file + ": no such file; --connect takes all, one-to-one, a probability or a CSV file");
    } catch (CharacterCodingException | CharConversionException e) {
      throw new BadFileException(file + ": not UTF-8 text");
    }
  }

  /** What was read so far. */
  private final class Rows {
    private final List<SynapseList.Listed> synapses = new ArrayList<>();
    private List<String> columns;
    private int rounded;
    private long number;

    void line(String text) throws BadFileException {
      number++;
      if (text.isBlank()) {
        return;
      }
      if (text.length() > LONGEST_LINE) {
        throw damage(Text.of("it has %d characters, expected a few numbers", text.length()));
      }
      List<String> cells =
          List.of(text.replace("\uFEFF", "").split(",", -1)).stream().map(String::strip).toList();
      if (columns == null) {
        columns = header(cells);
      } else {
        synapses.add(synapse(cells));
      }
      if (synapses.size() > MOST_SYNAPSES) {
        throw damage(Text.of("more than %,d synapses are too many", MOST_SYNAPSES));
      }
    }

    private String allowed() {
      return SynapseList.COLUMNS.replace("mV", unit);
    }

    private List<String> header(List<String> cells) throws BadFileException {
      List<String> known = List.of("from", "to", "weight_" + unit, "delay_ms");
      boolean distinct = cells.stream().distinct().count() == cells.size();
      if (!known.containsAll(cells) || !distinct || !cells.containsAll(known.subList(0, 2))) {
        throw damage(
            Text.of("the header is '%s', expected %s", String.join(",", cells), allowed()));
      }
      return cells;
    }

    private SynapseList.Listed synapse(List<String> cells) throws BadFileException {
      if (cells.size() != columns.size()) {
        throw damage(
            Text.of(
                "%d values, expected %d: %s",
                cells.size(), columns.size(), String.join(",", columns)));
      }
      return new SynapseList.Listed(
          neuron("from", cells), neuron("to", cells), weight(cells), delay(cells));
    }

    private int neuron(String column, List<String> cells) throws BadFileException {
      String text = cells.get(columns.indexOf(column));
      int neuron = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : neurons;
      if (neuron >= neurons) {
        throw damage(Text.of("%s is '%s', expected a neuron, 0 to %d", column, text, neurons - 1));
      }
      return neuron;
    }

    private double weight(List<String> cells) throws BadFileException {
      int column = columns.indexOf("weight_" + unit);
      if (column < 0) {
        return weight;
      }
      String text = cells.get(column);
      double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
      if (!(Math.abs(value) <= limit)) {
        throw damage(
            Text.of(
                "weight_%s is '%s', expected a number, %s to %s (--weight-limit)",
                unit, text, -limit, limit));
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
          DECIMAL.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ONE.negate();
      if (time.signum() < 0 || time.compareTo(longest) > 0) {
        throw damage(
            Text.of(
                "delay_ms is '%s', expected a number, 0 to %s",
                text, longest.stripTrailingZeros().toPlainString()));
      }
      int steps = time.divide(step, 0, RoundingMode.HALF_UP).intValueExact();
      if (step.multiply(BigDecimal.valueOf(steps)).compareTo(time) != 0) {
        rounded++;
      }
      return steps;
    }

    private BadFileException damage(String what) {
      return new BadFileException(Text.of("%s, line %d: %s", file, number, what));
    }
  }
}
