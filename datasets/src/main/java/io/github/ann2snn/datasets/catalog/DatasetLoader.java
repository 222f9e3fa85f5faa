package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetException;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.csv.CsvDataset;
import io.github.ann2snn.datasets.digits.Digits;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.datasets.image.ImageFolder;
import java.nio.file.Path;

/** Loads a data set by what the user calls it. */
public final class DatasetLoader {
  private final DatasetOptions options;
  private final DatasetCatalog catalog;

  /** A loader that finds, reads and splits data sets as {@code options} say. */
  public DatasetLoader(DatasetOptions options) {
    this(options, new DatasetCatalog(options));
  }

  DatasetLoader(DatasetOptions options, DatasetCatalog catalog) {
    this.options = options;
    this.catalog = catalog;
  }

  /**
   * Checks what the user calls a data set, without looking for it.
   *
   * @throws IllegalArgumentException if {@link #load} would not know it
   */
  public static void checkName(String spec) {
    DatasetSpec.parse(spec);
  }

  /**
   * Loads a data set.
   *
   * @param spec {@code mnist}, {@code fashion-mnist}, {@code digits}, {@code idx:DIR}, {@code
   *     csv:FILE}, {@code csv:DIR}, {@code images:DIR}, or {@code auto}, which is {@code mnist}
   *     where it is found or can be downloaded and otherwise {@code digits}, with a notice
   * @throws IllegalArgumentException if {@code spec} is none of these
   * @throws DatasetException if the data set is missing or damaged
   */
  public Dataset load(String spec) throws DatasetException {
    DatasetSpec parsed = DatasetSpec.parse(spec);
    if (parsed instanceof DatasetSpec.Named named) {
      return named(named.name());
    }
    if (parsed instanceof DatasetSpec.Idx idx) {
      return IdxFolder.load(spec, idx.folder());
    }
    if (parsed instanceof DatasetSpec.Csv csv) {
      return new CsvDataset(options).load(spec, csv.path());
    }
    if (parsed instanceof DatasetSpec.Images images) {
      return new ImageFolder(options).load(spec, images.folder());
    }
    return parsed instanceof DatasetSpec.Auto ? auto() : Digits.load();
  }

  private Dataset named(String name) throws DatasetException {
    CatalogEntry entry = catalog.entry(name).orElseThrow();
    try {
      return read(entry, catalog.locate(entry));
    } catch (DatasetCatalog.NotAvailableException e) {
      throw catalog.explain(entry, e);
    }
  }

  private Dataset auto() throws DatasetException {
    CatalogEntry mnist = catalog.entry("mnist").orElseThrow();
    try {
      return read(mnist, catalog.locate(mnist));
    } catch (DatasetCatalog.NotAvailableException e) {
      options
          .notice()
          .accept(
              ("auto: mnist not found and cannot be downloaded (%s);"
                      + " using the built-in digits instead")
                  .formatted(e.getMessage()));
      return Digits.load();
    }
  }

  private static Dataset read(CatalogEntry entry, Path folder) throws DatasetException {
    return IdxFolder.load(entry.name(), folder, entry.classNames());
  }
}
