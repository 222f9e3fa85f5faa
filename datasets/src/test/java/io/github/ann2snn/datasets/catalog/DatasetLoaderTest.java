package io.github.ann2snn.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.idx.IdxBytes;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetLoaderTest {
  private final DatasetLoader loader = new DatasetLoader(DatasetOptions.DEFAULTS);

  @ParameterizedTest
  @ValueSource(strings = {"", "IMAGENET", "imagenet64", "zip:x", "cifar:", "idx:", "idx", "csv:\0"})
  void saysWhichSpecsAreAllowed(String spec) {
    var e = assertThrows(IllegalArgumentException.class, () -> DatasetLoader.checkedName(spec));
    assertThrows(IllegalArgumentException.class, () -> loader.load(spec));
    assertEquals(
        "unknown data set '"
            + spec
            + "'; allowed: auto, mnist, fashion-mnist, cifar10, cifar100, digits, worked, idx:DIR,"
            + " cifar:DIR, csv:FILE, csv:DIR (with train.csv and test.csv), images:DIR",
        e.getMessage());
  }

  @Test
  void readsAnIdxFolderUnderTheNameTheUserGave(@TempDir Path root) throws IOException {
    Path folder = IdxBytes.writeFolder(root.resolve("a folder"));
    assertEquals("idx:" + folder, loader.load("idx:" + folder).name());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void refusesATestFractionThatLeavesNothing(double fraction) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DatasetOptions(42, fraction, SampleReading.USUAL, notice -> {}));
    assertTrue(e.getMessage().endsWith("exclusive, but is " + fraction), e.getMessage());
  }
}
