package io.github.ann2snn.report.simulation;

import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.report.page.CsvFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Numbers in rows, of a run or of a file: what {@code simulate} writes as CSV (RFC 4180), and what
 * a page is drawn from.
 *
 * @param kind which series it is
 * @param header names of the columns, with units
 * @param rows how many
 * @param values the numbers
 */
record Series(Kind kind, List<String> header, int rows, Values values) {
  private static final String REMEDY = "make it again with ann2snn simulate";

  /** Columns that hold numbers of neurons. */
  private static final Set<String> NEURONS = Set.of("neuron", "from", "to");

  /** Numbers by row and column, both from 0. */
  @FunctionalInterface
  interface Values {
    double at(int row, int column);
  }

  /** The series that there are, each a file within the folder of the simulation. */
  enum Kind {
    /** All spikes in order of time. */
    SPIKES("neuron,time_ms"),
    /** One row per neuron: its current and its rate. */
    RATES("neuron,current_nA,spikes,settled_rate_Hz"),
    /** Potentials of the first neurons. */
    POTENTIALS("time_ms"),
    /** Weights before and after. */
    WEIGHTS("from,to"),
    /** Gates of the first axon. */
    GATES("time_ms"),
    /** The window of plasticity, measured. */
    WINDOW("delta_t_ms");

    /** What the header begins with. */
    private final String columns;

    Kind(String columns) {
      this.columns = columns;
    }

    List<String> columns() {
      return List.of(columns.split(",", -1));
    }

    SideFile file(Path folder) {
      return CsvFile.of(folder.resolve(fileName()), columns());
    }

    String fileName() {
      return name().toLowerCase(Locale.ROOT) + ".csv";
    }
  }

  /** A number. */
  double at(int row, int column) {
    return values.at(row, column);
  }

  /** A column from top to bottom. */
  DoubleStream column(int column) {
    return IntStream.range(0, rows).mapToDouble(row -> at(row, column));
  }

  /** Writes the series into a folder, whole or not at all. */
  void write(Path folder) throws IOException {
    CsvFile.write(kind.file(folder), header, cells());
  }

  /** SHA-256 of the bytes that {@link #write} writes. */
  String sha256() {
    MessageDigest digest = ContentDigest.sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      CsvFile.write(out, header, cells());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ContentDigest.hex(digest);
  }

  private Stream<List<Object>> cells() {
    return IntStream.range(0, rows)
        .mapToObj(r -> IntStream.range(0, header.size()).mapToObj(c -> cell(r, c)).toList());
  }

  private Object cell(int row, int column) {
    double value = at(row, column);
    return isWhole(column) ? (Object) (long) value : (Object) value;
  }

  private boolean isWhole(int column) {
    return NEURONS.contains(header.get(column)) || header.get(column).equals("spikes");
  }

  /**
   * Reads a series that {@code simulate} wrote.
   *
   * @param neurons how many there are
   * @throws BadFileException if the file is missing, has another header, a cell that is no finite
   *     number, or names a neuron that there is not
   */
  static Series read(Path folder, Kind kind, int neurons) throws IOException {
    String missing = ", though it belongs to the results.json beside it; make both again with";
    try (CsvRecords records =
        new CsvRecords(folder.resolve(kind.fileName()), missing + " ann2snn simulate", REMEDY)) {
      List<String> first = records.next();
      List<String> header = first == null ? List.of() : first;
      int known = kind.columns().size();
      if (header.size() < known || !header.subList(0, known).equals(kind.columns())) {
        throw records.damage(
            "the header is '%s', expected %s", String.join(",", header), kind.columns);
      }
      List<DoubleStream.Builder> columns =
          Stream.generate(DoubleStream::builder).limit(header.size()).toList();
      int rows = 0;
      for (List<String> row = records.next(); row != null; row = records.next()) {
        if (row.size() != header.size()) {
          throw records.damage("%d values, expected %d", row.size(), header.size());
        }
        for (int c = 0; c < row.size(); c++) {
          double value = number(row.get(c), records);
          if (NEURONS.contains(header.get(c))
              && (value != Math.rint(value) || value < 0 || value >= neurons)) {
            throw records.damage("%s is %s, expected 0 to %d", header.get(c), value, neurons - 1);
          }
          columns.get(c).add(value);
        }
        rows++;
      }
      double[][] values =
          columns.stream().map(column -> column.build().toArray()).toArray(double[][]::new);
      return new Series(kind, header, rows, (row, column) -> values[column][row]);
    }
  }

  private static double number(String text, CsvRecords records) throws BadFileException {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw records.damage("'%s' is no finite number", text);
  }

  /**
   * When steps begin: the doubles that are nearest to the decimals, so that step 580 of 0.1 ms is
   * 58.0 ms.
   *
   * @param dtMs length of a step, ms
   */
  record StepTimes(BigDecimal dtMs) {
    static StepTimes of(QuantitySteps steps) {
      return new StepTimes(steps.dt().exactlyIn(Unit.MILLISECOND));
    }

    /** Start of a step, ms. */
    double at(long step) {
      return dtMs.multiply(BigDecimal.valueOf(step)).doubleValue();
    }
  }
}
