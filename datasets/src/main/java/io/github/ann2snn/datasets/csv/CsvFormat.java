package io.github.ann2snn.datasets.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How the lines of a CSV file are written.
 *
 * @param separator what stands between cells; several blanks count as one
 * @param decimalMark a point or a comma
 */
record CsvFormat(char separator, char decimalMark) implements Serializable {
  /** Commas between cells, points in numbers. */
  static final CsvFormat USUAL = new CsvFormat(',', '.');

  /** Separators that are recognised, the most usual first, as people call them. */
  private static final Map<Character, String> NAMES =
      Map.of(',', "commas", ';', "semicolons", '\t', "tabs", '|', "bars", ' ', "blanks");

  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|', ' ');
  private static final String LINE_END = "\n";
  private static final int SAMPLE_LINES = 200;
  private static final int SAMPLE_CHARACTERS = 1 << 20;
  private static final Pattern COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
  private static final Pattern POINT = Pattern.compile("[+-]?\\d*\\.\\d+([eE][+-]?\\d+)?");

  /**
   * Finds out from the first lines of files that are written alike: the separator is the one that
   * cuts them into the most numbers, and decimals have commas if some number has one and none has a
   * point.
   *
   * @throws BadFileException if some have commas and some have points
   */
  static CsvFormat of(DataFiles files, List<String> paths, SampleReading reading)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      lines.addAll(firstLines(files, path));
    }
    char separator = reading.separator().orElseGet(() -> separator(lines));
    char decimalMark =
        reading.decimalMark().isPresent()
            ? reading.decimalMark().get()
            : decimalMark(String.join(", ", paths), separator, lines);
    return new CsvFormat(separator, decimalMark);
  }

  private static List<String> firstLines(DataFiles files, String file) throws IOException {
    List<String> sample = new ArrayList<>();
    try (CsvRows.Lines lines = new CsvRows.Lines(files.open(file, 0), 0)) {
      String line = lines.next();
      while (line != null && sample.size() < SAMPLE_LINES && lines.offset() < SAMPLE_CHARACTERS) {
        if (!line.isBlank()) {
          sample.add(line);
        }
        line = lines.next();
      }
      if (sample.isEmpty() && line != null) {
        sample.add(line);
      }
    }
    return sample;
  }

  private static char separator(List<String> lines) {
    char best = USUAL.separator;
    long most = Long.MIN_VALUE;
    for (char candidate : SEPARATORS) {
      // With commas between the cells, none is within a number.
      CsvFormat format = new CsvFormat(candidate, candidate == ',' ? '.' : ',');
      List<List<String>> rows = lines.stream().map(format::splitOrNothing).toList();
      int columns = rows.isEmpty() ? 0 : rows.get(0).size();
      long score =
          rows.stream()
              .filter(row -> row.size() == columns)
              .flatMap(List::stream)
              .mapToLong(cell -> format.isNumber(cell) || USUAL.isNumber(cell) ? 1 : uncut(cell))
              .sum();
      if (columns > 1 && score > most) {
        best = candidate;
        most = score;
      }
    }
    return best;
  }

  /** Texts may have blanks, but hardly other separators. */
  private static int uncut(String cell) {
    return SEPARATORS.stream().anyMatch(other -> other != ' ' && cell.indexOf(other) >= 0) ? -1 : 0;
  }

  private static char decimalMark(String file, char separator, List<String> lines)
      throws BadFileException {
    if (separator == ',') {
      return '.';
    }
    CsvFormat format = new CsvFormat(separator, '.');
    List<String> cells = lines.stream().map(format::splitOrNothing).flatMap(List::stream).toList();
    Optional<String> comma = cells.stream().filter(COMMA.asMatchPredicate()).findFirst();
    Optional<String> point = cells.stream().filter(POINT.asMatchPredicate()).findFirst();
    if (comma.isPresent() && point.isPresent()) {
      throw BadFileException.of(
          "%s: '%s' has a comma and '%s' has a point; say which is the decimal mark with --decimal-mark comma or point",
          file, comma.get(), point.get());
    }
    return comma.isPresent() ? ',' : '.';
  }

  /**
   * The cells of a line, without surrounding blanks. A cell that begins with a quotation mark goes
   * on to the next one that stands alone; two are one of its text (RFC 4180).
   *
   * @throws IOException if a quotation is left open, or ends before its cell
   */
  List<String> split(String line) throws IOException {
    // FastCSV does not take several blanks for one.
    String text = separator == ' ' ? line.strip().replaceAll("[ \\t]+", " ") : line;
    List<String> cells = new ArrayList<>();
    for (String cell : parse(text + LINE_END).getFields()) {
      if (cell.endsWith(LINE_END)) { // only in quotation marks
        throw new IOException("Un-terminated quoted field at end of CSV line");
      }
      cells.add(cell.strip());
    }
    return cells;
  }

  /** A line by itself: files are read from anywhere, and go on behind a line that is wrong. */
  private CsvRecord parse(String line) throws IOException {
    CsvRecordHandler handler =
        CsvRecordHandler.builder()
            .maxFields(Integer.MAX_VALUE)
            .maxFieldSize(Integer.MAX_VALUE)
            .maxRecordSize(Integer.MAX_VALUE)
            .build();
    try {
      return CsvReader.builder()
          .fieldSeparator(separator)
          .skipEmptyLines(false)
          .trimWhitespacesAroundQuotes(true)
          .maxBufferSize(Integer.MAX_VALUE)
          .ofSingleCsvRecord(handler, line);
    } catch (CsvParseException e) {
      if (e.getCause() instanceof Error error) { // of memory, say
        throw error;
      }
      throw new IOException("a quotation mark closes a cell that goes on", e);
    }
  }

  private List<String> splitOrNothing(String line) {
    try {
      return split(line);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether a cell holds a number. */
  boolean isNumber(String cell) {
    return number(cell).isPresent();
  }

  /** The number that a cell holds; Java's own suffixes and hexadecimal are none. */
  OptionalDouble number(String cell) {
    char last = cell.isEmpty() ? ' ' : cell.charAt(cell.length() - 1);
    boolean pointed = decimalMark == ',' && cell.indexOf('.') >= 0;
    if (pointed || "dDfF".indexOf(last) >= 0 || cell.indexOf('x') >= 0 || cell.indexOf('X') >= 0) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(cell.replace(decimalMark, '.')));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** What to say of a cell that is no number. */
  String notANumber(String cell) {
    String reason = "'" + cell + "' is not a number";
    boolean other = (decimalMark == ',' ? POINT : COMMA).matcher(cell).matches();
    return other
        ? Text.of(
            "%s where the decimal mark is a %s; --decimal-mark names another",
            reason, decimalMark == ',' ? "comma" : "point")
        : reason;
  }

  /** What the user should know, if it is not written as usual. */
  Optional<String> notice() {
    return equals(USUAL)
        ? Optional.empty()
        : Optional.of(
            Text.of(
                "cells are separated by %s, decimals by a %s",
                NAMES.getOrDefault(separator, "'" + separator + "'"),
                decimalMark == ',' ? "comma" : "point"));
  }
}
