package io.github.ann2snn.datasets.catalog;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What the user asked for with {@code --dataset}. */
sealed interface DatasetSpec {
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
