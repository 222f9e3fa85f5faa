package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.datasets.csv.ClassLabels;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.parquet.ParquetTable.ParquetGroup;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.hadoop.ParquetFileReader;

/** Parquet files with a column of labels and one of inputs. */
public final class ParquetFormat {
  private ParquetFormat() {}

  /**
   * Opens both splits of a data set. The driver reads where the row groups are; tasks read the
   * labels.
   *
   * @throws IOException if a file is missing or damaged, or the splits do not fit together
   */
  public static StoredData open(TaskJob tasks, StoredLocation location) throws IOException {
    ParquetTable train = ParquetTable.open(location, "train", tasks.files());
    ParquetTable test = ParquetTable.open(location, "test", tasks.files());
    train.requireSame(test);
    int width = train.width(tasks.files());
    ClassLabels.Column labels = labels(tasks, train);
    ClassLabels classes = ClassLabels.of(labels, location.reading().network().classes());
    return new StoredData(
        List.of(width),
        classes.classNames(),
        part(train, classes.encode(labels)),
        part(test, classes.encode(labels(tasks, test))),
        Optional.empty(),
        classes.notices());
  }

  private static ClassLabels.Column labels(TaskJob tasks, ParquetTable table) throws IOException {
    String column = table.columns().label();
    List<ClassLabels.Tally> labels =
        tasks.collect(table.groups(), (group, files) -> labels(group, column, files));
    return new ClassLabels.Column(
        table.folder(),
        Text.of("column '%s'", column),
        true,
        labels,
        (group, row) -> table.groups().get(group).place(row, column));
  }

  private static StoredData.Part part(ParquetTable table, byte[] labels) {
    return new StoredData.Part(
        table.rows(),
        table.columns().bytes(),
        labels,
        table.identity() + " " + table.columns().feature());
  }

  /** Reads the labels of a row group. */
  static ClassLabels.Tally labels(ParquetGroup group, String column, DataFiles files)
      throws IOException {
    try (ParquetFileReader file = ParquetFiles.open(group.file(), files)) {
      String place = Text.of("%s: row group %d, column '%s'", group.file(), group.index(), column);
      return ParquetFiles.reading(place, () -> read(file, group, column));
    }
  }

  private static ClassLabels.Tally read(ParquetFileReader file, ParquetGroup group, String column)
      throws IOException {
    ClassLabels.Tally labels = new ClassLabels.Tally();
    ParquetWindow window = ParquetWindow.of(file, column, group.index(), 0);
    for (long row = 0; row < group.rows(); row++) {
      if (row == window.end()) {
        window = ParquetWindow.of(file, column, group.index(), row);
      }
      if (!window.isPresent()) {
        throw new BadFileException(
            group.place(group.firstInFile() + row, column) + ": the label is missing");
      }
      labels.add(window.text(), group.firstInFile() + row);
      window.consume();
    }
    return labels;
  }
}
