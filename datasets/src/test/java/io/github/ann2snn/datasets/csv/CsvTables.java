package io.github.ann2snn.datasets.csv;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Writes tables and reads them as data sets. */
abstract class CsvTables {
  @TempDir Path folder;
  final List<String> notices = new ArrayList<>();

  final DatasetOptions options = options(42, 0.2, null);

  final Dataset load(String text, DatasetOptions with) throws IOException {
    Path file = Files.writeString(folder.resolve("a table.csv"), text);
    return new DatasetLoader(with).load("csv:" + file);
  }

  final DatasetOptions options(long seed, double testFraction, String labelColumn) {
    return with(seed, testFraction, SampleReading.of(Optional.ofNullable(labelColumn)));
  }

  final DatasetOptions options(SampleReading reading) {
    return with(42, 0.2, reading);
  }

  final DatasetOptions with(long seed, double testFraction, SampleReading reading) {
    return new DatasetOptions(seed, testFraction, reading, notices::add);
  }

  static void assertFailure(Path path, DatasetOptions options, String start) {
    BadFileException e =
        assertThrows(BadFileException.class, () -> new DatasetLoader(options).load("csv:" + path));
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  /** The samples of both splits, as {@code input,...,label}, sorted. */
  static List<String> rows(Dataset table) {
    List<String> rows = new ArrayList<>();
    for (Split split : List.of(table.train(), table.test())) {
      for (int i = 0; i < split.size(); i++) {
        String inputs = Arrays.toString(split.sample(i)).replaceAll("[\\[\\] ]", "");
        rows.add(inputs + "," + split.label(i));
      }
    }
    rows.sort(null);
    return rows;
  }

  /** The same, the inputs times {@code scale} as integers. */
  static List<String> rows(Dataset table, int scale) {
    List<String> rows = new ArrayList<>();
    for (String row : rows(table)) {
      String[] cells = row.split(",", -1);
      for (int i = 0; i < cells.length - 1; i++) {
        cells[i] = Integer.toString(Math.round(scale * Float.parseFloat(cells[i])));
      }
      rows.add(String.join(",", cells));
    }
    rows.sort(null);
    return rows;
  }
}
