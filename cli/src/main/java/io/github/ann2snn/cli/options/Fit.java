package io.github.ann2snn.cli.options;

import io.github.ann2snn.ann.graph.Shape;
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
  public static void require(ModelArgument model, Dataset dataset) throws BadFileException {
    Shape input = model.graph().inputShape();
    require(model.file(), input.values(), model.graph().output().shape().values(), dataset);
    // Rows of a table are what their user knows, maybe pixels.
    boolean images = input.rank() > 1 && dataset.shape().size() > 1;
    if (images && !input.sizes().equals(dataset.shape())) {
      throw BadFileException.of(
          "%s takes samples of shape %s, but those of %s are %s (channels, height, width); name the data set that it was made for with --dataset",
          model.file(), input, dataset.name(), dataset.shape());
    }
  }
}
