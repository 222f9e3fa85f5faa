package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.spark.stored.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
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
public record ParquetTable(
    String folder, ParquetColumns columns, List<ParquetGroup> groups, String identity) {
  private static final String ENDING = ".parquet";

  /**
   * Reads where the row groups of a split are.
   *
   * @param name of the split
   * @throws BadFileException if a file is damaged, or they do not fit together
   */
  public static ParquetTable open(StoredLocation location, String name, Configuration hadoop)
      throws IOException {
    String where = location.folder() + "/" + name;
    List<StoredFile> files = files(location.folder(), name, hadoop);
    ParquetColumns columns = null;
    List<ParquetGroup> groups = new ArrayList<>();
    for (StoredFile file : files) {
      try (ParquetFileReader reader = ParquetFiles.open(file.url(), hadoop)) {
        ParquetColumns found =
            ParquetColumns.of(
                file.url(), reader.getFooter().getFileMetaData().getSchema(), location);
        columns = columns == null ? found : columns;
        requireSame(file.url(), found, files.get(0).url(), columns);
        addGroups(file.url(), reader.getRowGroups(), groups);
      }
    }
    if (groups.isEmpty()) {
      throw new BadFileException(where + ": the files have no rows");
    }
    return new ParquetTable(where, columns, groups, StoredFile.identity(files));
  }

  private static List<StoredFile> files(String parent, String name, Configuration hadoop)
      throws IOException {
    String file = parent + "/" + name + ENDING;
    String folder = parent + "/" + name;
    if (StoredFile.exists(file, hadoop)) {
      StoredFile found = StoredFile.of(file, hadoop);
      return found.folder() ? list(file, hadoop) : List.of(found);
    }
    if (StoredFile.exists(folder, hadoop)) {
      return list(folder, hadoop);
    }
    throw new FileNotFoundException(
        Text.of(
            "%s: neither %s%s nor a folder %s found; allowed: train.parquet and test.parquet, or folders train and test of such files",
            parent, name, ENDING, name));
  }

  /** Without what Spark writes beside the data: {@code _SUCCESS}, {@code .part-0.crc}. */
  private static List<StoredFile> list(String folder, Configuration hadoop) throws IOException {
    List<StoredFile> files =
        StoredFile.list(folder, hadoop).stream()
            .filter(file -> !file.folder() && file.name().endsWith(ENDING))
            .filter(file -> !file.name().startsWith("_") && !file.name().startsWith("."))
            .toList();
    if (files.isEmpty()) {
      throw new BadFileException(folder + ": no files whose names end in " + ENDING);
    }
    return files;
  }

  private static void addGroups(String file, List<BlockMetaData> blocks, List<ParquetGroup> groups)
      throws BadFileException {
    long firstInFile = 0;
    for (int i = 0; i < blocks.size(); i++) {
      long rows = blocks.get(i).getRowCount();
      int first = groups.isEmpty() ? 0 : groups.get(groups.size() - 1).end();
      if (rows < 0 || first + rows > Integer.MAX_VALUE) {
        throw new BadFileException(
            Text.of(
                "%s: %d rows and more before it; a split has at most %d",
                file, rows, Integer.MAX_VALUE));
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
      throw new BadFileException(
          Text.of("%s: its columns (%s) are not those of %s (%s)", file, found, other, expected));
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

  /** Number of inputs of the first sample. */
  public int width(Configuration hadoop) throws IOException {
    try (OpenParquet rows = new ParquetRows(groups, columns.feature()).open(hadoop)) {
      int width = rows.width(0, columns.bytes());
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
      return Text.of("%s: row %d (counted from 0), column '%s'", file, rowInFile, column);
    }
  }
}
