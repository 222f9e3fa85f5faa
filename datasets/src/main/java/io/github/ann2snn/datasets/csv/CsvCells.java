package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.Text;

/**
 * What the cells of a row must be.
 *
 * @param header what the columns are
 */
record CsvCells(CsvHeader header) {
  /** The label of a row. */
  String label(CsvRows.Row row) throws CsvDefect {
    String label = row.cells().get(header.labelColumn());
    if (label.isEmpty()) {
      throw error(row.line(), header.labelColumn(), "the label is missing");
    }
    return label;
  }

  /** An input of a row, a finite number. */
  double number(CsvRows.Row row, int column) throws CsvDefect {
    String cell = row.cells().get(column);
    double value;
    try {
      value = CsvRows.number(cell);
    } catch (NumberFormatException e) {
      throw error(row.line(), column, "'" + cell + "' is not a number");
    }
    if (!Double.isFinite(value)) {
      throw error(row.line(), column, "'" + cell + "' is not finite");
    }
    return value;
  }

  /** An input that does not fit the others. */
  CsvDefect outOfRange(long line, int column, String cell) {
    return error(
        line,
        column,
        Text.of(
            "'%s' is out of range; allowed: all inputs integers 0 ... 255, or all in [0, 1]:"
                + " scale the table first",
            cell));
  }

  private CsvDefect error(long line, int column, String reason) {
    return new CsvDefect(line, column, Text.of(", %s: %s", header.describe(column), reason));
  }
}
