package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a simulation as text, and what is drawn from damaged files. */
class SimulationReportTest extends SimulationTest {
  /** What stands in a page. */
  private static JsonNode embedded(Path page) throws IOException {
    String html = Files.readString(page);
    int start = html.indexOf("id=\"results\">") + "id=\"results\">".length();
    return new JsonMapper().readTree(html.substring(start, html.indexOf("</script>", start)));
  }

  @Test
  void simulateWritesThePageThatReportDraws() throws IOException {
    succeeds("stdp --neurons 3 --current 2.1nA --current-to 4nA --duration 100ms");
    String page = Files.readString(out("report.html"));
    assertTrue(page.contains("Mike Bostock"), "the licence of the library");
    Outcome outcome = run("report", path("out"), "--out", path("again.html"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals("Wrote " + path("again.html") + "\n", outcome.err());
    assertEquals(page, Files.readString(folder.resolve("again.html")));
    assertFalse(Files.exists(folder.resolve("report-csv")));
  }

  @Test
  void thePageHoldsTheDocumentAndTheSeries() throws IOException {
    succeeds("stdp --neurons 3 --current 2.1nA --current-to 4nA --duration 100ms");
    JsonNode data = embedded(out("report.html"));
    JsonNode document = new JsonMapper().readTree(out("results.json").toFile());
    assertEquals(document, data.get("results"));
    int spikes = document.at("/results/spikes").asInt();
    assertEquals(Files.readAllLines(out("spikes.csv")).size() - 1, spikes);
    assertEquals(spikes, data.at("/raster/times").size());
    assertEquals(spikes, traced(data));
    assertEquals(3, data.at("/potentials/columns").size());
    assertEquals(1000, data.at("/potentials/columns/0/values").size());
    assertEquals(-70, data.at("/potentials/columns/0/values/0").asDouble());
    assertEquals(9, data.at("/weights/matrix").size());
    assertTrue(data.at("/weights/matrix/0").isNull());
    double total = 0;
    for (JsonNode count : data.at("/weights/after")) {
      total += count.asInt();
    }
    assertEquals(6, total);
    assertEquals(123, data.get("window").size());
    double spikesFromRate = 0;
    for (JsonNode rate : data.at("/population/hertz")) {
      spikesFromRate += rate.asDouble() * 3 * data.at("/population/widthMs").asDouble() / 1000;
    }
    assertEquals(spikes, spikesFromRate, 1e-9);
  }

  private static int traced(JsonNode data) {
    int spikes = 0;
    for (JsonNode own : data.get("tracedSpikes")) {
      spikes += own.size();
    }
    return spikes;
  }

  /** 1 / (5 ms + 10 ms ln(25/5)) is 47.41 Hz. */
  @Test
  void theTheoreticalCurvePassesThroughTheSimulatedRate() throws IOException {
    succeeds("lif --neurons 1 --current 2.5nA");
    JsonNode rates = embedded(out("report.html")).get("rates");
    assertEquals(1000 / 21.0, rates.at("/rows/0/3").asDouble(), 1e-9);
    double nearest = Double.POSITIVE_INFINITY;
    double theory = 0;
    for (JsonNode point : rates.get("theory")) {
      if (Math.abs(point.get(0).asDouble() - 2.5) < nearest) {
        nearest = Math.abs(point.get(0).asDouble() - 2.5);
        theory = point.get(1).asDouble();
      }
    }
    assertEquals(47.41, theory, 0.1);
  }

  @Test
  void theSummarySaysWhatHappened() throws IOException {
    succeeds("stdp --preset tutorial --neurons 4");
    String summary = embedded(out("report.html")).at("/results/results/summary").asText();
    assertTrue(summary.startsWith("Nothing fired: 1.5pA through 10 MOhm lifts V by 15 uV"));
    assertTrue(summary.endsWith("None of 12 synapses changed its weight."), summary);
    succeeds("lif --neurons 3 --current 1nA --current-to 3nA --duration 0.5s");
    summary = embedded(out("report.html")).at("/results/results/summary").asText();
    assertEquals(
        "1 of 3 neurons fired, 31 spikes in 0.5 s, 20.7 a second each in the mean.", summary);
  }

  @Test
  void manyNeuronsAreThinnedAndCountedInFull() throws IOException {
    succeeds("lif --neurons 2001 --current 4nA --duration 300ms --traces 1");
    JsonNode data = embedded(out("report.html"));
    int every = data.at("/raster/every").asInt();
    assertTrue(every > 1, "every " + every);
    assertTrue(data.at("/raster/times").size() <= 40_000);
    for (JsonNode neuron : data.at("/raster/neurons")) {
      assertEquals(0, neuron.asInt() % every);
    }
    assertEquals(2, data.at("/rates/every").asInt());
    assertEquals(1001, data.at("/rates/rows").size());
    assertTrue(Files.size(out("report.html")) < 3 << 20);
  }

  /** Of five steps two values stay, the highest among them. */
  @Test
  void longTracesKeepTheirPeaks() throws IOException {
    succeeds("hh --current 2nA --neurons 10 --current-to 3nA --duration 1500ms");
    JsonNode data = embedded(out("report.html"));
    JsonNode column = data.at("/potentials/columns/0");
    assertEquals(5, data.at("/potentials/every").asInt());
    assertEquals(column.get("values").size(), column.get("numbers").size());
    double peak = Double.NEGATIVE_INFINITY;
    for (String line : Files.readAllLines(out("potentials.csv")).subList(1, 30_002)) {
      peak = Math.max(peak, Double.parseDouble(line.split(",", -1)[1]));
    }
    double drawn = Double.NEGATIVE_INFINITY;
    for (JsonNode value : column.get("values")) {
      drawn = Math.max(drawn, value.asDouble());
    }
    assertEquals(peak, drawn, 0.01);
    assertTrue(Files.size(out("report.html")) < 4 << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "results.json | \"kind\" : \"lif\"   | \"kind\" : \"gif\"  | kind is 'gif', expected lif",
        "results.json | simulation/1     | simulation/2    | this program reads ann2snn.simulation/1",
        "results.json | \"neurons\" : 2      | \"neurons\" : -2    | /settings/neurons is -2.0, expected 1 to",
        "results.json | \"dt\" : \"0.1ms\"   | \"dt\" : \"0.1mV\"  | /settings/dt: '0.1mV' is a voltage",
        "results.json | \"tauMs\" : 10.0     | \"tauMs\" : -1      | tau_m is -1.0 ms, expected a number > 0",
        "results.json | \"spikes\" : 2     | \"spikes\" : []    | /results/spikes is '', expected a finite number",
        "spikes.csv   | neuron,time_ms   | time_ms,neuron  | spikes.csv, line 1: the header is",
        "spikes.csv   | 0,16.0           | 2,16.0          | spikes.csv, line 2: neuron is 2.0, expected 0 to 1",
        "spikes.csv   | 0,16.0           | 0,1600.0        | has a spike at 1600.0 ms",
        "rates.csv    | 1,2.5            | 1,x             | rates.csv, line 3: 'x' is no finite number",
        "rates.csv    | 1,2.5            | 1,NaN           | rates.csv, line 3: 'NaN' is no finite number",
        "rates.csv    | 1,2.5,           | 1,2.5,7,        | rates.csv, line 3: 5 values, expected 4"
      })
  void damagedFilesAreNamed(String file, String from, String to, String message)
      throws IOException {
    succeeds("lif --neurons 2 --duration 20ms --traces 1");
    String whole = Files.readString(out(file));
    assertTrue(whole.contains(from), whole);
    Files.writeString(out(file), whole.replace(from, to));
    assertRefused(message);
  }

  private void assertRefused(String message) {
    assertFails(3, message, "report", path("out"), "--out", path("page.html"));
    assertFalse(Files.exists(folder.resolve("page.html")));
  }

  @Test
  void aMissingSeriesIsNamed() throws IOException {
    succeeds("lif --neurons 2 --duration 100ms");
    Files.delete(out("potentials.csv"));
    assertRefused("potentials.csv: no such file, though it belongs to the results.json beside it");
  }

  @Test
  void aSimulationIsDrawnAlone() {
    succeeds("lif --neurons 2 --duration 20ms");
    Outcome outcome = run("report", path("out"), path("out"), "--out", path("page.html"));
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("is a simulation, which is drawn alone"), outcome.err());
  }
}
