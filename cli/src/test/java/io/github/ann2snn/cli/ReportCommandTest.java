package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of the report, its page as text, and its CSV files. */
class ReportCommandTest extends TrainedNetworkTest {
  private Path fixture(String name) throws IOException {
    return ReportFixture.write(ReportFixture.complete(), folder.resolve(name));
  }

  private String report(String... args) {
    Outcome outcome =
        run(Stream.concat(Stream.of("report"), Stream.of(args)).toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals("", outcome.out());
    return outcome.err();
  }

  /** The documents inside a page. */
  private static JsonNode embedded(Path page) throws IOException {
    String html = Files.readString(page);
    int start = html.indexOf("id=\"results\">") + "id=\"results\">".length();
    return new JsonMapper().readTree(html.substring(start, html.indexOf("</script>", start)));
  }

  private static List<CSVRecord> csv(Path file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var parser = format.parse(Files.newBufferedReader(file))) {
      return parser.getRecords();
    }
  }

  @Test
  void runWritesPageAndCsvBesideItsResults() throws IOException {
    Path out = shared.resolve("out");
    assertEquals(
        new JsonMapper().readTree(out.resolve("results.json").toFile()),
        embedded(out.resolve("report.html")).at("/0/results"));
    List<CSVRecord> accuracy = csv(out.resolve("report-csv/accuracy.csv"));
    assertEquals(4, accuracy.size());
    assertEquals("out", accuracy.get(0).get("run"));
    assertEquals("4", accuracy.get(3).get("t"));
  }

  @Test
  void theDocumentStandsInThePageUnchanged() throws IOException {
    Path results = ReportFixture.write(ReportFixture.hostile(), folder.resolve("results.json"));
    String said = report(results.toString(), "--out", path("page.html"));
    assertEquals(
        "Wrote %s, and its series as CSV to %s%n".formatted(path("page.html"), path("page-csv")),
        said);
    assertEquals(ReportFixture.hostile(), embedded(folder.resolve("page.html")).at("/0/results"));
    String html = Files.readString(folder.resolve("page.html"));
    assertEquals(3, html.split("</script>", -1).length - 1, "scripts of the page itself");
    assertTrue(html.contains("Mike Bostock"), "the licence of the library");
  }

  @Test
  void aFolderStandsForItsResults() throws IOException {
    report(fixture("one/results.json").getParent().toString(), "--out", path("page.html"));
    assertEquals("one", embedded(folder.resolve("page.html")).at("/0/name").asText());
  }

  @Test
  void severalRunsAreToldApart() throws IOException {
    Path first = fixture("a/one/results.json");
    Path second = fixture("b/one/results.json");
    Path third = fixture("b/other.json");
    Path again = folder.resolve("b/../b/other.json");
    report(first + "", second + "", third + "", again + "", "--out", path("page.html"));
    JsonNode page = embedded(folder.resolve("page.html"));
    assertEquals(
        List.of("a/one", "b/one"),
        List.of(page.at("/0/name").asText(), page.at("/1/name").asText()));
    String name = page.at("/2/name").asText();
    assertTrue(name.endsWith("/b/other"), name);
    assertEquals(name + " (2)", page.at("/3/name").asText());
    assertEquals(4 * 8, csv(folder.resolve("page-csv/accuracy.csv")).size());
  }

