package io.github.ann2snn.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
  private static final String LETTERS = "ab,\"\r\n #-0\u00e9 ";

  private static String written(List<List<Object>> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvFile.write(out, List.of("a", "b"), rows.stream());
    return out.toString(UTF_8);
  }

  @Test
  void quotesWhatNeedsIt() throws IOException {
    assertEquals(
        "a,b\r\n-1.5,\"x,y\"\r\n\"\",\r\n,\"say \"\"no\"\"\"\r\n\"#1\",\" 2\"\r\n\"!\",\"3 \"\r\n$,4 5\r\n",
        written(
            List.of(
                List.of(-1.5, "x,y"),
                List.of("", ""),
                Arrays.asList(null, "say \"no\""),
                List.of("#1", " 2"),
                List.of("!", "3 "),
                List.of("$", "4 5"))));
  }

  /** Any reader of RFC 4180 gets the same cells back. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void othersReadTheSame(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < 500; r++) {
      rows.add(List.of(cell(random), cell(random)));
    }
    List<List<Object>> read = new ArrayList<>();
    for (CSVRecord row : CSVFormat.RFC4180.parse(new StringReader(written(rows)))) {
      read.add(List.copyOf(row.toList()));
    }
    assertEquals(List.of("a", "b"), read.remove(0));
    assertEquals(rows, read);
  }

  private static String cell(SplittableRandom random) {
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      cell.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return cell.toString();
  }
}
