package io.github.ann2snn.cli.options;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetCatalog;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A data set that is read while something else is. What goes wrong meanwhile is told by nobody: who
 * then reads it in the usual way is told.
 */
final class DatasetAhead {
  private final List<String> notices = new ArrayList<>();
  private final FutureTask<Dataset> task;

  /**
   * Begins to read one that is known by its name, which is the same whatever network takes it.
   *
   * @param catalog downloads nothing
   */
  DatasetAhead(String name, DatasetCatalog catalog) {
    DatasetOptions usual = DatasetOptions.DEFAULTS;
    DatasetOptions options =
        new DatasetOptions(
            usual.seed(), usual.testFraction(), SampleReading.USUAL, this::takeNotice);
    task = new FutureTask<>(() -> digested(new DatasetLoader(options, catalog).load(name)));
    Thread thread = new Thread(task, "data set");
    thread.setDaemon(true);
    thread.start();
  }

  /** Results tell what samples they are of. */
  private static Dataset digested(Dataset dataset) {
    dataset.testSha256();
    return dataset;
  }

  private void takeNotice(String notice) {
    notices.add(notice);
  }

  /**
   * Waits until it is read.
   *
   * @return empty if it could not be, or the calling thread is interrupted
   */
  Optional<Read> await() {
    try {
      return Optional.of(new Read(task.get(), notices));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // told when it is read again
    }
    return Optional.empty();
  }

  /**
   * What was read.
   *
   * @param notices what the user should know
   */
  record Read(Dataset dataset, List<String> notices) {}
}
