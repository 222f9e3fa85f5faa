package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.datasets.csv.ClassLabels;
import io.github.ann2snn.datasets.csv.LabelTally;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.spark.job.ScanJob;
import io.github.ann2snn.spark.parquet.ParquetColumns.ParquetColumn;
import io.github.ann2snn.spark.parquet.ParquetTable.ParquetGroup;
import io.github.ann2snn.spark.stored.StoredFormat;
import io.github.ann2snn.spark.stored.StoredSplit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Parquet files with a column of labels and one of inputs. The driver reads where the row groups
 * are; tasks read the labels, and later the inputs.
 *
 * @param spark runs the tasks
 */
public record ParquetFormat(JavaSparkContext spark) implements StoredFormat {
  @Override
  public StoredSplits open(StoredLocation location) throws IOException {
    Configuration hadoop = spark.hadoopConfiguration();
    ParquetTable train = ParquetTable.open(location, "train", hadoop);
    ParquetTable test = ParquetTable.open(location, "test", hadoop);
    train.requireSame(test);
    int width = train.width(hadoop);
    List<LabelTally> trainLabels = labels(train);
    ClassLabels classes = classes(train, trainLabels);
    List<LabelTally> testLabels = labels(test);
    return new StoredSplits(
        List.of(width),
        classes.classNames(),
        split(train, width, encode(classes, train, trainLabels)),
        split(test, width, encode(classes, test, testLabels)));
  }

  private List<LabelTally> labels(ParquetTable table) throws IOException {
    String column = table.columns().label();
    return new ScanJob<LabelTally>(spark)
        .run(table.groups().stream().map(group -> new ParquetLabels(group, column)).toList());
  }

  private static ClassLabels classes(ParquetTable table, List<LabelTally> labels)
      throws BadFileException {
    String column = table.columns().label();
    Map<String, String> places = new LinkedHashMap<>();
    for (int g = 0; g < labels.size(); g++) {
      List<String> distinct = labels.get(g).distinct();
      for (int i = 0; i < distinct.size(); i++) {
        ParquetGroup group = table.groups().get(g);
        places.putIfAbsent(distinct.get(i), group.place(labels.get(g).firstPlace(i), column));
      }
    }
    return ClassLabels.of(
        new ClassLabels.Column(table.folder(), Text.of("column '%s'", column), true), places);
  }

  private static byte[] encode(ClassLabels classes, ParquetTable table, List<LabelTally> labels)
      throws BadFileException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    for (int g = 0; g < labels.size(); g++) {
      ParquetGroup group = table.groups().get(g);
      String column = table.columns().label();
      encoded.writeBytes(classes.encode(labels.get(g), row -> group.place(row, column)));
    }
    return encoded.toByteArray();
  }

  private StoredSplit split(ParquetTable table, int width, byte[] labels) {
    return new StoredSplit(
        new ParquetRows(table.groups(), table.columns().feature()),
        width,
        table.columns().bytes(),
        labels,
        table.identity() + " " + table.columns().feature(),
        spark.hadoopConfiguration());
  }

  /**
   * Reads the labels of a row group.
   *
   * @param group which
   * @param column the column of the labels
   */
  public record ParquetLabels(ParquetGroup group, String column)
      implements ScanJob.Piece<LabelTally> {
    @Override
    public LabelTally scan(Configuration hadoop) throws IOException {
      try (ParquetFileReader file = ParquetFiles.open(group.file(), hadoop)) {
        String place =
            Text.of("%s: row group %d, column '%s'", group.file(), group.index(), column);
        return ParquetFiles.reading(place, () -> read(file));
      }
    }

    private LabelTally read(ParquetFileReader file) throws IOException {
      ColumnDescriptor leaf =
          ParquetColumns.leaves(file.getFooter().getFileMetaData().getSchema(), column).get(0);
      file.setRequestedSchema(List.of(leaf));
      PageReadStore pages = file.readRowGroup(group.index());
      ColumnReader values = ParquetColumn.of(pages, leaf, file.getFooter().getFileMetaData());
      LabelTally labels = new LabelTally();
      for (int i = 0; i < group.rows(); i++) {
        long row = group.firstInFile() + i;
        if (values.getCurrentDefinitionLevel() < leaf.getMaxDefinitionLevel()) {
          throw new BadFileException(group.place(row, column) + ": the label is missing");
        }
        labels.add(text(values, leaf), row);
        values.consume();
      }
      return labels;
    }

    private static String text(ColumnReader values, ColumnDescriptor leaf) {
      return switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
        case INT32 -> Integer.toString(values.getInteger());
        case INT64 -> Long.toString(values.getLong());
        default -> values.getBinary().toStringUsingUTF8();
      };
    }
  }
}
