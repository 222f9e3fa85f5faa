package io.github.ann2snn.report.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.JsonDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsFileTest {
  private static final String DOCUMENT =
      """
      {"schema": "ann2snn.results/1",
       "dataset": {"name": "NaN", "split": "test", "samples": 3, "classes": ["Infinity", "NaN"]},
       "snn": {"timesteps": 2, "accuracy": 0.5, "accuracyInterval": [0.25, 0.75],
               "accuracyByTimestep": [0.25, 0.5], "confusion": [[1, 2], [0, 0]], "layers": [],
               "synapticOperationsByTimestep": [1, 2]},
       "samples": [{"index": 1, "label": 0, "snn": 1, "potentials": [[0.5, null]],
                    "rasters": [{"layer": "h", "neurons": 1, "shown": [0], "spikes": [[], [0]]}]}],
       "energy": [], "provenance": {"note": "NaN"}, "unknown": {"key": [1]}}
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("r.json"), text);
  }

  @Test
  void readsWhatItKnowsAndIgnoresTheRest() throws IOException {
    Results results = Results.DOCUMENT.read(file(DOCUMENT));
    assertEquals("NaN", results.dataset().name());
    assertEquals(2, results.snn().confusion()[0][1]);
    assertEquals(0, results.samples().get(0).rasters().get(0).spikes()[1][0]);
    Results again = Results.DOCUMENT.read(file(JsonDocument.text(results)));
    assertEquals(JsonDocument.text(results), JsonDocument.text(again));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"accuracy\": 0.5 | \"accuracy\": NaN | /snn/accuracy is NaN",
        "\"accuracy\": 0.5 | \"accuracy\": \"NaN\" | /snn/accuracy is NaN",
        "\"accuracy\": 0.5 | \"accuracy\": \"-Infinity\" | /snn/accuracy is -Infinity",
        "\"accuracy\": 0.5 | \"accuracy\": 1e999 | /snn/accuracy is Infinity",
        "[0.25, 0.5] | [0.25, NaN] | /snn/accuracyByTimestep/1 is NaN",
        "[0.25, 0.75] | [\"NaN\", 0.75] | /snn/accuracyInterval/0 is NaN",
        "\"timesteps\": 2 | \"timesteps\": NaN | /snn/timesteps is NaN",
        "[[0.5, null]] | [[0.5, \"NaN\"]] | /samples/0/potentials/0/1 is NaN"
      })
  void refusesNumbersThatAreNone(String good, String bad, String message) throws IOException {
    assertTrue(DOCUMENT.contains(good));
    Path file = file(DOCUMENT.replace(good, bad));
    var thrown = assertThrows(BadFileException.class, () -> Results.DOCUMENT.read(file));
    assertEquals(
        file + ": " + message + ", expected a finite number; make it again with ann2snn evaluate",
        thrown.getMessage());
  }

  @Test
  void refusesAFileThatIsCutAnywhere() throws IOException {
    int end = DOCUMENT.strip().length();
    for (int length = 0; length < end; length += 7) {
      Path file = file(DOCUMENT.substring(0, length));
      var thrown = assertThrows(BadFileException.class, () -> Results.DOCUMENT.read(file));
      String expected = length == 0 ? ": its schema is none" : ": not a complete results file (";
      assertTrue(thrown.getMessage().startsWith(file + expected), thrown.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[0.5, null]] | \"none\" | /samples/0/potentials",
        "\"timesteps\": 2 | \"timesteps\": [2] | /snn/timesteps"
      })
  void saysWhereAValueIsOfAnotherKind(String good, String bad, String place) throws IOException {
    Path file = file(DOCUMENT.replace(good, bad));
    var thrown = assertThrows(BadFileException.class, () -> Results.DOCUMENT.read(file));
    assertEquals(
        file
            + ": "
            + place
            + " holds another kind of value than it should; make it again with ann2snn evaluate",
        thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "ann2snn.results/2, '; a newer ann2snn made it: update this one'",
    "ann2snn.results/10, '; a newer ann2snn made it: update this one'",
    "other/2, ''",
    "'', ''"
  })
  void refusesAnotherVersion(String schema, String remedy) throws IOException {
    Path file = file(DOCUMENT.replace("ann2snn.results/1", schema));
    var thrown = assertThrows(BadFileException.class, () -> Results.DOCUMENT.read(file));
    assertEquals(
        file + ": its schema is " + schema + ", this program reads ann2snn.results/1" + remedy,
        thrown.getMessage());
  }
}
