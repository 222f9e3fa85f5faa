package io.github.ann2snn.train.model;

import java.util.Objects;

/**
 * A file of another framework that a model was made from.
 *
 * @param format such as {@code keras-3}
 * @param name of the file, without its folder
 * @param sha256 of its bytes
 */
public record ImportedFile(String format, String name, String sha256) implements ModelOrigin {
  /** Refuses null. */
  public ImportedFile {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sha256, "sha256");
  }
}
