package io.github.ann2snn.cli.options;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.BadFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
    require(Samples.test(dataset).misfit(file, shape, outputs));
  }

  /** The same for a network. */
  public static void require(NetworkArgument network, Dataset dataset) throws BadFileException {
    require(network.evaluator().misfit(Samples.test(dataset)));
  }

  /** The same for a model. */
  public static void require(ModelArgument model, Dataset dataset) throws BadFileException {
    require(model.model().misfit(Samples.test(dataset)));
  }

  private static void require(Optional<String> misfit) throws BadFileException {
    BadFileException.when(misfit.isPresent(), "%s", misfit.orElse(""));
  }
}
