package io.github.ann2snn.spark;

import static io.github.ann2snn.spark.SparkCommandLine.evaluate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet files that executors read give what the same samples give in other formats here. */
class ParquetSparkTest {
  @TempDir static Path folder;
  private static Quarters quarters;

  @BeforeAll
  static void make() throws IOException {
    quarters = Quarters.make(folder);
    QuarterTables.integers(quarters, folder.resolve("integers"));
    QuarterTables.fractions(quarters, folder.resolve("fractions"));
    for (String split : List.of("train", "test")) {
      List<QuarterSample> samples = quarters.samples(split);
      write("bytes/" + split + ".parquet", QuarterParquet.BYTES, samples);
      write("doubles/" + split + ".parquet", QuarterParquet.DOUBLES, samples);
      write("texts/" + split + ".parquet", QuarterParquet.TEXTS, samples);
      int cut = samples.size() / 3;
      String part = "reals/" + split + "/part-0000";
      write(part + "0.snappy.parquet", QuarterParquet.REALS, samples.subList(0, cut));
      write(part + "1.snappy.parquet", QuarterParquet.REALS, samples.subList(cut, samples.size()));
      Files.writeString(folder.resolve("reals/" + split + "/_SUCCESS"), "");
      Files.writeString(folder.resolve("reals/" + split + "/_other.parquet"), "left out");
    }
  }

  private static void write(String file, String schema, List<QuarterSample> samples)
      throws IOException {
    QuarterParquet.write(folder.resolve(file), schema, samples);
  }

  private static String stored(String name) {
    return "parquet:file://" + folder.resolve(name);
  }

  private static Outcome there(String name, int partitions, String... more) {
    String[] all = java.util.Arrays.copyOf(more, more.length + 3);
    all[more.length] = "--master=local[2]";
    all[more.length + 1] = "--partitions=" + partitions;
    all[more.length + 2] = "--coding=poisson";
    return evaluate(quarters.network(), stored(name), all);
  }

  /** Neither tables nor Parquet say that samples are images. */
  private static String withoutImages(Outcome outcome) throws IOException {
    ObjectNode results = (ObjectNode) new JsonMapper().readTree(outcome.results());
    ((ObjectNode) results.get("dataset")).remove("imageShape");
    results.findParents("image").forEach(node -> ((ObjectNode) node).remove("image"));
    return results.toPrettyString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void bytesGiveWhatIdxGives(int partitions) throws IOException {
    Outcome here = evaluate(quarters.network(), quarters.here(), "--coding=poisson");
    assertEquals(withoutImages(here), withoutImages(there("bytes", partitions)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void bytesGiveWhatATableOfIntegersGives(int partitions) {
    Outcome here =
        evaluate(quarters.network(), "csv:" + folder.resolve("integers"), "--coding=poisson");
    assertEquals(here.results(), there("bytes", partitions).results());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void listsGiveWhatATableOfFractionsGives(int partitions) {
    Outcome here =
        evaluate(quarters.network(), "csv:" + folder.resolve("fractions"), "--coding=poisson");
    assertEquals(here.results(), there("reals", partitions).results());
    assertEquals(here.results(), there("doubles", partitions).results());
  }

  @Test
  void textsAreClassesInTheirOrder() throws IOException {
    Path texts = QuarterTables.texts(quarters, folder.resolve("texts-csv"));
    Outcome here = evaluate(quarters.network(), "csv:" + texts, "--coding=poisson");
    Outcome there = there("texts", 5, "--label-column=kind", "--feature-column=pixels");
    assertEquals(here.results(), there.results());
    assertTrue(there.out().contains("top-right"), there.out());
  }

  @Test
  void aMarginIsCalibratedOnTheSameTrainingSamples() {
    Outcome here =
        evaluate(
            quarters.network(),
            "csv:" + folder.resolve("integers"),
            "--early-exit=auto",
            "--coding=poisson");
    assertEquals(here.results(), there("bytes", 3, "--early-exit=auto").results());
  }

  @Test
  void aCommandThatWasInterruptedGoesOn() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    String keep = "--checkpoint=" + checkpoint.toUri();
    Outcome first = there("bytes", 4, keep);
    Files.delete(checkpoint.resolve("part-00000002.tally"));
    Outcome second = there("bytes", 4, keep);
    assertEquals(first.results(), second.results());
    assertTrue(second.err().contains("Took over 3 finished parts."), second.err());
    Outcome other = there("reals", 4, keep);
    assertEquals(2, other.exitCode(), other.err());
  }
}
