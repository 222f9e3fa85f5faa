package io.github.ann2snn.datasets;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The classes of a table: integers 0 ... k - 1, or sorted texts.
 *
 * @param classNames one name per class index
 * @param indexOf class index of each label as it is written
 */
record CsvLabels(List<String> classNames, Map<String, Integer> indexOf) {
  private static final int MOST_CLASSES = 256;

  /**
   * Works out the classes from the labels of the training table.
   *
   * @throws DatasetException if they are text where nothing says that the column is the label, a
   *     number is missing between 0 and the largest, or there is one class or more than 256
   */
  static CsvLabels of(CsvTable table) throws DatasetException {
    TreeSet<String> distinct = new TreeSet<>(table.labels());
    CsvLabels labels =
        distinct.stream().allMatch(label -> label.matches("\\d{1,9}"))
            ? numbers(table, distinct)
            : texts(table, distinct);
    int classes = labels.classNames().size();
    if (classes < 2 || classes > MOST_CLASSES) {
      throw new DatasetException(
          "%s: %s has %d %s; allowed: 2 ... %d"
              .formatted(
                  table.file(),
                  table.header().describe(table.header().labelColumn()),
                  classes,
                  classes == 1 ? "class" : "classes",
                  MOST_CLASSES));
    }
    return labels;
  }

  private static CsvLabels numbers(CsvTable table, TreeSet<String> distinct)
      throws DatasetException {
    Map<String, Integer> indexOf = new HashMap<>();
    distinct.forEach(label -> indexOf.put(label, Integer.parseInt(label)));
    TreeSet<Integer> values = new TreeSet<>(indexOf.values());
    int count = values.last() + 1;
    if (values.size() != count) {
      int absent = IntStream.range(0, count).filter(i -> !values.contains(i)).findFirst().orElse(0);
      throw new DatasetException(
          "%s: no row has label %d, but one has %d; labels must be 0 ... k - 1 without a gap"
              .formatted(table.file(), absent, values.last()));
    }
    List<String> names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    return new CsvLabels(names, Map.copyOf(indexOf));
  }

  private static CsvLabels texts(CsvTable table, TreeSet<String> distinct) throws DatasetException {
    if (!table.header().labelNamed()) {
      int row =
          IntStream.range(0, table.labels().size())
              .filter(i -> !table.labels().get(i).matches("\\d{1,9}"))
              .findFirst()
              .orElse(0);
      throw new DatasetException(
          ("%s: label '%s' is not an integer of at least 0; if this column holds labels as text,"
                  + " say so with --label-column or call it 'label' in a header")
              .formatted(table.labelPlace(row), table.labels().get(row)));
    }
    for (int row = 0; row < table.labels().size(); row++) {
      if (CsvHeader.isNumber(table.labels().get(row))) {
        throw new DatasetException(
            "%s: label '%s' is a number, but not an integer of at least 0; write classes as 0 ... k - 1"
                .formatted(table.labelPlace(row), table.labels().get(row)));
      }
    }
    List<String> names = List.copyOf(distinct);
    Map<String, Integer> indexOf = new HashMap<>();
    names.forEach(name -> indexOf.put(name, indexOf.size()));
    return new CsvLabels(names, Map.copyOf(indexOf));
  }

  /**
   * The class index of each row.
   *
   * @throws DatasetException if a label is none of the classes
   */
  byte[] encode(CsvTable table) throws DatasetException {
    byte[] encoded = new byte[table.labels().size()];
    for (int i = 0; i < encoded.length; i++) {
      Integer index = indexOf.get(table.labels().get(i));
      if (index == null) {
        throw new DatasetException(
            "%s: label '%s' does not occur in the training table; allowed: %s"
                .formatted(
                    table.labelPlace(i), table.labels().get(i), String.join(", ", classNames)));
      }
      encoded[i] = (byte) (int) index;
    }
    return encoded;
  }
}
