package io.github.ann2snn.files;

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
    return folder("nir");
  }

  /** The folder of spike times, potentials and weights that Brian2 computed. */
  public static Path brian2() {
    return folder("brian2");
  }

  /** The folder of ONNX models that PyTorch wrote, each with what ONNX Runtime makes of inputs. */
  public static Path onnx() {
    return folder("onnx");
  }

  /** The folder of inputs like those that users of other programs reported. */
  public static Path reported() {
    return folder("reported");
  }

  private static Path folder(String name) {
    String above =
        Optional.ofNullable(System.getenv("ANN2SNN_REFERENCE")).orElse("../../shared/reference");
    Path folder = Path.of(above).resolve(name);
    assumeTrue(
        Files.isDirectory(folder),
        "no reference files in "
            + folder
            + "; set ANN2SNN_REFERENCE to the folder above "
            + name
            + "/");
    return folder;
  }
}
