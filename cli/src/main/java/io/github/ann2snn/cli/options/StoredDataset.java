package io.github.ann2snn.cli.options;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredSamples;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A data set that a cluster reads from where it lies. Its samples stay there; only labels, and the
 * few samples that are looked at again, are read here.
 *
 * @param name as the user says it: {@code idx:hdfs://host/folder}
 * @param splits what the cluster found
 */
public record StoredDataset(String name, StoredSplits splits) implements AutoCloseable {
  private static final Pattern STORED =
      Pattern.compile("(idx|csv|images|parquet):[A-Za-z][A-Za-z0-9+.-]+:/.*");

  /** Whether a name has a scheme, and not a path of this machine. */
  public static boolean isStored(String name) {
    return STORED.matcher(name).matches();
  }

  /**
   * Opens both splits.
   *
   * @param skipCorrupt whether test samples that cannot be read are left out later
   */
  public static StoredDataset open(
      Cluster cluster,
      String name,
      Optional<String> labelColumn,
      Optional<String> featureColumn,
      boolean skipCorrupt)
      throws ClusterException {
    int colon = name.indexOf(':');
    StoredLocation location =
        new StoredLocation(
            name.substring(0, colon),
            name.substring(colon + 1),
            labelColumn,
            featureColumn,
            skipCorrupt);
    return new StoredDataset(name, cluster.open(location));
  }

  /** The test samples. */
  public StoredSamples test() {
    return splits.test();
  }

  /**
   * The data set, without the digest of its test samples, which are not read here.
   *
   * @param digestTraining whether that of the training samples is needed, for which all are read
   */
  public Dataset dataset(boolean digestTraining) {
    int width = splits.shape().stream().reduce(1, Math::multiplyExact);
    Split training = split(splits.train(), width);
    return new Dataset(
        name,
        splits.shape(),
        splits.classNames(),
        training,
        split(splits.test(), width),
        digestTraining ? training.contentDigest() : "",
        "");
  }

  private static Split split(StoredSamples samples, int width) {
    return Split.ofReader(samples::read, samples.areBytes(), samples.labels(), width);
  }

  @Override
  public void close() {
    splits.close();
  }
}
