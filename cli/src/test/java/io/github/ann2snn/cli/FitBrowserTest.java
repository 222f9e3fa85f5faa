package io.github.ann2snn.cli;

import static io.github.ann2snn.cli.Browser.NARROW;
import static io.github.ann2snn.cli.Browser.WIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The cores of a chip in a browser, alone and among results. */
class FitBrowserTest extends ReportPageTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Three layers: on one core of the first chip, on both of the second, and on none. */
  private static ObjectNode fit() {
    ObjectNode fit = MAPPER.createObjectNode();
    fit.put("chip", ReportFixture.HOSTILE.get(0)).put("title", ReportFixture.HOSTILE.get(1));
    fit.put("source", "made up").put("fits", false).put("cores", 3).put("coresPerChip", 2);
    fit.put("chips", 2).put("lowerBound", 2).put("boundBy", "neurons").put("heuristic", "by hand");
    fit.putArray("limits")
        .addObject()
        .put("limit", "neurons")
        .put("unit", "neurons")
        .put("used", 30)
        .put("available", 48);
    ArrayNode layers = fit.putArray("layers");
    layer(layers, ReportFixture.HOSTILE.get(0), 0.5, 0);
    layer(layers, "b", 1, 2, 3);
    layer(layers, ReportFixture.HOSTILE.get(3), 0);
    ObjectNode problem = fit.putArray("problems").addObject();
    problem.put("layer", "c").put("limit", "inputAxons").put("needed", 9).put("available", 4);
    problem.put("unit", "axons").put("source", "made up").put("remedy", "less");
    problem.put("sentence", ReportFixture.HOSTILE.get(1));
    ObjectNode traffic = fit.putObject("traffic").put("samples", 7).put("packets", 12.5);
    traffic.put("deliveries", 25).put("routers", 3).put("rule", ReportFixture.HOSTILE.get(2));
    fit.putArray("notes").add(ReportFixture.HOSTILE.get(0));
    return fit;
  }

  private static void layer(ArrayNode layers, String name, double share, int... cores) {
    ObjectNode layer = layers.addObject().put("name", name).put("neurons", 10 * cores.length);
    layer.put("weightBits", 8).put("lowerBound", cores.length).put("packetsPerSample", 1.5);
    if (cores.length > 0) {
      layer.put("fullest", "neurons").put("fullestShare", share);
    }
    ArrayNode numbers = layer.putArray("coreNumbers");
    ArrayNode neurons = layer.putArray("coreNeurons");
    ArrayNode shares = layer.putArray("coreShares");
    for (int core : cores) {
      numbers.add(core);
      neurons.add(10);
      shares.add(share);
    }
  }

  private static void assertDrawn() {
    browser.assertEveryChartIsWhole();
    browser.assertNoSidewaysScroll();
    assertEquals(3, browser.marks("cores"));
    assertEquals(4, browser.count("#chart-cores rect.frame"));
    assertEquals(2, browser.count("#chart-cores .legend li"));
    assertEquals("true", browser.run("return String(window.broken === undefined)"));
  }

  @Test
  void aFitAloneIsDrawn() throws IOException {
    ObjectNode document = MAPPER.createObjectNode().put("schema", "ann2snn.fit/1");
    document.put("network", ReportFixture.HOSTILE.get(1)).put("dataset", "digits");
    document.set("fit", fit());
    Files.writeString(folder.resolve("fit.json"), document.toString());
    Outcome outcome = run("report", path("fit.json"), "--out", path("page.html"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    for (int width : new int[] {WIDE, NARROW}) {
      browser.open(folder.resolve("page.html"), width, width == NARROW);
      assertDrawn();
      assertTrue(browser.text("#answer").contains("does not fit as it is"));
      browser.screenshot("fit-" + width + ".png");
    }
  }

  @Test
  void resultsWithAFitHaveASectionOfIt() throws IOException {
    ObjectNode results = ReportFixture.complete();
    results.set("fit", fit());
    open(WIDE, true, results);
    assertDrawn();
    assertTrue(browser.text("#fit").contains("Packets per sample"));
    open(WIDE, false, ReportFixture.complete());
    assertEquals(0, browser.count("#fit"));
  }

  /** More cells than are drawn: only cores that hold neurons are. */
  @Test
  void aLargeChipShowsTheCoresInUse() throws IOException {
    ObjectNode results = ReportFixture.complete();
    ObjectNode fit = fit().put("coresPerChip", 4096).put("chips", 16);
    results.set("fit", fit);
    open(NARROW, false, results);
    browser.assertEveryChartIsWhole();
    assertEquals(3, browser.count("#chart-cores rect.frame"));
    JsonNode kept = MAPPER.readTree(Files.readString(folder.resolve("run0/results.json")));
    assertEquals(16, kept.at("/fit/chips").asInt());
  }
}
