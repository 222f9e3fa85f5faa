package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.stream.IntStream;

/** Samples in files that executors reach, of any format; only labels are in memory. */
public final class StoredSplit implements StoredSamples {
  private final StoredData.Part split;
  private final DataFiles files;
  private RowSource.OpenRows open;

  private StoredSplit(StoredData.Part split, DataFiles files) {
    this.split = split;
    this.files = files;
  }

  /** Both splits of a data set. */
  public static StoredSplits both(StoredData data, DataFiles files) {
    return new StoredSplits(
        data.shape(),
        data.classNames(),
        new StoredSplit(data.train(), files),
        new StoredSplit(data.test(), files),
        data.scale().map(ColumnScale::toString),
        data.notices());
  }

  /** Samples {@code from} to {@code to}, for an executor. */
  public SamplePart part(int from, int to) {
    int[] some = IntStream.range(from, to).map(i -> split.labels()[i] & 0xff).toArray();
    return new SamplePart(from, split.rows().slice(from, to), some);
  }

  /** Of the files' names, sizes and times, and of all labels: they may be too large to be read. */
  public byte[] digest() {
    MessageDigest digest = ContentDigest.sha256();
    digest.update(split.identity().getBytes(StandardCharsets.UTF_8));
    return digest.digest(split.labels());
  }

  @Override
  public byte[] labels() {
    return split.labels();
  }

  @Override
  public boolean areBytes() {
    return split.bytes();
  }

  @Override
  public synchronized void read(int sample, float[] values) {
    try {
      if (open == null) {
        open = split.rows().open(files);
      }
      open.read(sample, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (open != null) {
        open.close();
        open = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
