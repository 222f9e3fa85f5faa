package io.github.ann2snn.spark.parquet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.spark.QuarterParquet;
import io.github.ann2snn.spark.QuarterSample;
import io.github.ann2snn.spark.parquet.ParquetTable.ParquetGroup;
import io.github.ann2snn.spark.stored.HadoopFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a Parquet file is told as an error that names it. */
class ParquetDamageTest {
  private static final int FILES = 300;

  @TempDir static Path folder;

  private final HadoopFiles files = HadoopFiles.of(new Configuration());

  private void readAll(Path where) throws IOException {
    StoredLocation location =
        new StoredLocation("parquet", "file://" + where, SampleReading.USUAL, false);
    ParquetTable table = ParquetTable.open(location, "test", files);
    int width = table.width(files);
    for (ParquetGroup group : table.groups()) {
      ParquetFormat.labels(group, table.columns().label(), files);
    }
    int rows = table.groups().get(table.groups().size() - 1).end();
    try (ParquetRows.OpenParquet open = table.rows().open(files)) {
      for (int row = 0; row < Math.min(rows, 1000); row++) {
        open.read(row, new float[width]);
      }
    }
  }

  private static List<QuarterSample> samples() {
    SplittableRandom random = new SplittableRandom(3);
    List<QuarterSample> samples = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      byte[] pixels = new byte[16];
      random.nextBytes(pixels);
      samples.add(new QuarterSample(random.nextInt(4), pixels));
    }
    return samples;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void damagedFiles(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Path where = Files.createTempDirectory(folder, "damaged");
    Path file = where.resolve("test.parquet");
    QuarterParquet.write(file, seed == 1 ? QuarterParquet.BYTES : QuarterParquet.REALS, samples());
    Files.delete(where.resolve(".test.parquet.crc"));
    byte[] good = Files.readAllBytes(file);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] content = good.clone();
      // Half of them where the footer is, which says where all else is.
      int bound = i % 2 == 0 ? content.length : 1500;
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        content[content.length - 1 - random.nextInt(bound)] = (byte) random.nextInt(256);
      }
      boolean cut = random.nextInt(8) == 0;
      Files.write(file, cut ? Arrays.copyOf(content, random.nextInt(content.length)) : content);
      try {
        readAll(where);
      } catch (IOException e) {
        assertTrue(e.getMessage().contains(where.toString()), "file " + i + ": " + e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > FILES / 2, refused + " files were refused");
  }

  @Test
  void rowsInAnyOrder() throws IOException {
    Path where = Files.createTempDirectory(folder, "order");
    List<QuarterSample> samples = samples();
    QuarterParquet.write(where.resolve("test.parquet"), QuarterParquet.REALS, samples);
    StoredLocation location =
        new StoredLocation("parquet", "file://" + where, SampleReading.USUAL, false);
    ParquetTable table = ParquetTable.open(location, "test", files);
    SplittableRandom random = new SplittableRandom(1);
    try (ParquetRows.OpenParquet open = table.rows().open(files)) {
      float[] values = new float[16];
      for (int i = 0; i < 300; i++) {
        int row = random.nextInt(samples.size());
        open.read(row, values);
        assertTrue(values[5] == samples.get(row).real(5), "row " + row);
      }
    }
  }
}
