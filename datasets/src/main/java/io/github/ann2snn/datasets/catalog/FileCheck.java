package io.github.ann2snn.datasets.catalog;

import java.nio.file.Path;

/**
 * What became of the check of one file of a data set.
 *
 * @param path the file, or where it would be
 * @param status whether it is there and what it should be
 * @param expectedSha256 SHA-256 that its uncompressed content should have
 * @param detail what is wrong, for people; empty for {@link Status#FOUND}
 */
public record FileCheck(Path path, Status status, String expectedSha256, String detail) {
  /** Outcome of a check. */
  public enum Status {
    FOUND,
    MISSING,
    WRONG
  }
}
