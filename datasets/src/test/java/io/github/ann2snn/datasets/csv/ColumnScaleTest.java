package io.github.ann2snn.datasets.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are scaled by what the training rows show. */
class ColumnScaleTest extends CsvTables {
  private static final SampleReading COLUMNS =
      new SampleReading(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true,
          false,
          TakingNetwork.UNKNOWN);

  /** Training rows: 1e9 + (0, 1, 4) and -2, 0, 2. The test rows show nothing to the scale. */
  @Test
  void scalesColumnsByTheTrainingRows() throws IOException {
    Path parts = Files.createDirectories(folder.resolve("parts"));
    Files.writeString(
        parts.resolve("train.csv"),
        "a,b,c,label\n1000000000,-2,7,x\n1000000001,0,7,y\n1000000004,2,7,y\n");
    Files.writeString(parts.resolve("test.csv"), "a,b,c,label\n1000000002,3.5,8,x\n0,1,7,y\n");
    Dataset table = new DatasetLoader(options(COLUMNS)).load("csv:" + parts);
    ColumnScale scale = table.scale().orElseThrow();
    assertEquals("1.0E9 1.000000004E9, -2.0 2.0, 7.0 7.0", scale.toString());
    assertEquals(scale, ColumnScale.parse(scale.toString(), "net"));
    assertArrayEquals(new float[] {0, 0, 0}, table.train().sample(0));
    assertArrayEquals(new float[] {0.25f, 0.5f, 0}, table.train().sample(1));
    assertArrayEquals(new float[] {1, 1, 0}, table.train().sample(2));
    assertArrayEquals(new float[] {0.5f, 1, 0}, table.test().sample(0));
    assertArrayEquals(new float[] {0, 0.75f, 0}, table.test().sample(1));
    assertEquals(
        List.of(
            table.name()
                + ": test rows have values beyond those that the network is trained on in 3 of 3"
                + " columns; they count as the nearest of these (column 0 ('a'): 0.0 ..."
                + " 1.000000002E9, trained on 1.0E9 ... 1.000000004E9)"),
        notices);
  }

  /** The fourth row is held out, and must not move the scale. */
  @Test
  void scalesOneFileByTheRowsThatAreLeftForTraining() throws IOException {
    Dataset table = load("1,0\n2,1\n3,0\n40,1\n-9,0\n", options(COLUMNS));
    assertEquals("-9.0 3.0", table.scale().orElseThrow().toString());
    assertArrayEquals(new float[] {1}, table.test().sample(0));
    assertTrue(notices.get(1).contains("(column 0: 40.0 ... 40.0, trained on"), "" + notices);
  }

  @Test
  void takesTheScaleOfANetwork() throws IOException {
    SampleReading kept =
        SampleReading.USUAL.with(TakingNetwork.of(2, 2, Optional.of("0.0 10.0, -1.0 1.0")));
    Dataset table = load("5,0,0\n20,-1,1\n", options(kept));
    assertEquals(List.of("0.5,0.5,0", "1.0,0.0,1"), rows(table));
    assertTrue(notices.get(1).contains(" rows have values beyond those that"), "" + notices);
    Path wide = Files.writeString(folder.resolve("wide.csv"), "1,2,3,0\n1,2,3,1\n1,2,3,1\n");
    assertFailure(
        wide,
        options(kept),
        wide + " has 3 inputs, but the network has scaled tables of 2; name the data set that");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 2 3", "2 1", "a b", "NaN 1", "0 Infinity", "1 2,"})
  void refusesAScaleThatIsNone(String text) {
    BadFileException e =
        assertThrows(BadFileException.class, () -> ColumnScale.parse(text, "x.nir"));
    assertTrue(e.getMessage().startsWith("x.nir: column_scale: is no scale"), e.getMessage());
  }
}
