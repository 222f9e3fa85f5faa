/** Stored data sets, read by executors. */
package io.github.ann2snn.spark.stored;
