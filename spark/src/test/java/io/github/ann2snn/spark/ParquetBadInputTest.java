package io.github.ann2snn.spark;

import static io.github.ann2snn.spark.SparkCommandLine.evaluate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each defect of Parquet files, with the file, the row and the column that it is in. */
class ParquetBadInputTest {
  private static final String REALS =
      "message m { optional group x (LIST) { repeated group list { optional float element; } }"
          + " optional int32 label; }";

  @TempDir static Path folder;
  private static Quarters quarters;
  private Path data;

  @BeforeAll
  static void make() throws IOException {
    quarters = Quarters.make(folder);
  }

  @BeforeEach
  void makeGoodFiles(TestInfo test) throws IOException {
    data = Files.createTempDirectory(folder, test.getTestMethod().orElseThrow().getName());
    for (String split : List.of("train", "test")) {
      QuarterParquet.write(
          data.resolve(split + ".parquet"), QuarterParquet.BYTES, quarters.samples(split));
    }
  }

  private void refused(int exitCode, String message, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "--master=local[2]";
    all[more.length + 1] = "--partitions=10";
    Outcome outcome = evaluate(quarters.network(), "parquet:file://" + data, all);
    assertEquals(exitCode, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals("", outcome.out());
  }

  /** Replaces the test file by one of 400 good rows and one that is not, row 350. */
  private void withOddRow(String schema, Group odd) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    for (String split : List.of("train", "test")) {
      Files.delete(data.resolve(split + ".parquet"));
      try (ParquetWriter<Group> writer =
          QuarterParquet.writer(data.resolve(split + ".parquet"), type)) {
        for (int i = 0; i < 400; i++) {
          boolean here = i == 350 && split.equals("test");
          writer.write(here ? odd : reals(type, 16, 0.5f, i % 4));
        }
      }
    }
  }

  private static Group reals(MessageType type, int inputs, float last, int label) {
    Group group = new SimpleGroup(type);
    Group list = group.addGroup("x");
    for (int i = 0; i < inputs; i++) {
      list.addGroup("list").append("element", i == inputs - 1 ? last : i / 16f);
    }
    return group.append("label", label);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "1.5", "-0.25", "Infinity"})
  void numbersThatAreNoInputs(float value) throws IOException {
    withOddRow(REALS, reals(MessageTypeParser.parseMessageType(REALS), 16, value, 1));
    refused(3, "test.parquet: row 350 (counted from 0), column 'x': input 15 is " + value);
  }

  @Test
  void rowsOfAnotherLengthAndNulls() throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(REALS);
    withOddRow(REALS, reals(type, 15, 0, 1));
    refused(3, "row 350 (counted from 0), column 'x': 15 inputs; the first training sample has 16");
    withOddRow(REALS, new SimpleGroup(type).append("label", 1));
    refused(3, "row 350 (counted from 0), column 'x': input 0 is null, or the list is");
    Group hole = new SimpleGroup(type).append("label", 1);
    Group list = hole.addGroup("x");
    for (int i = 0; i < 16; i++) {
      Group element = list.addGroup("list");
      if (i != 3) {
        element.append("element", 0f);
      }
    }
    withOddRow(REALS, hole);
    refused(3, "part 9 of 10 (samples 320 to 359) cannot be read: ");
    refused(3, "row 350 (counted from 0), column 'x': input 3 is null, or the list is");
    Group unlabelled = reals(type, 16, 0, 1);
    Group without = new SimpleGroup(type);
    without.add("x", unlabelled.getGroup("x", 0));
    withOddRow(REALS, without);
    refused(3, "row 350 (counted from 0), column 'label': the label is missing");
    withOddRow(REALS, reals(type, 16, 0, 7));
    refused(3, "row 350 (counted from 0), column 'label': label '7' does not occur");
  }

  @Test
  void columnsThatAreNotThere() throws IOException {
    refused(
        3, "there is no label column 'kind'; its columns: label, pixels", "--label-column=kind");
    refused(3, "there is no column of inputs 'x' beside", "--feature-column=x");
    refused(3, "column 'pixels' is BINARY; allowed for labels", "--label-column=pixels");
    Files.delete(data.resolve("test.parquet"));
    QuarterParquet.write(
        data.resolve("test.parquet"), QuarterParquet.TEXTS, quarters.samples("test"));
    refused(3, "test.parquet: no column is called label, class, target, y; name the one");
    Files.delete(data.resolve("train.parquet"));
    QuarterParquet.write(
        data.resolve("train.parquet"), QuarterParquet.TEXTS, quarters.samples("train"));
    refused(
        3, "beside the labels 'kind' there must be one column of inputs", "--label-column=kind");
    refused(
        3,
        "column 'id' is BINARY annotated as STRING; allowed for inputs",
        "--label-column=kind",
        "--feature-column=id");
  }

  @Test
  void filesThatAreNotThereOrDamaged() throws IOException {
    Path test = data.resolve("test.parquet");
    byte[] content = Files.readAllBytes(test);
    Files.delete(data.resolve(".test.parquet.crc"));
    Files.write(test, Arrays.copyOf(content, content.length - 500));
    refused(3, "test.parquet: cannot be read as Parquet: ");
    Files.delete(test);
    refused(3, "neither test.parquet nor a folder test found");
    Files.createDirectories(data.resolve("test"));
    refused(3, "test: no files whose names end in .parquet");
  }

  /** The checksum of a page tells. */
  @Test
  void aDamagedPageIsNamedAndCanBeLeftOut() throws IOException {
    Path test = data.resolve("test.parquet");
    byte[] content = Files.readAllBytes(test);
    Files.delete(data.resolve(".test.parquet.crc"));
    byte[] pixels = quarters.samples("test").get(620).pixels();
    int at = indexOf(content, Arrays.copyOf(pixels, 8));
    content[at] ^= 1;
    Files.write(test, content);
    refused(3, "part 4 of 10 (samples 600 to 799) cannot be read: ");
    Outcome skipped =
        evaluate(
            quarters.network(),
            "parquet:file://" + data,
            "--master=local[2]",
            "--partitions=10",
            "--skip-corrupt");
    assertEquals(0, skipped.exitCode(), skipped.err());
    assertTrue(skipped.err().contains("Samples 600 to 799 are left out: "), skipped.err());
    assertTrue(skipped.err().contains("test.parquet: row 6"), skipped.err());
  }

  private static int indexOf(byte[] content, byte[] some) {
    for (int i = 0; i + some.length <= content.length; i++) {
      if (Arrays.equals(content, i, i + some.length, some, 0, some.length)) {
        return i;
      }
    }
    throw new AssertionError("not in the file: " + Binary.fromConstantByteArray(some));
  }

  @Test
  void withoutACluster() {
    Outcome outcome = evaluate(quarters.network(), "parquet:" + data);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("is read by a cluster"), outcome.err());
  }

  @Test
  void filesThatExecutorsDoNotFind() {
    Outcome outcome =
        evaluate(
            quarters.network(),
            "parquet:driveronly://" + data,
            "--master=local[2,2]",
            "--skip-corrupt",
            "--conf=spark.hadoop.fs.driveronly.impl=" + DriverOnlyFileSystem.class.getName());
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("the executors do not find its file: "), outcome.err());
  }
}
