package io.github.ann2snn.cli.options;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.nio.file.Path;
import java.util.List;

/** Whether a model or network was made for a data set. */
public final class Fit {
  private Fit() {}

  /**
   * A network for other samples would give numbers without a meaning.
   *
   * @param shape of its inputs, channels first
   * @throws BadFileException if inputs or classes differ
   */
  public static void require(Path file, List<Integer> shape, int outputs, Dataset dataset)
      throws BadFileException {
    int inputs = shape.stream().reduce(1, Math::multiplyExact);
    // Rows of a table are what their user knows, maybe pixels.
    boolean images = shape.size() > 1 && dataset.shape().size() > 1;
    if (images && !shape.equals(dataset.shape())) {
      throw BadFileException.of(
          "%s takes samples of shape %s, but those of %s are %s (channels, height, width); %s",
          file, shape, dataset.name(), dataset.shape(), remedy(shape, dataset));
    }
    if (inputs != dataset.width() || outputs != dataset.classes()) {
      throw BadFileException.of(
          "%s takes %d inputs and tells %d classes, but %s has %d inputs and %d classes; name the data set that it was made for with --dataset",
          file, inputs, outputs, dataset.name(), dataset.width(), dataset.classes());
    }
  }

  private static String remedy(List<Integer> shape, Dataset dataset) {
    String named = "name the data set that it was made for with --dataset";
    boolean pictures = dataset.name().startsWith("images:") && shape.size() == 3;
    return pictures
        ? Text.of("make its pictures %d x %d pixels, or %s", shape.get(2), shape.get(1), named)
        : named;
  }

  /** The same for a network; other programs write shapes that are no images in their own ways. */
  public static void require(Path file, SpikingNetwork network, Dataset dataset)
      throws BadFileException {
    List<Integer> shape = network.inputShape();
    require(
        file, shape.size() == 3 ? shape : List.of(network.inputs()), network.outputs(), dataset);
  }

  /** The same for a model. */
  public static void require(ModelArgument model, Dataset dataset) throws BadFileException {
    require(
        model.file(),
        model.graph().inputShape().sizes(),
        model.graph().output().shape().values(),
        dataset);
  }
}
