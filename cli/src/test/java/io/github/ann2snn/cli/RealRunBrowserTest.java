package io.github.ann2snn.cli;

import static io.github.ann2snn.cli.Browser.NARROW;
import static io.github.ann2snn.cli.Browser.WIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a network that was trained, in a browser. */
class RealRunBrowserTest extends TrainedNetworkTest {
  @RegisterExtension private static final Browser browser = new Browser();

  @Test
  void aRealRunIsDrawn() throws IOException {
    browser.open(shared.resolve("out/report.html"), WIDE, false);
    JsonNode results = new JsonMapper().readTree(shared.resolve("out/results.json").toFile());
    assertEquals(4, browser.marks("accuracy"));
    assertEquals(
        StreamSupport.stream(results.at("/snn/synapticOperationsByTimestep").spliterator(), false)
            .filter(operations -> operations.asDouble() > 0)
            .count(),
        browser.marks("synops"));
    assertTrue(browser.marks("energy") >= results.at("/energy/0/snnItems").size());
    assertEquals(16, browser.marks("confusion-snn"));
    assertEquals(
        results.at("/comparison/activations/0/points").size(), browser.marks("activations-0"));
    assertTrue(browser.text("#answer").contains(results.at("/verdict").asText()));
    browser.assertEveryChartIsWhole();
    assertEquals(results.at("/dataset/name").asText(), browser.text("h1 bdi"));
    browser.screenshot("real-light.png");
    browser.open(NARROW, true);
    browser.assertNoSidewaysScroll();
    browser.screenshot("real-narrow-dark.png");
  }
}
