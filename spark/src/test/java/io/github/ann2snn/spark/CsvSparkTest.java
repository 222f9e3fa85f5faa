package io.github.ann2snn.spark;

import static io.github.ann2snn.spark.SparkCommandLine.evaluate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV files that executors read give the results, and the errors, that they give here. */
class CsvSparkTest {
  @TempDir static Path folder;
  private static Quarters quarters;
  private static Path integers;
  private static Path fractions;

  @BeforeAll
  static void make() throws IOException {
    quarters = Quarters.make(folder);
    integers = QuarterTables.integers(quarters, folder.resolve("integers"));
    fractions = QuarterTables.fractions(quarters, folder.resolve("fractions"));
  }

  private static Outcome here(Path data, String... more) {
    return evaluate(quarters.network(), "csv:" + data, more);
  }

  /** With ranges of so few bytes that lines lie across their bounds. */
  private static Outcome there(Path data, int partitions, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(more));
    all.add("--master=local[2]");
    all.add("--partitions=" + partitions);
    all.add("--conf=spark.hadoop.ann2snn.csv.range=7001");
    return evaluate(quarters.network(), "csv:file://" + data, all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "1,integers",
    "2,integers",
    "7,integers",
    "1,fractions",
    "2,fractions",
    "7,fractions"
  })
  void numbersGiveWhatTheyGiveHere(int partitions, String name) {
    Path data = name.equals("integers") ? integers : fractions;
    String[] how = {"--coding=poisson", "--early-exit=auto"};
    assertEquals(here(data, how).results(), there(data, partitions, how).results());
  }

  @Test
  void textsAreClassesInTheirOrder() throws IOException {
    Path texts = QuarterTables.texts(quarters, folder.resolve("texts"));
    Outcome there = there(texts, 5);
    assertEquals(here(texts).results(), there.results());
    assertTrue(there.out().contains("top-right"), there.out());
    String[] first = {"--label-column=-1"};
    assertEquals(here(texts, first).results(), there(texts, 3, first).results());
  }

  @Test
  void aCommandThatWasInterruptedGoesOn() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    String keep = "--checkpoint=" + checkpoint.toUri();
    Outcome first = there(fractions, 4, keep);
    Files.delete(checkpoint.resolve("part-00000002.tally"));
    Outcome second = there(fractions, 4, keep);
    assertEquals(first.results(), second.results());
    assertTrue(second.err().contains("Took over 3 finished parts."), second.err());
    assertEquals(2, there(integers, 4, keep).exitCode());
  }

  /** Semicolons and decimal commas; line 20 of the test table goes beyond the training rows. */
  @Test
  void columnsAreScaledAsHere() throws IOException {
    Path data = with("scaled", fractions, "test", line(20, text -> cell(text, 1, "-3.5")));
    for (String split : List.of("train.csv", "test.csv")) {
      String text = Files.readString(data.resolve(split));
      Files.writeString(data.resolve(split), text.replace(',', ';').replace('.', ','));
    }
    assertSameRefusal(data, "'-3,5' is out of range; allowed: all inputs integers");
    String[] how = {"--scale=columns", "--coding=poisson"};
    Outcome here = here(data, how);
    Outcome there = there(data, 5, how);
    assertEquals(here.results(), there.results().replace("file://", ""));
    assertTrue(there.out().contains("decimals by a comma"), there.out());
    assertTrue(there.out().contains("test rows have values beyond"), there.out());
  }

  @Test
  void theScaleOfANetworkGoesToExecutors() throws IOException {
    SpikingNetwork network = NirReader.network(Path.of(quarters.network()));
    Map<String, String> facts = new TreeMap<>(network.provenance());
    String bounds = "0.25 0.75";
    facts.put("column_scale", String.join(", ", Collections.nCopies(16, bounds)));
    Path scaled = folder.resolve("scaled.nir");
    NirWriter.write(network.withProvenance(facts), scaled);
    Outcome here = evaluate(scaled.toString(), "csv:" + fractions);
    Outcome there = evaluate(scaled.toString(), "csv:file://" + fractions, "--master=local[2]");
    assertEquals(here.results(), there.results().replace("file://", ""));
    assertTrue(there.out().contains("training rows have values beyond"), there.out());
    assertNotEquals(here(fractions).results(), here.results());
    Outcome other =
        evaluate(scaled.toString(), "idx:file://" + quarters.folder(), "--master=local[2]");
    assertEquals(3, other.exitCode());
    assertTrue(other.err().contains("takes tables with scaled columns, and this"), other.err());
  }

  private static Path with(String name, Path original, String split, UnaryOperator<String> change)
      throws IOException {
    Path data = Files.createTempDirectory(folder, name);
    for (String other : List.of("train.csv", "test.csv")) {
      String text = Files.readString(original.resolve(other));
      Files.writeString(
          data.resolve(other), other.startsWith(split + ".") ? change.apply(text) : text);
    }
    return data;
  }

  private static UnaryOperator<String> line(int number, UnaryOperator<String> change) {
    return text -> {
      List<String> lines = new ArrayList<>(text.lines().toList());
      lines.set(number - 1, change.apply(lines.get(number - 1)));
      return String.join("\n", lines) + "\n";
    };
  }

  private static String cell(String line, int column, String cell) {
    String[] cells = line.split(",");
    cells[column] = cell;
    return String.join(",", cells);
  }

  /** The same message as here, but for the name of the file. */
  private static void assertSameRefusal(Path data, String message) {
    Outcome here = here(data);
    Outcome there = there(data, 4);
    assertEquals(3, there.exitCode(), there.err());
    assertEquals("", there.out());
    assertFalse(there.err().contains("\tat "), there.err());
    assertTrue(there.err().contains(message), there.err());
    assertEquals(error(here), error(there).replace("file:", ""));
  }

  private static String error(Outcome outcome) {
    return outcome
        .err()
        .lines()
        .filter(line -> line.startsWith("ann2snn: "))
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test|1300|3|dear|line 1300, column 3: 'dear' is not a number",
        "train|500|0|NaN|line 500, column 0: 'NaN' is not finite",
        "test|1999|15|256|line 1999, column 15: '256' is out of range",
        "test|1800|2|0.5|line 1800, column 2: '0.5' is out of range",
        "test|1800|2|1.5|line 1800, column 2: '1.5' is out of range",
        "test|7|16|' '|line 7, column 16: the label is missing",
        "test|700|16|4|line 700, column 16: label '4' does not occur in the training table",
        "train|400|16|5|no row has label 4, but one has 5",
        "train|400|16|dear|line 400, column 16: label 'dear' is not an integer",
        "test|700|4|'1,2'|line 700 has 18 columns; the lines before it have 17",
        "test|701|4|'\"12'|line 701: Un-terminated quoted field",
      })
  void cellsThatAreWrong(String split, int line, int column, String cell, String message)
      throws IOException {
    assertSameRefusal(
        with("cells", integers, split, line(line, text -> cell(text, column, cell))), message);
  }

  @Test
  void filesThatDoNotFitTogether() throws IOException {
    assertSameRefusal(
        with("header", fractions, "test", text -> text.replace("p3", "q3")), "its columns (p0");
    assertSameRefusal(with("empty", integers, "test", text -> ""), "the file is empty");
    assertSameRefusal(
        with("rowless", fractions, "train", text -> text.substring(0, text.indexOf('\n'))),
        "the file has a header but no rows");
    Path mixed = with("mixed", fractions, "test", text -> text);
    Files.writeString(
        mixed.resolve("test.csv"),
        Files.readString(fractions.resolve("test.csv")).lines().findFirst().orElseThrow()
            + "\n"
            + Files.readString(integers.resolve("test.csv")));
    assertSameRefusal(mixed, "one has inputs 0 ... 255, the other in [0, 1]");
  }

  @Test
  void aFileAloneAndFilesThatAreNotThere() throws IOException {
    Outcome single = there(integers.resolve("test.csv"), 4);
    assertEquals(3, single.exitCode(), single.err());
    assertTrue(single.err().contains("a folder with train.csv and test.csv; or leave out the"));
    Outcome none = there(folder.resolve("nowhere"), 4);
    assertEquals(3, none.exitCode(), none.err());
    assertTrue(none.err().contains("nowhere: not found"), none.err());
    Path half = with("half", integers, "test", text -> text);
    Files.delete(half.resolve("test.csv"));
    Outcome missing = there(half, 4);
    assertEquals(3, missing.exitCode(), missing.err());
    assertTrue(missing.err().contains("test.csv: no such file"), missing.err());
  }

  @Test
  void rowsThatAreWrongCanBeLeftOut() throws IOException {
    Path data =
        with(
            "skip",
            integers,
            "test",
            line(620, text -> cell(text, 3, "dear")).andThen(line(1401, text -> text + ",1"))
                ::apply);
    Outcome outcome = there(data, 10, "--skip-corrupt");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("Samples 600 to 799 are left out: "), outcome.err());
    assertTrue(outcome.err().contains("line 620, column 3: 'dear' is not"), outcome.err());
    assertTrue(outcome.err().contains("Samples 1400 to 1599 are left out: "), outcome.err());
    assertTrue(outcome.err().contains("line 1401 has 18 columns"), outcome.err());
  }

  @Test
  void filesThatExecutorsDoNotFind() {
    Outcome outcome =
        evaluate(
            quarters.network(),
            "csv:driveronly://" + integers,
            "--master=local[2,2]",
            "--conf=spark.hadoop.fs.driveronly.impl=" + DriverOnlyFileSystem.class.getName());
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("the executors do not find its file: "), outcome.err());
  }
}
