package io.github.ann2snn.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Golden files from other programs, with their provenance beside them. Their folder is named by the
 * environment variable {@code ANN2SNN_REFERENCE}; where there is none, tests that need it are
 * skipped.
 */
public final class ReferenceFiles {
  private ReferenceFiles() {}

  /** The folder of networks that NIR's own Python library wrote, each with its content as JSON. */
  public static Path nir() {
    String folder =
        Optional.ofNullable(System.getenv("ANN2SNN_REFERENCE")).orElse("../../shared/reference");
    Path nir = Path.of(folder).resolve("nir");
    assumeTrue(
        Files.isDirectory(nir),
        "no reference files in " + nir + "; set ANN2SNN_REFERENCE to the folder above nir/");
    return nir;
  }
}
