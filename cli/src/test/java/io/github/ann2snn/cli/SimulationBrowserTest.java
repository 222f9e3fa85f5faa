package io.github.ann2snn.cli;

import static io.github.ann2snn.cli.Browser.NARROW;
import static io.github.ann2snn.cli.Browser.WIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** The page of a simulation in a browser. */
class SimulationBrowserTest extends SimulationTest {
  @RegisterExtension private static final Browser browser = new Browser();

  private void open(String line, int width, boolean dark) {
    succeeds(line);
    browser.open(out("report.html"), width, dark);
  }

  private static long spikes(String chart) {
    return (Long)
        browser.run(
            "return d3.sum(document.querySelectorAll(arguments[0]), (e) => +e.dataset.spikes)",
            "#chart-" + chart + " [data-spikes]");
  }

  private static List<?> charts() {
    return (List<?>)
        browser.run("return [...document.querySelectorAll('figure.chart')].map((e) => e.id)");
  }

  private static void assertEveryChartIsWhole() {
    browser.assertEveryChartIsWhole();
    assertEquals(0, browser.count("main section:not([id])"));
    browser.assertNoSidewaysScroll();
  }

  @Test
  void aNetworkThatLearnsIsDrawn() throws IOException {
    open(
        "stdp --preset tutorial-driven --neurons 20 --duration 300ms --traces 3 --connect 0.5",
        WIDE,
        false);
    assertEquals(
        List.of(
            "chart-potentials",
            "chart-raster",
            "chart-f-i",
            "chart-weights",
            "chart-matrix",
            "chart-window"),
        charts());
    assertEveryChartIsWhole();
    assertEquals(document().at("/results/spikes").asLong(), spikes("raster"));
    assertEquals(20, browser.count("#chart-f-i circle.mark"));
    assertEquals(123, browser.count("#chart-window circle.mark"));
    assertTrue(
        browser
            .text("#answer")
            .contains(document().at("/results/summary").asText().substring(0, 20)));
    browser.screenshot("simulation-light.png");
    browser.open(NARROW, true);
    assertEveryChartIsWhole();
    browser.screenshot("simulation-narrow-dark.png");
  }

  @Test
  void aStretchOfTimeIsChosenAndANeuron() throws IOException {
    open("lif --neurons 4 --current 3nA --duration 400ms", WIDE, false);
    // An interval is 16 ms, so that the stretch at the beginning, 100 ms, holds six spikes each.
    assertEquals("0 ms to 100 ms of 400 ms", browser.text("#membrane [role=status]"));
    assertEquals(4 * 6, spikes("potentials"));
    new Select(browser.element("#trace")).selectByIndex(2);
    assertEquals(6, spikes("potentials"));
    browser.element("#trace-view-all").click();
    assertEquals(document().at("/results/spikes").asLong() / 4, spikes("potentials"));
    browser.element("#trace-view-in").click();
    browser.element("#trace-view-later").click();
    assertEquals("200 ms to 400 ms of 400 ms", browser.text("#membrane [role=status]"));
    long all = spikes("raster");
    browser.element("#raster-view-in").sendKeys(Keys.ENTER);
    assertEquals("100 ms to 300 ms of 400 ms", browser.text("#raster [role=status]"));
    assertTrue(spikes("raster") < all && spikes("raster") > 0);
    browser.element("#chart-raster .plot svg").sendKeys(Keys.ARROW_RIGHT);
    assertTrue(
        browser.text("#chart-raster .tip").contains("spike"), browser.text("#chart-raster .tip"));
  }

  @Test
  void axonsHaveGatesAndNoTheory() throws IOException {
    open("hh --neurons 2 --current 2nA --current-to 4nA --duration 100ms", NARROW, false);
    assertEquals(List.of("chart-potentials", "chart-gates", "chart-raster", "chart-f-i"), charts());
    assertEveryChartIsWhole();
    assertEquals(3, browser.count("#chart-gates path.mark"));
    assertEquals(0, browser.count("#chart-f-i .plot path.line"));
    browser.screenshot("simulation-axons-narrow.png");
  }

  /** The document is altered by hand, as if names in it came from elsewhere. */
  @Test
  void aSilentNetworkSaysWhyAndNamesAreShownAsText() throws IOException {
    succeeds("stdp --preset tutorial --neurons 3 --duration 100ms");
    Path file = out("results.json");
    String hostile = ReportFixture.HOSTILE.get(1);
    String text = new JsonMapper().writeValueAsString(hostile);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"tau\" : \"10ms\"", "\"tau\" : " + text)
            .replace("\"notices\" : [ ]", "\"notices\" : [\"</script><b>x\"]"));
    Path page = folder.resolve("page.html");
    assertEquals(0, run("report", path("out"), "--out", page.toString()).exitCode());
    browser.open(page, WIDE, true);
    assertTrue(browser.text("#answer .verdict").startsWith("Nothing fired: 1.5pA through 10"));
    assertTrue(browser.text("#raster").contains("No neuron fired"));
    assertEquals(0, spikes("potentials"));
    assertEveryChartIsWhole();
    assertTrue(browser.text("#settings").contains(hostile));
    assertEquals("</script><b>x", browser.text(".notice bdi"));
    assertEquals(0, browser.count("img"));
    browser.screenshot("simulation-silent-dark.png");
  }
}
