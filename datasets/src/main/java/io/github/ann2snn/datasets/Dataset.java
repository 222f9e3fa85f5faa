package io.github.ann2snn.datasets;

import java.util.List;
import java.util.Optional;

/**
 * A data set ready to use. Its training samples may be read when they are first used ({@link
 * Split#later}): who only tests never waits for them.
 *
 * @param name how the user names it, e.g. {@code mnist} or {@code csv:iris.csv}
 * @param shape shape of one sample, channels first: {@code [1, 28, 28]}, or {@code [n]} for a table
 * @param classNames one name per class index
 * @param train samples to learn, calibrate and tune on
 * @param test samples to report on; nothing is ever selected with them
 * @param scale how the columns of a table were scaled, if they were
 */
public record Dataset(
    String name,
    List<Integer> shape,
    List<String> classNames,
    Split train,
    Split test,
    Optional<ColumnScale> scale) {
  public Dataset {
    shape = List.copyOf(shape);
    classNames = List.copyOf(classNames);
  }

  /** A data set with digests that are known, or needed by nobody. */
  public Dataset(
      String name,
      List<Integer> shape,
      List<String> classNames,
      Split train,
      Split test,
      String trainSha256,
      String testSha256) {
    this(
        name,
        shape,
        classNames,
        train.withDigest(trainSha256),
        test.withDigest(testSha256),
        Optional.empty());
  }

  /** A data set whose values are as they came. */
  public static Dataset of(
      String name, List<Integer> shape, List<String> classNames, Split train, Split test) {
    return new Dataset(name, shape, classNames, train, test, Optional.empty());
  }

  /** The same with other test samples, whose digest is known. */
  public Dataset withTest(Split other, String sha256) {
    return new Dataset(name, shape, classNames, train, other.withDigest(sha256), scale);
  }

  /** The same, whose columns were scaled so, if they were. */
  public Dataset withScale(Optional<ColumnScale> how) {
    return new Dataset(name, shape, classNames, train, test, how);
  }

  /** SHA-256 of the training split's content, see {@link Split#contentDigest}. */
  public String trainSha256() {
    return train.contentDigest();
  }

  /** The same of the test split. */
  public String testSha256() {
    return test.contentDigest();
  }

  /** Number of classes. */
  public int classes() {
    return classNames.size();
  }

  /** Number of inputs of a sample. */
  public int width() {
    return train.width();
  }
}
