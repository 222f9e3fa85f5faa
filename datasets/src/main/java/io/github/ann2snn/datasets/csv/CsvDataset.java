package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.HeldOut;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads tables: a row per sample, a column with the label, the other columns its inputs. */
public final class CsvDataset {
  private final DatasetOptions options;

  public CsvDataset(DatasetOptions options) {
    this.options = options;
  }

  /**
   * Reads one file, of which a part becomes the test split, or a folder with {@code train.csv} and
   * {@code test.csv}.
   *
   * @throws BadFileException if a file is missing or damaged, or the two do not fit together
   */
  public Dataset load(String name, Path path) throws BadFileException {
    if (Files.isDirectory(path)) {
      return loadBoth(name, path.resolve("train.csv"), path.resolve("test.csv"));
    }
    CsvTable table = CsvTable.read(path, options.labelColumn());
    ClassLabels labels = table.classes();
    Split all = table.split(labels, table.features().areBytes());
    HeldOut parts = HeldOut.of(name, all, options);
    return dataset(name, table, labels, parts.train(), parts.test());
  }

  private Dataset loadBoth(String name, Path trainFile, Path testFile) throws BadFileException {
    CsvTable train = CsvTable.read(trainFile, options.labelColumn());
    CsvTable test = CsvTable.read(testFile, options.labelColumn());
    train.header().requireSame(test.header());
    boolean asBytes =
        CsvRange.areBytes(
            trainFile.toString(),
            train.features().areBytes(),
            train.features().areFractions(),
            testFile.toString(),
            test.features().areBytes(),
            test.features().areFractions());
    ClassLabels labels = train.classes();
    return dataset(name, train, labels, train.split(labels, asBytes), test.split(labels, asBytes));
  }

  private static Dataset dataset(
      String name, CsvTable table, ClassLabels labels, Split train, Split test) {
    return Dataset.of(name, List.of(table.width()), labels.classNames(), train, test);
  }
}
