package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.spark.parquet.ParquetTable.ParquetGroup;
import io.github.ann2snn.spark.stored.RowSource;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The inputs in the row groups of one or more Parquet files.
 *
 * @param groups in the order of their rows, without gaps
 * @param column the column of the inputs
 */
public record ParquetRows(List<ParquetGroup> groups, String column) implements RowSource {
  public ParquetRows {
    groups = List.copyOf(groups);
  }

  @Override
  public OpenParquet open(Configuration hadoop) throws IOException {
    OpenParquet rows = new OpenParquet(this, hadoop);
    rows.requireFile();
    return rows;
  }

  @Override
  public RowSource slice(int from, int to) {
    List<ParquetGroup> some =
        groups.stream().filter(group -> group.end() > from && group.first() < to).toList();
    return new ParquetRows(some, column);
  }

  /** The group that holds a row. */
  ParquetGroup group(int row) {
    int low = 0;
    int high = groups.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (groups.get(middle).first() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return groups.get(low);
  }
}