  @Test
  void csvHoldsWhatTheDocumentHolds() throws IOException {
    ObjectNode results = ReportFixture.hostile();
    report(ReportFixture.write(results, folder.resolve("x.json")) + "", "--out", path("p.html"));
    Path csv = folder.resolve("p-csv");
    List<CSVRecord> layers = csv(csv.resolve("layers.csv"));
    for (int i = 0; i < layers.size(); i++) {
      JsonNode layer = results.at("/snn/layers/" + i);
      assertEquals(layer.get("name").asText(), layers.get(i).get("layer"));
      assertEquals(
          layer.get("firingRate").asDouble(), Double.parseDouble(layers.get(i).get("firingRate")));
    }
    double nanojoules =
        csv(csv.resolve("energy-items.csv")).stream()
            .filter(row -> row.get("profile").equals("cmos-45nm-fp32"))
            .mapToDouble(row -> Double.parseDouble(row.get("nanojoules")))
            .sum();
    assertEquals(results.at("/energy/0/snnNanojoules").asDouble(), nanojoules, 1e-9);
    assertEquals(2 * 100, csv(csv.resolve("confusion.csv")).size());
    List<CSVRecord> connections = csv(csv.resolve("connections.csv"));
    assertEquals(3, connections.size());
    assertEquals(
        List.of("x", ReportFixture.HOSTILE.get(0), "", "matrix"), connections.get(0).toList());
    assertEquals(ReportFixture.HOSTILE.get(1), connections.get(2).get("source"));
    assertEquals(8, csv(csv.resolve("early-exit.csv")).size());
    assertEquals(7, csv(csv.resolve("flipped.csv")).size());
    assertEquals(80, csv(csv.resolve("activations.csv")).size());
    assertEquals(
        results.get("samples").size() * 8 * 10, csv(csv.resolve("sample-potentials.csv")).size());
  }

  @Test
  void csvOfAnEarlierReportDoesNotStay() throws IOException {
    report(fixture("x.json") + "", "--out", path("p.html"));
    Path flipped = folder.resolve("p-csv/flipped.csv");
    assertTrue(Files.exists(flipped));
    report(
        ReportFixture.write(ReportFixture.withoutAnn(), folder.resolve("y.json")) + "",
        "--out",
        path("p.html"));
    assertFalse(Files.exists(flipped));
    assertTrue(Files.exists(folder.resolve("p-csv/accuracy.csv")));
  }

  @Test
  void filesThatAreNoResults() throws IOException {
    String page = path("p.html");
    assertFails(3, "missing.json: no such file", "report", path("missing.json"), "--out", page);
    assertFails(3, "results.json: no such file", "report", folder.toString(), "--out", page);
    String whole = Files.readString(fixture("x.json"));
    Path cut = Files.writeString(folder.resolve("cut.json"), whole.substring(0, 2000));
    assertFails(3, "cut.json: ", "report", path("x.json"), cut.toString(), "--out", page);
    Path other = Files.writeString(folder.resolve("other.json"), "{\"schema\": \"other/9\"}");
    assertFails(3, "its schema is other/9", "report", other.toString(), "--out", page);
    assertFails(3, "model.zip: ", "report", model, "--out", page);
    assertFalse(Files.exists(Path.of(page)));
    assertFalse(Files.exists(folder.resolve("p-csv")));
  }

  @Test
  void targetsThatCannotBeWritten() throws IOException {
    Path results = fixture("x.json");
    Path file = Files.writeString(folder.resolve("file"), "content");
    assertFails(
        2, "--out: cannot write " + file, "report", results + "", "--out", file + "/p.html");
    assertFails(2, "is a folder; name a file", "report", results + "", "--out", folder + "");
    assertEquals("content", Files.readString(file));
  }

  @Test
  void aCsvFolderThatIsAFileIsNamed() throws IOException {
    Path results = fixture("x.json");
    Files.writeString(folder.resolve("p-csv"), "content");
    assertFails(2, path("p-csv"), "report", results + "", "--out", path("p.html"));
    assertEquals("content", Files.readString(folder.resolve("p-csv")));
  }

  @Test
  void withoutResultsThereIsNothingToReport() {
    assertFails(2, "Missing required parameter: 'RESULTS'", "report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"withoutAnn", "old"})
  void lesserDocumentsGiveLesserCsv(String kind) throws IOException {
    ObjectNode results = kind.equals("old") ? ReportFixture.old() : ReportFixture.withoutAnn();
    report(ReportFixture.write(results, folder.resolve("x.json")) + "", "--out", path("p.html"));
    for (CSVRecord row : csv(folder.resolve("p-csv/accuracy.csv"))) {
      assertEquals(kind.equals("old"), row.get("lower").isEmpty());
    }
    assertFalse(Files.exists(folder.resolve("p-csv/energy-anns.csv")));
  }
}
