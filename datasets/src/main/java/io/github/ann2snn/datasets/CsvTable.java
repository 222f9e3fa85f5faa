package io.github.ann2snn.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CSV file in memory.
 *
 * @param file where it was read from
 * @param header what its columns are
 * @param features the inputs
 * @param labels the label of each row, as written
 * @param lines the line of each row
 */
record CsvTable(
    Path file, CsvHeader header, CsvFeatures features, List<String> labels, List<Integer> lines) {

  /**
   * Reads a file.
   *
   * @param labelColumn the label column the user asked for
   * @throws DatasetException naming line and column if the file is empty or ragged, a label is
   *     missing, or an input is no number or out of range
   */
  static CsvTable read(Path file, Optional<String> labelColumn) throws DatasetException {
    if (!Files.isRegularFile(file)) {
      throw new DatasetException(file + ": no such file");
    }
    try (CsvRows rows = new CsvRows(file)) {
      CsvRows.Row first = rows.next();
      if (first == null) {
        throw new DatasetException(file + ": the file is empty");
      }
      CsvRows.Row second = rows.next();
      CsvHeader header =
          CsvHeader.of(file, first.cells(), second == null ? null : second.cells(), labelColumn);
      CsvTable table =
          new CsvTable(file, header, new CsvFeatures(), new ArrayList<>(), new ArrayList<>());
      Map<String, String> interned = new HashMap<>();
      if (header.names().isEmpty()) {
        table.add(first, interned);
      }
      for (CsvRows.Row row = second; row != null; row = rows.next()) {
        table.add(row, interned);
      }
      if (table.labels().isEmpty()) {
        throw new DatasetException(file + ": the file has a header but no rows");
      }
      return table;
    } catch (DatasetException e) {
      throw e;
    } catch (IOException e) {
      throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Number of inputs of a row. */
  int width() {
    return header.columns() - 1;
  }

  /** Where the label of {@code row} stands, for messages. */
  String labelPlace(int row) {
    return "%s: line %d, %s".formatted(file, lines.get(row), header.describe(header.labelColumn()));
  }

  private void add(CsvRows.Row row, Map<String, String> interned) throws DatasetException {
    for (int i = 0; i < row.cells().size(); i++) {
      String cell = row.cells().get(i);
      if (i != header.labelColumn()) {
        addFeature(row.line(), i, cell);
      } else if (cell.isEmpty()) {
        throw error(row.line(), i, "the label is missing");
      } else {
        labels.add(interned.computeIfAbsent(cell, c -> c));
        lines.add(row.line());
      }
    }
  }

  private void addFeature(int line, int column, String cell) throws DatasetException {
    double value;
    try {
      value = CsvRows.number(cell);
    } catch (NumberFormatException e) {
      throw error(line, column, "'" + cell + "' is not a number");
    }
    if (!Double.isFinite(value)) {
      throw error(line, column, "'" + cell + "' is not finite");
    }
    if (!features.add(value)) {
      throw error(
          line,
          column,
          ("'%s' is out of range; allowed: all inputs integers 0 ... 255, or all in [0, 1]:"
                  + " scale the table first")
              .formatted(cell));
    }
  }

  private DatasetException error(int line, int column, String reason) {
    return new DatasetException(
        "%s: line %d, %s: %s".formatted(file, line, header.describe(column), reason));
  }
}
