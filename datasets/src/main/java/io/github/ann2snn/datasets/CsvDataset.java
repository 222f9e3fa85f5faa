package io.github.ann2snn.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads tables: a row per sample, a column with the label, the other columns its inputs. */
final class CsvDataset {
  private final DatasetOptions options;

  CsvDataset(DatasetOptions options) {
    this.options = options;
  }

  /**
   * Reads one file, of which a part becomes the test split, or a folder with {@code train.csv} and
   * {@code test.csv}.
   *
   * @throws DatasetException if a file is missing or damaged, or the two do not fit together
   */
  Dataset load(String name, Path path) throws DatasetException {
    if (Files.isDirectory(path)) {
      return loadBoth(name, path.resolve("train.csv"), path.resolve("test.csv"));
    }
    CsvTable table = CsvTable.read(path, options.labelColumn());
    CsvLabels labels = CsvLabels.of(table);
    Split all = split(table, labels, table.features().areBytes());
    HeldOut parts = HeldOut.of(name, all, options);
    return dataset(name, table, labels, parts.train(), parts.test());
  }

  private Dataset loadBoth(String name, Path trainFile, Path testFile) throws DatasetException {
    CsvTable train = CsvTable.read(trainFile, options.labelColumn());
    CsvTable test = CsvTable.read(testFile, options.labelColumn());
    if (!train.header().names().equals(test.header().names())
        || train.header().columns() != test.header().columns()
        || train.header().labelColumn() != test.header().labelColumn()) {
      throw new DatasetException(
          "%s: its columns (%s) are not those of %s (%s)"
              .formatted(testFile, columns(test), trainFile, columns(train)));
    }
    boolean asBytes = train.features().areBytes() || test.features().areBytes();
    if (asBytes && (train.features().areFractions() || test.features().areFractions())) {
      throw new DatasetException(
          "%s and %s: one has inputs 0 ... 255, the other in [0, 1]; scale both alike"
              .formatted(trainFile, testFile));
    }
    CsvLabels labels = CsvLabels.of(train);
    return dataset(
        name, train, labels, split(train, labels, asBytes), split(test, labels, asBytes));
  }

  private static String columns(CsvTable table) {
    return table
        .header()
        .names()
        .map(names -> String.join(", ", names))
        .orElse(table.header().columns() + " without a header");
  }

  private static Split split(CsvTable table, CsvLabels labels, boolean asBytes)
      throws DatasetException {
    return table.features().split(labels.encode(table), table.width(), asBytes);
  }

  private static Dataset dataset(
      String name, CsvTable table, CsvLabels labels, Split train, Split test) {
    return Dataset.of(name, List.of(table.width()), labels.classNames(), train, test);
  }
}
