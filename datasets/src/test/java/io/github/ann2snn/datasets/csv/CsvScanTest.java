package io.github.ann2snn.datasets.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.InputScale;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is looked through range by range, wherever it is cut, is what it is as a whole. */
class CsvScanTest {
  private static final String FILE = "table.csv";
  private static final String NEAT =
      "\uFEFFa,label,b\r\n0.5,größe,1\r\n\r\n\"0.25\",klein,0\n \n1,größe,0.125\r0,\"k,\"\"l\",0\n";

  @TempDir Path folder;

  /** The bytes of one file. */
  private record Memory(byte[] content) implements DataFiles {
    Memory(String text) {
      this(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Entry> find(String path) {
      return Optional.empty();
    }

    @Override
    public List<Entry> list(String folder) {
      return List.of();
    }

    @Override
    public InputStream open(String file, long from) {
      return new ByteArrayInputStream(content, (int) from, content.length - (int) from);
    }
  }

  private static CsvOutline outline(String text, int bytes, boolean tolerant) throws IOException {
    Memory file = new Memory(text);
    CsvScan.Start start = CsvScan.Start.read(file, FILE, CsvFormat.USUAL, SampleReading.USUAL);
    List<CsvScan> scans = new ArrayList<>();
    for (CsvScan.Range range : CsvScan.Range.of(FILE, start, file.content.length, bytes)) {
      scans.add(range.scan(file));
    }
    return CsvOutline.of(start, scans, tolerant);
  }

  private static ClassLabels classes(CsvOutline outline) throws BadFileException {
    return ClassLabels.of(outline.labels(), OptionalInt.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 11, 13, 19, 23, 31, 1000})
  void rowsAreFoundWhereverTheFileIsCut(int bytes) throws IOException {
    CsvOutline outline = outline(NEAT, bytes, false);
    ClassLabels classes = classes(outline);
    assertEquals(List.of("größe", "k,\"l", "klein"), classes.classNames());
    assertArrayEquals(new byte[] {0, 2, 0, 1}, classes.encode(outline.labels()));
    float[][] expected = {{0.5f, 1}, {0.25f, 0}, {1, 0.125f}, {0, 0}};
    for (CsvInputs.Mark mark : outline.marks()) {
      CsvInputs inputs =
          new CsvInputs(FILE, outline.header(), InputScale.Usual.UNIT, List.of(mark));
      try (RowSource.OpenRows rows = inputs.open(new Memory(NEAT))) {
        for (int row = mark.row(); row < 4; row++) {
          float[] values = new float[2];
          rows.read(row, values);
          assertArrayEquals(expected[row], values);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 1000})
  void columnsAreScaledAlikeWhereverTheFileIsCut(int bytes) throws IOException {
    String text = "a;b;label\n-2,5;1e3;0\n7;-1;1\n0,25;0;1\n";
    SampleReading scaled =
        SampleReading.USUAL.with(TakingNetwork.of(2, 2, Optional.of("0.0 1.0, 0.0 1.0")));
    Memory file = new Memory(text);
    CsvFormat format = CsvFormat.of(file, List.of(FILE), scaled);
    CsvScan.Start start = CsvScan.Start.read(file, FILE, format, scaled);
    List<CsvScan> scans = new ArrayList<>();
    for (CsvScan.Range range : CsvScan.Range.of(FILE, start, file.content.length, bytes)) {
      scans.add(range.scan(file));
    }
    CsvOutline outline = CsvOutline.of(start, scans, false);
    ColumnScale scale = outline.measured().orElseThrow().scale();
    assertEquals("-2.5 7.0, -1.0 1000.0", scale.toString());
    CsvInputs inputs = new CsvInputs(FILE, outline.header(), scale, outline.marks());
    try (RowSource.OpenRows rows = inputs.open(file)) {
      float[] values = new float[2];
      rows.read(2, values);
      assertArrayEquals(new float[] {2.75f / 9.5f, 1 / 1001f}, values);
    }
  }

  /** Of several defects the one that a reader from beginning to end meets first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,0\n3,4,1\n5,0.5,0\n6,x,1\n",
        "1,0.5,0\n0.25,1,1\n0,7,0\n",
        "1,0,0\n0.5,1.5,1\n0,7,0\n",
        "1,0,0\n0,256,1\n0.5,7,0\n",
        "1,0,0\n2,0.5,1\n",
        "1,0,0\n0.5,2,1\n",
        "1,0,0\n0,1\n0,0,1\n",
        "1,0,0\n0,1,\n0,0,1\n",
        "1,0,0\n0,\"1,1\n0,0,1\n",
        "1,0,0\n0,1,-1\n0,0,x\n",
        "1,0,0\n0,1,3\n0,0,1\n",
      })
  void errorsAreThoseOfTheWholeFile(String text) throws IOException {
    Path file = Files.writeString(folder.resolve(FILE), text);
    String expected =
        assertThrows(
                BadFileException.class, () -> CsvDataset.load("csv", file, DatasetOptions.DEFAULTS))
            .getMessage()
            .replace(file.toString(), FILE);
    for (int bytes = 1; bytes < 20; bytes++) {
      int each = bytes;
      BadFileException found =
          assertThrows(BadFileException.class, () -> classes(outline(text, each, false)));
      assertEquals(expected, found.getMessage(), "ranges of " + bytes + " bytes");
    }
  }

  @Test
  void rowsThatAreWrongAreLeftToTheirReader() throws IOException {
    String text = "1,2,0\nx,4,1\n5,6\n7,8,\n9,10,1\n";
    CsvOutline outline = outline(text, 6, true);
    assertArrayEquals(new byte[] {0, 0, 0, 0, 1}, classes(outline).encode(outline.labels()));
    CsvInputs inputs =
        new CsvInputs(FILE, outline.header(), InputScale.Usual.BYTES, outline.marks());
    try (RowSource.OpenRows rows = inputs.open(new Memory(text))) {
      float[] values = new float[2];
      rows.read(0, values);
      assertMessage("table.csv: line 2, column 0: 'x' is not a number", rows, 1);
      assertMessage("table.csv: line 3 has 2 columns; the lines before it have 3", rows, 2);
      assertMessage("table.csv: line 4, column 2: the label is missing", rows, 3);
      rows.read(4, values);
      assertArrayEquals(new float[] {9 / 255f, 10 / 255f}, values);
      assertMessage("table.csv: ends behind line 5", rows, 5);
    }
  }

  @Test
  void aColumnThatHoldsNoClasses() throws IOException {
    StringBuilder numbers = new StringBuilder();
    StringBuilder texts = new StringBuilder("a,label\n");
    for (int i = 0; i < 3000; i++) {
      numbers.append("0,").append(i * 7 % 3000).append('\n');
      texts.append("0,t").append(i).append('\n');
    }
    for (int bytes : new int[] {1_000_000, 5_000}) {
      CsvOutline outline = outline(numbers.toString(), bytes, false);
      String message = assertThrows(BadFileException.class, () -> classes(outline)).getMessage();
      assertTrue(message.matches("table.csv: column 1 has \\d{4} classes or more; .*"), message);
      CsvOutline named = outline(texts.toString(), bytes, false);
      message = assertThrows(BadFileException.class, () -> classes(named)).getMessage();
      assertTrue(message.contains(" classes or more; allowed: 2 ... 256"), message);
    }
  }

  private static void assertMessage(String message, RowSource.OpenRows rows, int row) {
    BadFileException found =
        assertThrows(BadFileException.class, () -> rows.read(row, new float[2]));
    assertTrue(found.getMessage().startsWith(message), found.getMessage());
  }

  @Test
  void linesLongerThanTheBufferAndCutBetweenCrAndLf() throws IOException {
    String cell = "1".repeat(65_535);
    byte[] content = (cell + "\r\n" + cell + "22\rend").getBytes(StandardCharsets.UTF_8);
    try (CsvRows.Lines lines = new CsvRows.Lines(new ByteArrayInputStream(content), 100)) {
      assertEquals(100, lines.offset());
      assertEquals(cell, lines.next());
      assertEquals(100 + 65_537, lines.offset());
      assertEquals(cell + "22", lines.next());
      assertEquals("end", lines.next());
      assertEquals(100 + content.length, lines.offset());
      assertEquals(null, lines.next());
    }
  }
}
