package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.datasets.DatasetException;
import io.github.ann2snn.datasets.csv.LabelTally;
import io.github.ann2snn.spark.job.ScanJob;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;

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
      String place = "%s: row group %d, column '%s'".formatted(group.file(), group.index(), column);
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
        throw new DatasetException(group.place(row, column) + ": the label is missing");
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
