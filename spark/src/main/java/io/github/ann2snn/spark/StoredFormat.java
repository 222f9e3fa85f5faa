package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.cluster.StoredLocation;
import io.github.ann2snn.runtime.cluster.StoredSplits;
import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;

/** A format of data sets that executors read. */
interface StoredFormat {
  /**
   * Opens both splits of a data set.
   *
   * @throws IOException if a file is missing or damaged, or the splits do not fit together
   */
  StoredSplits open(StoredLocation location) throws IOException;

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static StoredFormat of(String name, JavaSparkContext spark) {
    return switch (name) {
      case "idx" -> new IdxFormat(spark.hadoopConfiguration());
      case "csv" -> new CsvFormat(spark);
      case "images" -> new ImageFormat(spark);
      case "parquet" -> new ParquetFormat(spark);
      default -> throw new IllegalArgumentException("there is no format '" + name + "'");
    };
  }
}
