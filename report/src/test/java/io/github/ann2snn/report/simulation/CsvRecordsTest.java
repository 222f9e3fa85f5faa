package io.github.ann2snn.report.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {
  private static final String OUT_OF_PLACE = "a quotation mark is out of place";

  @TempDir Path folder;

  private List<List<String>> read(String text) throws IOException {
    return read(Files.writeString(folder.resolve("t.csv"), text));
  }

  private static List<List<String>> read(Path file) throws IOException {
    List<List<String>> all = new ArrayList<>();
    try (CsvRecords records = new CsvRecords(file, "", "")) {
      for (List<String> row = records.next(); row != null; row = records.next()) {
        all.add(row);
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsLinesHoweverTheyEnd(String end) throws IOException {
    List<List<String>> expected =
        List.of(List.of("a", "b,\"c\""), List.of(""), List.of("1", ""), List.of(" 2", "3"));
    String text = String.join(end, "a,\"b,\"\"c\"\"\"", "", "1,", " 2, \"3\" ");
    assertEquals(expected, read(text));
    assertEquals(expected, read(text + end));
  }

  @Test
  void takesTheSeparatorOfTheHeader() throws IOException {
    assertEquals(List.of(List.of("a", "b"), List.of("1,5", "2")), read("a;b\n1,5;2\n"));
    assertEquals(List.of(List.of("a", "b"), List.of("1,5", "2")), read("a\tb\n1,5\t2\n"));
    assertEquals(List.of(), read(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b\\n\\n1,\"2          | 3",
        "a,b\\n\\n1,\"2\\n3,4\\n | 3",
        "a,b\\n1,\"2\\n\"\\n     | 2",
        "a,b\\n1,\"2\"3\\n       | 2",
        "a,b\\n1,2\\n\\n\"\"\"   | 4",
      })
  void refusesQuotationMarksOutOfPlace(String text, int line) {
    BadFileException refused =
        assertThrows(BadFileException.class, () -> read(text.replace("\\n", "\n")));
    String start = folder.resolve("t.csv") + ", line " + line + ": " + OUT_OF_PLACE;
    assertEquals(start, refused.getMessage().split(", or", -1)[0]);
  }

  @Test
  void refusesCellsThatAreFarTooLong() {
    for (String cell : List.of("1".repeat(2_000_000), "\"" + "1".repeat(2_000_000) + "\"")) {
      BadFileException refused =
          assertThrows(BadFileException.class, () -> read("a,b\n1," + cell + "\n"));
      assertEquals(
          folder.resolve("t.csv") + ", line 2: " + OUT_OF_PLACE + ", or a cell is far too long",
          refused.getMessage());
    }
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path file = folder.resolve("t.csv");
    for (int lines : new int[] {1, 20_000}) {
      Files.write(file, ("a\n".repeat(lines) + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
      BadFileException refused = assertThrows(BadFileException.class, () -> read(file));
      assertEquals(file + ": not UTF-8 text", refused.getMessage());
    }
  }
}
