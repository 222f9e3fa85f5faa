package io.github.ann2snn.cli;

import static io.github.ann2snn.cli.Browser.NARROW;
import static io.github.ann2snn.cli.Browser.WIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** What readers do with the page: mouse, keyboard, dark and narrow screens, paper, files. */
class ReportUseBrowserTest extends ReportPageTest {
  @Test
  void samplesAreChosenByMouseAndKeyboard() throws IOException {
    ObjectNode results = ReportFixture.complete();
    open(WIDE, false, results);
    browser.element("#sample-next").click();
    assertSample(results, 1);
    new Select(browser.element("#sample")).selectByIndex(3);
    assertSample(results, 3);
    browser.element("#sample").sendKeys(Keys.ARROW_UP);
    assertSample(results, 2);
    browser.run("document.getElementById('sample-previous').focus()");
    browser.element("#sample-previous").sendKeys(Keys.SPACE);
    assertSample(results, 1);
  }

  private static void assertSample(ObjectNode results, int sample) {
    String index = results.at("/samples/" + sample).get("index").asText();
    browser.waitFor(
        "return document.querySelector('.sample canvas').getAttribute('aria-label') === arguments[0]",
        "Image of sample " + index);
    browser.waitFor(
        "return document.querySelectorAll('#chart-raster-0 .plot .mark').length === arguments[0]",
        spikes(results, sample, 0));
  }

  @Test
  void pointsAreReadWithTheKeyboard() throws IOException {
    open(WIDE, false, ReportFixture.complete());
    String chart = "#chart-accuracy .plot";
    assertEquals(0, browser.count(chart + " .tip:not([hidden])"));
    browser.element(chart + " svg").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertEquals(1, browser.count(chart + " .tip:not([hidden])"));
    assertTrue(browser.text(chart + " .tip").contains("t 2"), browser.text(chart + " .tip"));
    browser.element(chart + " svg").sendKeys(Keys.ESCAPE);
    assertEquals(0, browser.count(chart + " .tip:not([hidden])"));
  }

  @Test
  void darkAsTheSystemSaysOrTheReader() throws IOException {
    open(WIDE, true, ReportFixture.complete());
    assertEquals("rgb(20, 23, 28)", browser.background());
    browser.screenshot("fixture-dark.png");
    browser.element("#theme").click();
    assertEquals("rgb(255, 255, 255)", browser.background());
    assertEquals("false", browser.element("#theme").getAttribute("aria-pressed"));
    browser.open(WIDE, false);
    browser.element("#theme").click();
    assertEquals("rgb(20, 23, 28)", browser.background());
  }

  @Test
  void paperIsLight() throws IOException {
    open(WIDE, true, ReportFixture.complete());
    browser.emulate("print", true);
    assertEquals("rgb(255, 255, 255)", browser.background());
    assertEquals(
        "none", browser.run("return getComputedStyle(document.getElementById('theme')).display"));
    browser.screenshot("print.png");
  }

  @Test
  void aNarrowScreenNeedsNoSidewaysScroll() throws IOException {
    open(NARROW, false, ReportFixture.complete());
    browser.assertNoSidewaysScroll();
    browser.assertEveryChartIsWhole();
    browser.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })");
    browser.assertNoSidewaysScroll();
    browser.open(NARROW, false);
    browser.screenshot("fixture-narrow.png");
  }

  @Test
  void aChartIsSavedAsSvg() throws Exception {
    open(WIDE, false, ReportFixture.complete());
    browser.saveDownloadsIn(folder);
    browser.element("[data-download=accuracy]").click();
    Path saved = folder.resolve("ann2snn-accuracy.svg");
    for (int i = 0; i < 100 && !Files.exists(saved); i++) {
      Thread.sleep(50);
    }
    var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(saved.toFile());
    assertEquals("svg", svg.getDocumentElement().getTagName());
    assertTrue(svg.getElementsByTagName("circle").getLength() >= 8);
    assertTrue(Files.readString(saved).contains("Accuracy after each time step"));
    assertNotEquals(-1, Files.readString(saved).indexOf("rgb(0, 114, 178)"));
  }
}
