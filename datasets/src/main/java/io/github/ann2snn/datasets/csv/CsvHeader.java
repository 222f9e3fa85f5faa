package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the columns of a CSV file are.
 *
 * @param file where it was read from, for messages
 * @param format how its lines are written
 * @param names the header's names; empty if the file has no header
 * @param columns number of columns, label included
 * @param labelColumn index of the label column
 * @param labelNamed whether the user or the header says which column the label is
 */
record CsvHeader(
    String file,
    CsvFormat format,
    List<String> names,
    int columns,
    int labelColumn,
    boolean labelNamed)
    implements Serializable {
  /**
   * Works out the columns from the first two rows. The first is a header if none of its cells is a
   * number, or if the second row has a number below a cell that is none.
   *
   * @param second null if there is only one row
   * @param requested the user's label column: a name, or an index, from -1 backwards
   * @throws BadFileException if the requested column does not exist or nothing is left beside it
   */
  static CsvHeader of(
      String file,
      CsvFormat format,
      List<String> first,
      List<String> second,
      Optional<String> requested)
      throws BadFileException {
    int columns = first.size();
    BadFileException.when(
        columns < 2,
        "%s: line 1 has one column; at least one input and a label are needed, with commas, semicolons, tabs, bars or blanks between them, or what --separator says",
        file);
    boolean header = isHeader(format, first, second);
    List<String> names = header ? List.copyOf(first) : List.of();
    if (requested.isPresent()) {
      return new CsvHeader(
          file, format, names, columns, requested(file, names, columns, requested.get()), true);
    }
    List<String> lowerCase = first.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    for (String name : ClassLabels.COLUMN_NAMES) {
      if (header && lowerCase.contains(name)) {
        return new CsvHeader(file, format, names, columns, lowerCase.indexOf(name), true);
      }
    }
    return new CsvHeader(file, format, names, columns, columns - 1, false);
  }

  private static boolean isHeader(CsvFormat format, List<String> first, List<String> second) {
    return first.stream().noneMatch(format::isNumber)
        || (second != null
            && IntStream.range(0, first.size())
                .anyMatch(i -> !format.isNumber(first.get(i)) && format.isNumber(second.get(i))));
  }

  private static int requested(String file, List<String> names, int columns, String requested)
      throws BadFileException {
    if (names.contains(requested)) {
      return names.indexOf(requested);
    }
    if (requested.matches("-?\\d{1,9}")) {
      int index = Integer.parseInt(requested);
      int column = index < 0 ? columns + index : index;
      if (column >= 0 && column < columns) {
        return column;
      }
    }
    String known = names.isEmpty() ? "" : "; the header names " + String.join(", ", names);
    throw BadFileException.of(
        "%s: there is no label column '%s'; allowed: a name of the header or an index %d ... %d%s",
        file, requested, -columns, columns - 1, known);
  }

  /** How messages call a column: its index, and its name if it has one. */
  String describe(int column) {
    return "column " + column + (names.isEmpty() ? "" : " ('" + names.get(column) + "')");
  }

  /** Number of inputs of a row. */
  int width() {
    return columns - 1;
  }

  /** The column that an input stands in. */
  int column(int input) {
    return input < labelColumn ? input : input + 1;
  }

  /** Where the label of a line stands, for messages. */
  String labelPlace(long line) {
    return Text.of("%s: line %d, %s", file, line, describe(labelColumn));
  }

  /** The label of a row. */
  String label(CsvRows.Row row) throws CsvDefect {
    String label = row.cells().get(labelColumn);
    if (label.isEmpty()) {
      throw defect(row, labelColumn, "the label is missing");
    }
    return label;
  }

  /** An input of a row, a finite number. */
  double number(CsvRows.Row row, int column) throws CsvDefect {
    String cell = row.cells().get(column);
    double value =
        format.number(cell).orElseThrow(() -> defect(row, column, format.notANumber(cell)));
    if (!Double.isFinite(value)) {
      throw defect(row, column, "'" + cell + "' is not finite");
    }
    return value;
  }

  /** An input that does not fit the others. */
  CsvDefect outOfRange(CsvRows.Row row, int column) {
    return defect(
        row,
        column,
        Text.of(
            "'%s' is out of range; allowed: all inputs integers 0 ... 255, or all in [0, 1];"
                + " --scale columns takes any table, and scales each column by its training rows",
            row.cells().get(column)));
  }

  private CsvDefect defect(CsvRows.Row row, int column, String reason) {
    return new CsvDefect(row.line(), column, Text.of(", %s: %s", describe(column), reason));
  }

  /**
   * Compares the columns of the two files of a data set.
   *
   * @throws BadFileException if {@code test} has other ones
   */
  void requireSame(CsvHeader test) throws BadFileException {
    if (!names.equals(test.names) || columns != test.columns || labelColumn != test.labelColumn) {
      throw BadFileException.of(
          "%s: its columns (%s) are not those of %s (%s)", test.file, test.list(), file, list());
    }
  }

  private String list() {
    return names.isEmpty() ? columns + " without a header" : String.join(", ", names);
  }
}
