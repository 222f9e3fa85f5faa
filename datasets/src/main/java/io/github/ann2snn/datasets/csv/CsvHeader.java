package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the columns of a CSV file are.
 *
 * @param file where it was read from, for messages
 * @param names the header's names; empty if the file has no header
 * @param columns number of columns, label included
 * @param labelColumn index of the label column
 * @param labelNamed whether the user or the header says which column the label is
 */
public record CsvHeader(
    String file, List<String> names, int columns, int labelColumn, boolean labelNamed)
    implements Serializable {
  /** What headers call the label, the surest name first. */
  private static final List<String> LABEL_NAMES = List.of("label", "class", "target", "y");

  /**
   * Works out the columns from the first two rows. The first is a header if none of its cells is a
   * number, or if the second row has a number below a cell that is none.
   *
   * @param second null if there is only one row
   * @param requested the user's label column: a name, or an index, from -1 backwards
   * @throws BadFileException if the requested column does not exist or nothing is left beside it
   */
  static CsvHeader of(
      String file, List<String> first, List<String> second, Optional<String> requested)
      throws BadFileException {
    int columns = first.size();
    if (columns < 2) {
      throw new BadFileException(
          file + ": line 1 has one column; at least one input and a label are needed");
    }
    boolean header = isHeader(first, second);
    List<String> names = header ? List.copyOf(first) : List.of();
    if (requested.isPresent()) {
      return new CsvHeader(
          file, names, columns, requested(file, names, columns, requested.get()), true);
    }
    List<String> lowerCase = first.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    for (String name : LABEL_NAMES) {
      if (header && lowerCase.contains(name)) {
        return new CsvHeader(file, names, columns, lowerCase.indexOf(name), true);
      }
    }
    return new CsvHeader(file, names, columns, columns - 1, false);
  }

  private static boolean isHeader(List<String> first, List<String> second) {
    if (first.stream().noneMatch(CsvHeader::isNumber)) {
      return true;
    }
    for (int i = 0; second != null && i < first.size(); i++) {
      if (!isNumber(first.get(i)) && isNumber(second.get(i))) {
        return true;
      }
    }
    return false;
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
    throw new BadFileException(
        Text.of(
            "%s: there is no label column '%s'; allowed: a name of the header or an index %d ... %d%s",
            file, requested, -columns, columns - 1, known));
  }

  static boolean isNumber(String cell) {
    try {
      CsvRows.number(cell);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** How messages call a column: its index, and its name if it has one. */
  String describe(int column) {
    return "column " + column + (names.isEmpty() ? "" : " ('" + names.get(column) + "')");
  }

  /** Number of inputs of a row. */
  public int width() {
    return columns - 1;
  }

  /** The column of the labels, as {@link ClassLabels} needs it. */
  public ClassLabels.Column label() {
    return new ClassLabels.Column(file, describe(labelColumn), labelNamed);
  }

  /** Where the label of a line stands, for messages. */
  public String labelPlace(long line) {
    return Text.of("%s: line %d, %s", file, line, describe(labelColumn));
  }

  /**
   * Compares the columns of the two files of a data set.
   *
   * @throws BadFileException if {@code test} has other ones
   */
  public void requireSame(CsvHeader test) throws BadFileException {
    if (!names.equals(test.names) || columns != test.columns || labelColumn != test.labelColumn) {
      throw new BadFileException(
          Text.of(
              "%s: its columns (%s) are not those of %s (%s)",
              test.file, test.list(), file, list()));
    }
  }

  private String list() {
    return names.isEmpty() ? columns + " without a header" : String.join(", ", names);
  }
}
