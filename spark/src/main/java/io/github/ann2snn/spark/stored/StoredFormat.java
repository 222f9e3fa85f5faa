package io.github.ann2snn.spark.stored;

import io.github.ann2snn.runtime.cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import java.io.IOException;

/** A format of data sets that executors read. */
public interface StoredFormat {
  /**
   * Opens both splits of a data set.
   *
   * @throws IOException if a file is missing or damaged, or the splits do not fit together
   */
  StoredSplits open(StoredLocation location) throws IOException;
}
