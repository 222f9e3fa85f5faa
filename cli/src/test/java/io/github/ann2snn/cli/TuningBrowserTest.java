package io.github.ann2snn.cli;

import static io.github.ann2snn.cli.Browser.NARROW;
import static io.github.ann2snn.cli.Browser.WIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a tuning in a browser. */
class TuningBrowserTest extends CommandLineTest {
  @RegisterExtension private static final Browser browser = new Browser();

  private void open(JsonNode tuning, int width, boolean dark) throws IOException {
    Files.writeString(folder.resolve("tuning.json"), tuning.toString());
    Outcome outcome = run("report", folder.toString(), "--out", path("page.html"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    browser.open(folder.resolve("page.html"), width, dark);
  }

  private static ObjectNode golden() throws IOException {
    return (ObjectNode) new JsonMapper().readTree(GoldenFiles.text("tuning.json"));
  }

  /** A point beside the golden ones, which the most accurate of them does not dominate. */
  private static ObjectNode withAFront() throws IOException {
    ObjectNode tuning = golden();
    ObjectNode cheaper = tuning.at("/trials/1/points/0").deepCopy();
    cheaper.put("accuracy", 0.875).put("synapticOperations", 2.0).put("nanojoules", 0.2);
    ((ObjectNode) cheaper.get("counts")).put("onlySnn", 0);
    tuning.withArray("/trials/1/points").add(cheaper);
    return tuning;
  }

  private static void assertWhole() {
    browser.assertEveryChartIsWhole();
    assertEquals(0, browser.count("main section:not([id])"));
    browser.assertNoSidewaysScroll();
  }

  @Test
  void theFrontAndTheChoiceAreDrawn() throws IOException {
    open(withAFront(), WIDE, false);
    assertEquals(
        List.of("chart-front-synops", "chart-front-energy", "chart-front-latency", "chart-trials"),
        browser.run("return [...document.querySelectorAll('figure.chart')].map((e) => e.id)"));
    assertWhole();
    assertEquals(2, browser.count("#chart-front-synops circle.mark"));
    assertEquals(1, browser.count("#chart-front-synops path.chosen"));
    assertTrue(browser.count("#chart-front-synops circle.dot") >= 3);
    assertEquals(6, browser.count("#chart-trials path.line"));
    assertTrue(
        browser.text("#answer").contains("Trial 1 is chosen: percentile 99.9"),
        browser.text("#answer"));
    browser.open(NARROW, true);
    assertWhole();
    browser.screenshot("tuning-narrow-dark.png");
  }

  @Test
  void aSearchThatHasNotEndedHasNoChoice() throws IOException {
    ObjectNode tuning = withAFront();
    tuning.remove(List.of("ended", "front", "confirmations", "choice", "test"));
    open(tuning, WIDE, true);
    assertWhole();
    assertEquals(0, browser.count("path.chosen"));
    assertTrue(browser.text("#answer").contains("The search has not ended."));
  }
}
