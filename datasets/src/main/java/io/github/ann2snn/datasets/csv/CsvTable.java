package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CSV file in memory.
 *
 * @param header what its columns are
 * @param features the inputs
 * @param labels the label of each row, as written, and its line
 */
record CsvTable(CsvHeader header, CsvFeatures features, LabelTally labels) {

  /**
   * Reads a file.
   *
   * @param labelColumn the label column the user asked for
   * @throws BadFileException naming line and column if the file is empty or ragged, a label is
   *     missing, or an input is no number or out of range
   */
  static CsvTable read(Path file, Optional<String> labelColumn) throws BadFileException {
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(file + ": no such file");
    }
    try (CsvRows rows = new CsvRows(new CsvLines(Files.newInputStream(file), 0), 0, -1)) {
      CsvBeginning beginning = CsvBeginning.of(file.toString(), rows, labelColumn);
      CsvTable table = new CsvTable(beginning.header(), new CsvFeatures(), new LabelTally());
      for (CsvRows.Row row : beginning.rows()) {
        table.add(row);
      }
      for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
        table.add(row);
      }
      return table;
    } catch (CsvDefect e) {
      throw e.in(file.toString());
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Number of inputs of a row. */
  int width() {
    return header.width();
  }

  /** The classes of the labels. */
  ClassLabels classes() throws BadFileException {
    Map<String, String> places = new LinkedHashMap<>();
    List<String> distinct = labels.distinct();
    for (int i = 0; i < distinct.size(); i++) {
      places.put(distinct.get(i), header.labelPlace(labels.firstPlace(i)));
    }
    return ClassLabels.of(header.label(), places);
  }

  /** The rows as samples of these classes. */
  Split split(ClassLabels classes, boolean asBytes) throws BadFileException {
    return features.split(classes.encode(labels, header::labelPlace), width(), asBytes);
  }

  private void add(CsvRows.Row row) throws CsvDefect {
    CsvCells cells = new CsvCells(header);
    for (int i = 0; i < row.cells().size(); i++) {
      if (i == header.labelColumn()) {
        labels.add(cells.label(row), row.line());
      } else if (!features.add(cells.number(row, i))) {
        throw cells.outOfRange(row.line(), i, row.cells().get(i));
      }
    }
  }
}
