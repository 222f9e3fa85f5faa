/** Data sets in Parquet files. */
package io.github.ann2snn.spark.parquet;
