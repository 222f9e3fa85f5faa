package io.github.ann2snn.cli.options;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.BadFileException;
import java.nio.file.Path;

/** Whether a model or network was made for a data set. */
public final class Fit {
  private Fit() {}

  /**
   * A network for other samples would give numbers without a meaning.
   *
   * @throws BadFileException if inputs or classes differ
   */
  public static void require(Path file, int inputs, int outputs, Dataset dataset)
      throws BadFileException {
    if (inputs != dataset.width() || outputs != dataset.classes()) {
      throw BadFileException.of(
          "%s takes %d inputs and tells %d classes, but %s has %d inputs and %d classes; name the data set that it was made for with --dataset",
          file, inputs, outputs, dataset.name(), dataset.width(), dataset.classes());
    }
  }

  /** The same for a model. */
  public static void require(Path file, Architecture architecture, Dataset dataset)
      throws BadFileException {
    require(file, architecture.inputs(), architecture.outputs(), dataset);
    if (!architecture.takes(dataset.shape())) {
      throw BadFileException.of(
          "%s takes images of height x width x channels %s, but the samples of %s are %s (channels, height, width); name the data set that it was made for with --dataset",
          file, architecture.input(), dataset.name(), dataset.shape());
    }
  }
}
