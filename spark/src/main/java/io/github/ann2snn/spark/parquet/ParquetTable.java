package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredLocation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;

/**
 * The Parquet files of a split.
 *
 * @param folder the file, or the folder that holds them, for messages
 * @param columns which of their columns are labels and inputs
 * @param groups all their row groups that have rows
 * @param identity of the files
 */
record ParquetTable(
    String folder, ParquetColumns columns, List<ParquetGroup> groups, String identity) {
  private static final String ENDING = ".parquet";

  /**
   * Reads where the row groups of a split are.
   *
   * @param name of the split
   * @throws BadFileException if a file is damaged, or they do not fit together
   */
  static ParquetTable open(StoredLocation location, String name, DataFiles files)
      throws IOException {
    String where = location.folder() + "/" + name;
    List<DataFiles.Entry> found = found(location.folder(), name, files);
    ParquetColumns columns = null;
    List<ParquetGroup> groups = new ArrayList<>();
    for (DataFiles.Entry file : found) {
      try (ParquetFileReader reader = ParquetFiles.open(file.path(), files)) {
        ParquetColumns here =
            ParquetColumns.of(
                file.path(), reader.getFooter().getFileMetaData().getSchema(), location);
        columns = columns == null ? here : columns;
        requireSame(file.path(), here, found.get(0).path(), columns);
        addGroups(file.path(), reader.getRowGroups(), groups);
      }
    }
    BadFileException.when(groups.isEmpty(), "%s: the files have no rows", where);
    return new ParquetTable(where, columns, groups, DataFiles.Entry.identity(found));
  }

  private static List<DataFiles.Entry> found(String parent, String name, DataFiles files)
      throws IOException {
    for (String candidate : List.of(name + ENDING, name)) {
      String path = parent + "/" + candidate;
      Optional<DataFiles.Entry> found = files.find(path);
      if (found.isPresent()) {
        boolean file = found.get().file() && candidate.endsWith(ENDING);
        return file ? List.of(found.get()) : list(path, files);
      }
    }
    throw new FileNotFoundException(
        Text.of(
            "%s: neither %s%s nor a folder %s found; allowed: train.parquet and test.parquet, or folders train and test of such files",
            parent, name, ENDING, name));
  }

  /** Without what Spark writes beside the data: {@code _SUCCESS}, {@code .part-0.crc}. */
  private static List<DataFiles.Entry> list(String folder, DataFiles files) throws IOException {
    List<DataFiles.Entry> found =
        files.list(folder).stream()
            .filter(file -> file.file() && file.name().endsWith(ENDING))
            .filter(file -> !file.name().startsWith("_") && !file.name().startsWith("."))
            .toList();
    if (found.isEmpty()) {
      throw new BadFileException(folder + ": no files whose names end in " + ENDING);
    }
    return found;
  }

  private static void addGroups(String file, List<BlockMetaData> blocks, List<ParquetGroup> groups)
      throws BadFileException {
    long firstInFile = 0;
    for (int i = 0; i < blocks.size(); i++) {
      long rows = blocks.get(i).getRowCount();
      int first = groups.isEmpty() ? 0 : groups.get(groups.size() - 1).end();
      if (rows < 0 || first + rows > Integer.MAX_VALUE) {
        throw BadFileException.of(
            "%s: %d rows and more before it; a split has at most %d",
            file, rows, Integer.MAX_VALUE);
      }
      if (rows > 0) {
        groups.add(new ParquetGroup(file, i, firstInFile, first, (int) rows));
      }
      firstInFile += rows;
    }
  }

  private static void requireSame(
      String file, ParquetColumns found, String other, ParquetColumns expected)
      throws BadFileException {
    if (!found.equals(expected)) {
      throw BadFileException.of(
          "%s: its columns (%s) are not those of %s (%s)", file, found, other, expected);
    }
  }

  /**
   * Compares the columns of the test samples with these, those of the training samples.
   *
   * @throws BadFileException if they differ
   */
  void requireSame(ParquetTable test) throws BadFileException {
    requireSame(test.folder(), test.columns(), folder, columns);
  }

  /** The inputs. */
  ParquetRows rows() {
    return new ParquetRows(groups, columns);
  }

  /** Number of inputs of the first sample. */
  int width(DataFiles files) throws IOException {
    try (ParquetRows.OpenParquet rows = rows().open(files)) {
      int width = rows.read(0);
      if (width == 0) {
        throw new BadFileException(groups.get(0).place(0, columns.feature()) + ": no inputs");
      }
      return width;
    }
  }

  /**
   * A row group of a Parquet file.
   *
   * @param file its URL
   * @param index of the group in the file
   * @param firstInFile row of the file that it begins with
   * @param first row of the split that it begins with
   * @param rows number of its rows, at least 1
   */
  record ParquetGroup(String file, int index, long firstInFile, int first, int rows)
      implements Serializable {
    /** Row of the split behind the last. */
    int end() {
      return first + rows;
    }

    /** How messages call a row of the split. */
    String place(int row, String column) {
      return place(firstInFile + row - first, column);
    }

    /** How messages call a row of the file. */
    String place(long rowInFile, String column) {
      return Text.of("%s: row %d (counted from 0), column '%s'", file, rowInFile, column);
    }
  }
}
