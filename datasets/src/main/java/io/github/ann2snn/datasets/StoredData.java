package io.github.ann2snn.datasets;

import java.util.List;
import java.util.Optional;

/**
 * A data set that stays in its files, but for its labels.
 *
 * @param shape of one sample, channels first: {@code [1, 28, 28]}, or {@code [n]} for a table
 * @param classNames one name per class index
 * @param train training samples
 * @param test test samples, of the same shape and with no other classes
 * @param scale how the columns of a table are scaled, if they are
 * @param notices what the user should know
 */
public record StoredData(
    List<Integer> shape,
    List<String> classNames,
    Part train,
    Part test,
    Optional<ColumnScale> scale,
    List<String> notices) {
  public StoredData {
    shape = List.copyOf(shape);
    classNames = List.copyOf(classNames);
    notices = List.copyOf(notices);
  }

  /**
   * A split.
   *
   * @param rows reads the inputs
   * @param bytes whether these are bytes, 0 ... 255 standing for 0 ... 1, and not real numbers
   * @param labels class of each sample, as an unsigned byte
   * @param identity name, size and time of each file, and what else the inputs depend on
   */
  public record Part(RowSource rows, boolean bytes, byte[] labels, String identity) {}
}
