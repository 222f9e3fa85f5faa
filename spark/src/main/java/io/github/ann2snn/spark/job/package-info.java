/** Tasks on executors: their failures, checkpoints and scans. */
package io.github.ann2snn.spark.job;
