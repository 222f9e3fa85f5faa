package io.github.ann2snn.runtime.cluster;

import java.util.List;

/**
 * A data set that a cluster reads from where it lies.
 *
 * @param shape of one sample, channels first: {@code [1, 28, 28]}, or {@code [n]} for a table
 * @param classNames one name per class index
 * @param train training samples
 * @param test test samples, of the same shape and with no other classes
 */
public record StoredSplits(
    List<Integer> shape, List<String> classNames, StoredSamples train, StoredSamples test)
    implements AutoCloseable {
  public StoredSplits {
    shape = List.copyOf(shape);
    classNames = List.copyOf(classNames);
  }

  @Override
  public void close() {
    train.close();
    test.close();
  }
}
