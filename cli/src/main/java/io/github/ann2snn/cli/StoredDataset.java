package io.github.ann2snn.cli;

import io.github.ann2snn.datasets.ContentDigest;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetException;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.StoredSamples;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A data set that a cluster reads from where it lies. Its images stay there; only labels, and the
 * few samples that are looked at again, are read here.
 *
 * @param name as the user says it: {@code idx:hdfs://host/folder}
 * @param train its training samples
 * @param test its test samples
 */
record StoredDataset(String name, StoredSamples train, StoredSamples test)
    implements AutoCloseable {
  private static final String IDX = "idx:";
  private static final Pattern STORED = Pattern.compile("idx:[A-Za-z][A-Za-z0-9+.-]+:/.*");

  /** Whether a name has a scheme, and not a path of this machine. */
  static boolean isStored(String name) {
    return STORED.matcher(name).matches();
  }

  /** Opens both splits. */
  static StoredDataset open(Cluster cluster, String name) throws ClusterException {
    String folder = name.substring(IDX.length());
    return new StoredDataset(name, cluster.open(folder, true), cluster.open(folder, false));
  }

  /**
   * The data set, without the digest of its test samples, which are not read here.
   *
   * @throws DatasetException if the splits do not fit together
   */
  Dataset dataset(boolean digestTraining) throws DatasetException {
    if (!train.shape().equals(test.shape())) {
      throw new DatasetException(
          "%s: test images are %s, but the training images are %s (channels, height, width)"
              .formatted(name, test.shape(), train.shape()));
    }
    int classes = classes();
    int largest = largest(test.labels());
    if (largest >= classes) {
      throw new DatasetException(
          "%s: a test label is %d; allowed: 0 ... %d, the largest of the training labels"
              .formatted(name, largest, classes - 1));
    }
    int width = train.shape().stream().reduce(1, Math::multiplyExact);
    Split training = Split.ofReader(train::read, train.labels(), width);
    return new Dataset(
        name,
        train.shape(),
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        training,
        Split.ofReader(test::read, test.labels(), width),
        digestTraining ? ContentDigest.of(training) : "",
        "");
  }

  private int classes() throws DatasetException {
    int largest = largest(train.labels());
    if (largest == 0) {
      throw new DatasetException(
          name + ": every training label is 0; at least two classes are needed");
    }
    return largest + 1;
  }

  private static int largest(byte[] labels) {
    int largest = 0;
    for (byte label : labels) {
      largest = Math.max(largest, label & 0xff);
    }
    return largest;
  }

  @Override
  public void close() {
    List.of(train, test).forEach(StoredSamples::close);
  }
}
