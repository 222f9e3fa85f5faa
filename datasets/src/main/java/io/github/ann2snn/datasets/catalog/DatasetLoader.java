package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.csv.CsvDataset;
import io.github.ann2snn.datasets.digits.Digits;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.datasets.image.ImageFolder;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.nio.file.InvalidPathException;
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
   * @throws BadFileException if the data set is missing or damaged
   */
  public Dataset load(String spec) throws BadFileException {
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

  private Dataset named(String name) throws BadFileException {
    CatalogEntry entry = catalog.entry(name).orElseThrow();
    try {
      return read(entry, catalog.locate(entry));
    } catch (DatasetCatalog.NotAvailableException e) {
      throw catalog.explain(entry, e);
    }
  }

  private Dataset auto() throws BadFileException {
    CatalogEntry mnist = catalog.entry("mnist").orElseThrow();
    try {
      return read(mnist, catalog.locate(mnist));
    } catch (DatasetCatalog.NotAvailableException e) {
      options
          .notice()
          .accept(
              Text.of(
                  "auto: mnist not found and cannot be downloaded (%s);"
                      + " using the built-in digits instead",
                  e.getMessage()));
      return Digits.load();
    }
  }

  private static Dataset read(CatalogEntry entry, Path folder) throws BadFileException {
    return IdxFolder.load(entry.name(), folder, entry.classNames());
  }

  /** What the user asked for with {@code --dataset}. */
  private sealed interface DatasetSpec {
    /** MNIST if it can be had, otherwise the built-in digits. */
    record Auto() implements DatasetSpec {}

    /** A data set of the catalogue. */
    record Named(String name) implements DatasetSpec {}

    /** The built-in digits. */
    record BuiltInDigits() implements DatasetSpec {}

    /** A folder with four IDX files. */
    record Idx(Path folder) implements DatasetSpec {}

    /** A CSV file, or a folder with {@code train.csv} and {@code test.csv}. */
    record Csv(Path path) implements DatasetSpec {}

    /** A folder of folders of images. */
    record Images(Path folder) implements DatasetSpec {}

    String ALLOWED =
        "allowed: auto, mnist, fashion-mnist, digits, idx:DIR, csv:FILE, csv:DIR (with train.csv and"
            + " test.csv), images:DIR";

    /**
     * Reads a spec as the user writes it.
     *
     * @throws IllegalArgumentException if it is none of those allowed
     */
    static DatasetSpec parse(String spec) {
      return switch (spec) {
        case "auto" -> new Auto();
        case "mnist", "fashion-mnist" -> new Named(spec);
        case "digits" -> new BuiltInDigits();
        default -> parseWithPath(spec);
      };
    }

    private static DatasetSpec parseWithPath(String spec) {
      int colon = spec.indexOf(':');
      if (colon < 0 || colon == spec.length() - 1) {
        throw unknown(spec, null);
      }
      try {
        Path path = Path.of(spec.substring(colon + 1));
        return switch (spec.substring(0, colon)) {
          case "idx" -> new Idx(path);
          case "csv" -> new Csv(path);
          case "images" -> new Images(path);
          default -> throw unknown(spec, null);
        };
      } catch (InvalidPathException e) {
        throw unknown(spec, e);
      }
    }

    private static IllegalArgumentException unknown(String spec, Exception cause) {
      return new IllegalArgumentException("unknown data set '" + spec + "'; " + ALLOWED, cause);
    }
  }
}
