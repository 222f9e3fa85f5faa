package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;

/** What the inputs of both files of a data set stand for. */
final class CsvRange {
  private CsvRange() {}

  /**
   * Whether inputs are bytes.
   *
   * @throws BadFileException if those of one file are, and those of the other are in [0, 1]
   */
  static boolean areBytes(
      String train,
      boolean trainBytes,
      boolean trainFractions,
      String test,
      boolean testBytes,
      boolean testFractions)
      throws BadFileException {
    boolean asBytes = trainBytes || testBytes;
    if (asBytes && (trainFractions || testFractions)) {
      throw new BadFileException(
          Text.of(
              "%s and %s: one has inputs 0 ... 255, the other in [0, 1]; scale both alike",
              train, test));
    }
    return asBytes;
  }
}
