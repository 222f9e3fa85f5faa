package io.github.ann2snn.datasets.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How lines and numbers are written, as found out or as told. */
class CsvFormatTest extends CsvTables {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "a;b;label\\n0.5;1;0\\n0;0.25;1\\n # semicolons, decimals by a point",
        "a;b;label\\n0,5;1;0\\n0;0,25;1\\n # semicolons, decimals by a comma",
        "0,5;1;0\\n0;0,25;1\\n # semicolons, decimals by a comma",
        "0,5\\t1\\t0\\n0\\t,25\\t1\\n # tabs, decimals by a comma",
        "a|b|label\\n5e-1|1|0\\n0|.25|1\\n # bars, decimals by a point",
        " 0.5  1 0\\n 0    0.25 1\\n # blanks, decimals by a point",
        "0,5 1 0\\n0 2,5E-1 1\\n # blanks, decimals by a comma",
      })
  void recognisesHowLinesAreWritten(String text, String said) throws IOException {
    Dataset table = load(text.replace("\\n", "\n").replace("\\t", "\t"), options);
    assertEquals(List.of("0.0,0.25,1", "0.5,1.0,0"), rows(table));
    assertEquals(table.name() + ": cells are separated by " + said, notices.get(1));
  }

  /** A label may hold what separates other tables. */
  @ParameterizedTest
  @ValueSource(
      strings = {"1,20,a;b\n2,30,a|c\n", "1;20;a,b\n2;30;a,c\n", "1,20,a b c\n2,30,a b d\n"})
  void takesTheSeparatorThatCutsOutMostNumbers(String text) throws IOException {
    assertEquals(List.of("1,20,0", "2,30,1"), rows(load(text, options(42, 0.2, "-1")), 255));
  }

  @Test
  void asksForTheDecimalMarkWhereItIsAmbiguous() throws IOException {
    String text = "0;1;1\n0,5;0.5;0\n";
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    assertFailure(
        file,
        options,
        file
            + ": '0,5' has a comma and '0.5' has a point; say which is the decimal mark with"
            + " --decimal-mark comma or point");
    DatasetOptions comma =
        options(
            new SampleReading(
                Optional.empty(),
                Optional.empty(),
                Optional.of(';'),
                Optional.of(','),
                false,
                false,
                TakingNetwork.UNKNOWN));
    assertFailure(
        file,
        comma,
        file
            + ": line 2, column 1: '0.5' is not a number where the decimal mark is a comma;"
            + " --decimal-mark names another");
  }

  /** A comma that the first lines do not show. */
  @Test
  void namesTheOptionWhereACommaComesLate() throws IOException {
    String text = "0;1;0\n1;0;1\n".repeat(150) + "0,5;1;1\n";
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    assertFailure(
        file,
        options,
        file + ": line 301, column 0: '0,5' is not a number where the decimal mark is a point;");
  }
}
