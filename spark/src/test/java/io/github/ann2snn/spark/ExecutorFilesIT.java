package io.github.ann2snn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor in a process of its own, with nothing but Spark and the jars that it is sent. */
class ExecutorFilesIT {
  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static Quarters quarters;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        System.getProperty("ann2snn.spark.home") != null,
        "skipped: it needs the packaged jar, and runs after that is made");
    quarters = Quarters.make(folder);
    cluster = new StandaloneCluster(folder, 1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static void assertSame(String here, String there, String... more) {
    List<String> how = new ArrayList<>(List.of("--master=" + cluster.url()));
    how.add("--conf=spark.executor.memory=600m");
    how.addAll(List.of(more));
    Outcome executed =
        SparkCommandLine.evaluate(quarters.network(), there, how.toArray(String[]::new));
    assertEquals(SparkCommandLine.evaluate(quarters.network(), here).results(), executed.results());
  }

  @Test
  void tables() throws IOException {
    Path table = QuarterTables.fractions(quarters, folder.resolve("table"));
    assertSame("csv:" + table, "csv:file://" + table);
  }

  /** It gets DataVec's image loader, with its native libraries. */
  @Test
  void images() throws IOException {
    Path images = QuarterImages.write(quarters, folder.resolve("images"), 300);
    assertSame("images:" + images, "images:file://" + images);
  }

  @Test
  void parquet() throws IOException {
    Path table = QuarterTables.fractions(quarters, folder.resolve("fractions"));
    Path files = folder.resolve("parquet");
    for (String split : List.of("train", "test")) {
      QuarterParquet.write(
          files.resolve(split + ".parquet"), QuarterParquet.REALS, quarters.samples(split));
    }
    assertSame("csv:" + table, "parquet:file://" + files, "--label-column=y");
  }
}
