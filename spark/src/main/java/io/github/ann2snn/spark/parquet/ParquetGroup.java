package io.github.ann2snn.spark.parquet;

import java.io.Serializable;

/**
 * A row group of a Parquet file.
 *
 * @param file its URL
 * @param index of the group in the file
 * @param firstInFile row of the file that it begins with
 * @param first row of the split that it begins with
 * @param rows number of its rows, at least 1
 */
public record ParquetGroup(String file, int index, long firstInFile, int first, int rows)
    implements Serializable {
  /** Row of the split behind the last. */
  public int end() {
    return first + rows;
  }

  /** How messages call a row of the split. */
  String place(int row, String column) {
    return place(firstInFile + row - first, column);
  }

  /** How messages call a row of the file. */
  String place(long rowInFile, String column) {
    return "%s: row %d (counted from 0), column '%s'".formatted(file, rowInFile, column);
  }
}
