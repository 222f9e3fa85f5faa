package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.cifar.CifarFolder;
import io.github.ann2snn.datasets.csv.CsvDataset;
import io.github.ann2snn.datasets.digits.Digits;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.datasets.image.ImageFolder;
import io.github.ann2snn.datasets.worked.WorkedSample;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads a data set by what the user calls it. */
public final class DatasetLoader {
  private static final String CSV_PARSER =
      "org.datavec.api.records.reader.impl.csv.SerializableCSVParser";

  private static final String IMAGE_LOADER = "org.datavec.image.loader.NativeImageLoader";

  private final DatasetOptions options;
  private final DatasetCatalog catalog;

  /** A loader that finds data sets where this process's environment says. */
  public DatasetLoader(DatasetOptions options) {
    this(options, new DatasetCatalog(Optional.empty(), System.getenv(), false, Progress.NONE));
  }

  /** A loader that finds data sets by a catalogue, and reads and splits them as options say. */
  public DatasetLoader(DatasetOptions options, DatasetCatalog catalog) {
    this.options = options;
    this.catalog = catalog;
  }

  /**
   * What the user calls a data set, checked without looking for it.
   *
   * @throws IllegalArgumentException if {@link #load} would not know it
   */
  public static String checkedName(String spec) {
    DatasetSpec.parse(spec);
    return spec;
  }

  /**
   * Loads a data set.
   *
   * @param spec {@code mnist}, {@code fashion-mnist}, {@code cifar10}, {@code cifar100}, {@code
   *     digits}, {@code worked}, {@code idx:DIR}, {@code cifar:DIR}, {@code csv:FILE}, {@code
   *     csv:DIR}, {@code images:DIR}, or {@code auto}, which is {@code mnist} where it is found or
   *     can be downloaded and otherwise {@code digits}, with a notice
   * @throws IllegalArgumentException if {@code spec} is none of these
   * @throws BadFileException if the data set is missing or damaged
   */
  public Dataset load(String spec) throws BadFileException {
    DatasetSpec parsed = DatasetSpec.parse(spec);
    try {
      return switch (parsed.kind) {
        case "digits" -> Digits.load();
        case WorkedSample.NAME -> WorkedSample.load();
        case "idx" -> IdxFolder.load(spec, DataFiles.local(), parsed.path, List.of(), options);
        case "cifar" ->
            CifarFolder.load(spec, DataFiles.local(), parsed.path.toString(), List.of());
        case "csv" -> {
          requireLibrary(spec, "datavec-api", CSV_PARSER);
          yield CsvDataset.load(spec, parsed.path, options);
        }
        case "images" -> {
          requireLibrary(spec, "datavec-data-image", IMAGE_LOADER);
          yield ImageFolder.load(spec, parsed.path, options);
        }
        case "auto" -> catalogued("mnist", true);
        default -> catalogued(spec, false);
      };
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException(parsed.path, "", "cannot be read: " + e, e);
    }
  }

  /**
   * Programs that use the library without Deeplearning4j do without what comes with it.
   *
   * @throws BadFileException if a class is not there
   */
  private static void requireLibrary(String spec, String artifact, String type)
      throws BadFileException {
    BadFileException.when(
        DatasetLoader.class.getResource('/' + type.replace('.', '/') + ".class") == null,
        "%s: needs the library org.datavec:%s, which is not there; add it, or give the samples as arrays (Samples.of) or idx:DIR",
        spec,
        artifact);
  }

  /**
   * A data set of the catalogue.
   *
   * @param orDigits whether the built-in digits take its place if it cannot be had
   */
  private Dataset catalogued(String name, boolean orDigits) throws IOException {
    CatalogEntry entry = catalog.entry(name).orElseThrow();
    Optional<Path> found = catalog.find(entry);
    Path folder;
    try {
      folder = found.isPresent() ? found.get() : catalog.download(entry);
    } catch (IOException e) {
      if (!orDigits) {
        throw catalog.explain(entry, e);
      }
      options
          .notice()
          .accept(
              Text.of(
                  "auto: %s not found and cannot be downloaded (%s);"
                      + " using the built-in digits instead",
                  name, e.getMessage()));
      return Digits.load();
    }
    return entry.archive().isPresent() ? anyCopy(entry, folder) : original(entry, folder);
  }

  private Dataset original(CatalogEntry entry, Path folder) throws IOException {
    DataFiles files =
        DatasetCatalog.checked(
            entry,
            folder,
            (file, detail) -> {
              throw DatasetCatalog.strange(entry, file, detail);
            });
    try {
      return entry.load(files, folder, options);
    } catch (BadFileException e) {
      DatasetCatalog.requireIntact(entry, folder); // which says more
      throw e;
    }
  }

  /** Of large data sets, parts and other encodings go round; what they are is said. */
  private Dataset anyCopy(CatalogEntry entry, Path folder) throws IOException {
    List<String> missing = entry.missing(folder);
    if (!missing.isEmpty()) {
      options
          .notice()
          .accept(
              Text.of(
                  "%s: %s lacks %s; only the samples of the others are used",
                  entry.name(), folder, String.join(", ", missing)));
    }
    DataFiles files =
        DatasetCatalog.checked(
            entry,
            folder,
            (file, detail) ->
                options
                    .notice()
                    .accept(
                        Text.of(
                            "%s: %s is not the original file (%s); its samples are used all the same",
                            entry.name(), file, detail)));
    return entry.load(files, folder, options);
  }

  /**
   * What the user asked for with {@code --dataset}.
   *
   * @param kind the name of a data set, or the format of the files
   * @param path where these lie; null for a name
   */
  private record DatasetSpec(String kind, Path path) {
    private static final Set<String> NAMES =
        Set.of(
            "auto", "mnist", "fashion-mnist", "cifar10", "cifar100", "digits", WorkedSample.NAME);
    private static final Set<String> FORMATS = Set.of("idx", "cifar", "csv", "images");

    /**
     * Reads a spec as the user writes it.
     *
     * @throws IllegalArgumentException if it is none of those allowed
     */
    static DatasetSpec parse(String spec) {
      if (NAMES.contains(spec)) {
        return new DatasetSpec(spec, null);
      }
      int colon = spec.indexOf(':');
      if (colon < 0 || colon == spec.length() - 1 || !FORMATS.contains(spec.substring(0, colon))) {
        throw unknown(spec, null);
      }
      try {
        return new DatasetSpec(spec.substring(0, colon), Path.of(spec.substring(colon + 1)));
      } catch (InvalidPathException e) {
        throw unknown(spec, e);
      }
    }

    private static String suggestion(String spec) {
      int colon = spec.indexOf(':');
      return colon < 0
          ? Suggestion.of(spec, "", NAMES)
          : Suggestion.of(spec.substring(0, colon), spec.substring(colon), FORMATS);
    }

    private static IllegalArgumentException unknown(String spec, Exception cause) {
      return new IllegalArgumentException(
          Text.of(
              "unknown data set '%s'; allowed: auto, mnist, fashion-mnist, cifar10, cifar100, digits, worked, idx:DIR,"
                  + " cifar:DIR, csv:FILE, csv:DIR (with train.csv and test.csv), images:DIR%s",
              spec, suggestion(spec)),
          cause);
    }
  }
}
