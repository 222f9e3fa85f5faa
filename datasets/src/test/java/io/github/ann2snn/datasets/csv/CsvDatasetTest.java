package io.github.ann2snn.datasets.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDatasetTest extends CsvTables {
  private static final String BYTES = "0,10,0\n255,20,1\n1,30,0\n2,40,1\n3,50,1\n";

  @Test
  void readsIntegersAsBytesAndHoldsOutAFifth() throws IOException {
    Dataset table = load(BYTES, options);
    assertEquals(List.of(2), table.shape());
    assertEquals(List.of("0", "1"), table.classNames());
    assertEquals(4, table.train().size());
    assertEquals(1, table.test().size());
    assertEquals(List.of("0,10,0", "1,30,0", "2,40,1", "255,20,1", "3,50,1"), rows(table, 255));
    assertEquals(
        List.of(
            table.name()
                + ": no test split of its own; 1 of 5 samples, chosen with seed 42, are held out"
                + " for testing"),
        notices);
  }

  @Test
  void splitsByFractionAndSeed() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(i).append(',').append(i % 2).append('\n');
    }
    DatasetOptions most = options(42, 0.6, null);
    Dataset table = load(text.toString(), most);
    assertEquals(12, table.test().size());
    assertEquals(20, Set.copyOf(rows(table)).size());
    assertEquals(table.trainSha256(), load(text.toString(), most).trainSha256());
    assertNotEquals(
        table.trainSha256(), load(text.toString(), options(1, 0.6, null)).trainSha256());
  }

  @Test
  void readsFractionsAsTheyAre() throws IOException {
    Dataset table = load("0.25,1,0\n0,0.5,1\n1,1e-1,1\n", options);
    assertEquals(List.of("0.0,0.5,1", "0.25,1.0,0", "1.0,0.1,1"), rows(table));
  }

  @Test
  void readsZerosAndOnesAsTheyAre() throws IOException {
    assertEquals(List.of("0.0,1.0,0", "1.0,0.0,1"), rows(load("0,1,0\n1,0,1\n", options)));
  }

  @Test
  void readsManyRows() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append(i % 2 == 0 ? "0.5" : "1").append(",0.125,").append(i % 2).append('\n');
    }
    Dataset table = load(text.toString(), options);
    assertEquals(2400, table.train().size());
    for (int i = 0; i < 2400; i++) {
      float first = table.train().label(i) == 0 ? 0.5f : 1f;
      assertArrayEquals(new float[] {first, 0.125f}, table.train().sample(i));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"label", "Class", "TARGET", "y"})
  void takesTheColumnThatTheHeaderCallsALabel(String name) throws IOException {
    Dataset table = load(name + ",a,b\ncat,1,20\nant,2,30\ncat,3,40\n", options);
    assertEquals(List.of("ant", "cat"), table.classNames());
    assertEquals(List.of("1,20,1", "2,30,0", "3,40,1"), rows(table, 255));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"kind, header", "1, header", "-2, header", "1, none", "-2, none"})
  void takesTheColumnThatTheUserNames(String column, String header) throws IOException {
    String text = (header.equals("header") ? "a,kind,label\n" : "") + "1,x,9\n2,y,8\n3,y,7\n";
    Dataset table = load(text, options(42, 0.2, column));
    assertEquals(List.of("x", "y"), table.classNames());
    assertEquals(List.of("1,9,0", "2,8,1", "3,7,1"), rows(table, 255));
  }

  @Test
  void copesWithByteOrderMarkBlankLinesQuotesAndBlanks() throws IOException {
    Dataset table =
        load("\uFEFF\"label\", a ,b\r\n\r\n\"x, y\", 1 ,20\r\n z, \"2\" ,\"30\"\r\n\r\n", options);
    assertEquals(List.of("x, y", "z"), table.classNames());
    assertEquals(List.of("1,20,0", "2,30,1"), rows(table, 255));
  }

  @Test
  void quotationMarksAndBackslashesWithinCellsAreLetters() throws IOException {
    String text = "kind,a\n\"a\\\",1\nb\"\",2\n5\" disk,3\n\"5\"\" disk\",4\n";
    Dataset table = load(text, options(42, 0.2, "kind"));
    assertEquals(List.of("5\" disk", "a\\", "b\"\""), table.classNames());
  }

  /** Pictures as rows. */
  @Test
  void readsRowsOfManyCells() throws IOException {
    String row = "0.5,".repeat(3 * 128 * 128);
    Dataset table = load(row + "0\n" + row + "1\n", options);
    assertEquals(List.of(3 * 128 * 128), table.shape());
    assertEquals(0.5f, table.train().sample(0)[3 * 128 * 128 - 1]);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|the file is empty",
        "a,label\\n|the file has a header but no rows",
        "1\\n2\\n|line 1 has one column; at least one input and a label are needed",
        "1,2,0\\n3,4,1\\n5,0\\n|line 3 has 2 columns; the lines before it have 3",
        "a,b,label\\n1,2,0\\n\\n3,x,1\\n|line 4, column 1 ('b'): 'x' is not a number",
        "1,2,0\\n3,4d,1\\n|line 2, column 1: '4d' is not a number",
        "1,2,0\\n0x1p3,4,1\\n|line 2, column 0: '0x1p3' is not a number",
        "1,2,0\\n\\n3,\"4,1\\n|line 3: Un-terminated quoted field",
        "1,2,0\\n3,\"4\"5,1\\n|line 2: a quotation mark closes a cell that goes on",
        "1,2,0\\n3,,1\\n|line 2, column 1: '' is not a number",
        "1,NaN,0\\n3,4,1\\n|line 1, column 1: 'NaN' is not finite",
        "1,2,0\\n-Infinity,4,1\\n|line 2, column 0: '-Infinity' is not finite",
        "1,2,0\\n3,4,\\n|line 2, column 2: the label is missing",
        "1,2,0\\n3,256,1\\n|line 2, column 1: '256' is out of range; allowed: all inputs integers",
        "1,2,0\\n3,-1,1\\n|line 2, column 1: '-1' is out of range; allowed: all inputs integers",
        "1,2,0\\n3,0.5,1\\n|line 2, column 1: '0.5' is out of range; allowed: all inputs integers",
        "0,0.5,0\\n3,1,1\\n|line 2, column 0: '3' is out of range; allowed: all inputs integers",
        "1,2,1\\n3,4,1\\n|no row has label 0, but one has 1; labels must be 0 ... k - 1 without",
        "1,2,0\\n3,4,0\\n|column 2 has 1 class; allowed: 2 ... 256",
        "a,b,kind\\n1,2,x\\n3,4,y\\n|line 2, column 2 ('kind'): label 'x' is not an integer",
        "1,2,0\\n3,4,-1\\n|line 2, column 2: label '-1' is not an integer of at least 0",
      })
  void reportsDefect(String text, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text.replace("\\n", "\n"));
    assertFailure(file, options, file + ": " + reason);
  }

  @Test
  void labelsFromOneAreClassesAndAreTold() throws IOException {
    Dataset table = load("1,20,1\n2,30,2\n3,40,3\n", options);
    assertEquals(List.of("1", "2", "3"), table.classNames());
    assertEquals(List.of("1,20,0", "2,30,1", "3,40,2"), rows(table, 255));
    assertEquals(
        table.name() + ": labels go from 1 to 3: label 1 is the first class", notices.get(1));
  }

  @Test
  void reportsALabelColumnThatIsNotThere() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1,0\n2,1\n");
    assertFailure(
        file,
        options(42, 0.2, "c"),
        file
            + ": there is no label column 'c'; allowed: a name of the header or an index -2 ... 1;"
            + " the header names a, b");
    assertFailure(file, options(42, 0.2, "2"), file + ": there is no label column '2'");
    assertFailure(file, options(42, 0.2, "-3"), file + ": there is no label column '-3'");
  }

  @Test
  void reportsTooManyClasses() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 257; i++) {
      text.append("1,").append(i).append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    assertFailure(file, options, file + ": column 1 has 257 classes; allowed: 2 ... 256");
  }

  @Test
  void reportsTooFewRowsToHoldOutSome() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "1,0\n2,1\n");
    assertFailure(
        file, options(42, 0.9, null), "csv:" + file + ": 2 samples are too few to hold out");
  }

  @Test
  void reportsAMissingFile() {
    assertFailure(folder.resolve("no.csv"), options, folder.resolve("no.csv") + ": no such file");
  }

  @Test
  void takesTrainAndTestFilesOfAFolder() throws IOException {
    both("a,label\n0,x\n1,y\n", "a,label\n200,y\n");
    Dataset table = new DatasetLoader(options).load("csv:" + folder);
    assertEquals(2, table.train().size());
    assertArrayEquals(new float[] {200 / 255f}, table.test().sample(0));
    assertArrayEquals(new float[] {1 / 255f}, table.train().sample(1));
    assertEquals(1, table.test().label(0));
    assertEquals(List.of(), notices);
  }

  @Test
  void reportsTrainAndTestFilesThatDoNotFit() throws IOException {
    Path test = folder.resolve("test.csv");
    both("a,label\n0,x\n1,y\n", "a,b,label\n0,1,y\n");
    assertFailure(folder, options, test + ": its columns (a, b, label) are not those of ");
    both("a,label\n0,x\n1,y\n", "a,label\n0,x\n1,z\n");
    assertFailure(
        folder,
        options,
        test + ": line 3, column 1 ('label'): label 'z' does not occur in the training table;");
    both("a,label\n0.5,x\n1,y\n", "a,label\n200,x\n");
    assertFailure(
        folder,
        options,
        folder.resolve("train.csv") + " and " + test + ": one has inputs 0 ... 255");
    Files.delete(test);
    assertFailure(folder, options, test + ": no such file");
  }

  private void both(String train, String test) throws IOException {
    Files.writeString(folder.resolve("train.csv"), train);
    Files.writeString(folder.resolve("test.csv"), test);
  }

  @Test
  void tellsHowMuchOfTheFileIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "0.5,0\n".repeat(50_000) + "0.5,1\n");
    long[] left = new long[1];
    CsvDataset.load(
        "t",
        file,
        new DatasetOptions(
            42,
            0.2,
            SampleReading.USUAL,
            notices::add,
            (task, total, unit) -> {
              assertEquals("Reading " + file + ", bytes", task + ", " + unit);
              left[0] = total;
              return read -> left[0] -= read;
            }));
    assertEquals(0, left[0]);
  }
}
