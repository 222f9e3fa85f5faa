package io.github.ann2snn.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.datasets.catalog.DatasetCatalog;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs on the real MNIST database where it is at hand. */
class MnistTest {
  @Test
  void readsTheWholeDatabase() throws BadFileException {
    Optional<Path> data = dataFolder();
    assumeTrue(data.isPresent(), "skipped: no mnist folder in ANN2SNN_DATA or ../shared/datasets");
    Dataset mnist =
        new DatasetLoader(
                DatasetOptions.DEFAULTS,
                new DatasetCatalog(data, System.getenv(), true, Progress.NONE))
            .load("mnist");
    assertEquals(List.of(1, 28, 28), mnist.shape());
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        mnist.train().classCounts(10));
    assertArrayEquals(
        new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009},
        mnist.test().classCounts(10));
    assertEquals(7, mnist.test().label(0));
    double sum = 0;
    float[] image = new float[784];
    for (int i = 0; i < mnist.train().size(); i++) {
      mnist.train().read(i, image, 0);
      for (float pixel : image) {
        sum += pixel;
      }
    }
    // The mean of the training pixels that everybody normalises with.
    assertEquals(0.1307, sum / (60_000 * 784), 0.00005);
  }

  private static Optional<Path> dataFolder() {
    Stream<String> candidates =
        Stream.of(System.getenv("ANN2SNN_DATA"), "../shared/datasets", "../../shared/datasets");
    return candidates
        .filter(folder -> folder != null && !folder.isBlank())
        .map(Path::of)
        .filter(folder -> Files.isDirectory(folder.resolve("mnist")))
        .findFirst();
  }
}
