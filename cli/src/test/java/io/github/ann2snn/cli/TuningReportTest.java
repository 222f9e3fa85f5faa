package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Pareto front of a tuning, as text and as a page. */
class TuningReportTest extends CommandLineTest {
  private ObjectNode tuning;

  @BeforeEach
  void copy() throws IOException {
    GoldenFiles.copy("tuning.json", folder);
    tuning = (ObjectNode) new JsonMapper().readTree(GoldenFiles.text("tuning.json"));
  }

  private void write(JsonNode document) throws IOException {
    Files.writeString(folder.resolve("tuning.json"), document.toString());
  }

  private JsonNode page(String of) throws IOException {
    Outcome outcome = run("report", of, "--out", path("page.html"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals("Wrote " + path("page.html") + "\n", outcome.err());
    assertFalse(Files.exists(folder.resolve("page-csv")));
    String html = Files.readString(folder.resolve("page.html"));
    int start = html.indexOf("id=\"results\">") + "id=\"results\">".length();
    return new JsonMapper().readTree(html.substring(start, html.indexOf("</script>", start)));
  }

  @Test
  void inspectShowsTheFrontAndTheChoice() {
    Outcome outcome = run("inspect", path("tuning.json"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    List<String> lines = outcome.out().lines().toList();
    int head = lines.indexOf("Pareto front of synops and accuracy on the search samples");
    assertTrue(head > 0, outcome.out());
    assertEquals(
        "    drop   margin    T   steps     SynOps         nJ   trial", lines.get(head + 1));
    // of these samples the network has all right, the ANN seven of eight
    assertTrue(
        lines
            .get(head + 2)
            .startsWith(" -12.500     none    1    1.00          4        0.5   1: "),
        outcome.out());
    assertTrue(lines.get(head + 2).endsWith(" (chosen)"), outcome.out());
    assertTrue(outcome.out().contains("Chosen: trial 1, percentile 99.9, v0 0.5"), outcome.out());
  }

  @Test
  void thePageHoldsTheDocumentAndItsFronts() throws IOException {
    JsonNode data = page(folder.toString());
    assertEquals(tuning, data.get("tuning"));
    assertEquals(6, data.get("names").size());
    assertEquals("percentile 99.9, v0 0.5, current, membrane", data.at("/names/0").asText());
    assertEquals(1, data.at("/chosen/trial").asInt());
    assertEquals(1, data.at("/fronts/synops").size());
    assertEquals(1, data.at("/fronts/synops/0/trial").asInt());
    assertEquals(
        tuning.at("/trials/0/points/0/synapticOperations"),
        data.at("/fronts/synops/0/point/synapticOperations"));
    double cost = Double.POSITIVE_INFINITY;
    for (JsonNode candidate : data.at("/fronts/energy")) {
      assertTrue(candidate.at("/point/nanojoules").asDouble() < cost);
      cost = candidate.at("/point/nanojoules").asDouble();
    }
  }

  @Test
  void aSearchThatHasNotEndedIsShownAsFarAsItIs() throws IOException {
    tuning.remove(List.of("ended", "front", "confirmations", "choice", "test"));
    ((ArrayNode) tuning.get("trials")).remove(5);
    write(tuning);
    Outcome text = run("inspect", path("tuning.json"));
    assertEquals(0, text.exitCode(), text.err());
    assertTrue(text.out().contains("5 trials of T = 8; the search has not ended"), text.out());
    assertTrue(text.out().contains("Pareto front of synops"), text.out());
    assertFalse(text.out().contains("hosen"), text.out());
    assertTrue(page(path("tuning.json")).get("chosen").isNull());
  }

  @Test
  void whatWasAskedBeforeIsSaid() throws IOException {
    ObjectNode answer = tuning.putArray("earlier").addObject().put("tested", false);
    answer.putObject("question").put("objective", "energy").put("maxAccuracyDrop", 3.0);
    ((ObjectNode) answer.get("question")).put("confidence", 0.9).put("budget", 7);
    write(tuning);
    String text = run("inspect", path("tuning.json")).out();
    assertTrue(
        text.contains(
            "  objective energy, accuracy drop at most 3.0 points with 90 % confidence, budget 7 (without the test samples)"),
        text);
  }

  @Test
  void aTuningIsDrawnAlone() throws IOException {
    GoldenFiles.copy("results.json", folder);
    Outcome outcome =
        run("report", path("results.json"), path("tuning.json"), "--out", path("page.html"));
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("is a tuning, which is drawn alone"), outcome.err());
    assertFalse(Files.exists(folder.resolve("page.html")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/choice | trial | 7 | trial 7 is confirmed, but there are 6",
        "/choice | trial | 0 | trial 0 is confirmed, but there are 6",
        "/confirmations/0 | trial | 70 | trial 70 is confirmed, but there are 6",
        "/trials/0/points/0/counts | samples | 1 | impossible"
      })
  void damagedFilesAreNamed(String place, String key, int value, String message)
      throws IOException {
    ((ObjectNode) tuning.at(place)).put(key, value);
    write(tuning);
    for (String command : List.of("inspect", "report")) {
      Path file = folder.resolve("tuning.json");
      Outcome outcome = run(command, file.toString());
      assertEquals(3, outcome.exitCode(), outcome.err());
      assertTrue(outcome.err().startsWith("ann2snn: " + file + ": "), outcome.err());
      assertTrue(outcome.err().contains(message), outcome.err());
    }
  }
}
