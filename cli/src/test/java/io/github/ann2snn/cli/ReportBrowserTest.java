package io.github.ann2snn.cli;

import static io.github.ann2snn.cli.Browser.NARROW;
import static io.github.ann2snn.cli.Browser.WIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.support.ui.Select;

/** What the page draws of results, in a browser. */
class ReportBrowserTest extends ReportPageTest {
  @Test
  void whatANetworkLearnedIsDrawn() throws IOException {
    open(NARROW, false, ReportFixture.learned());
    browser.assertEveryChartIsWhole();
    browser.assertNoSidewaysScroll();
    assertEquals(1, browser.marks("learning-curve"));
    assertEquals(3, browser.count("#learning .fields canvas"));
    assertEquals(3, browser.count("#learning .fields"), "two classes and none");
    assertEquals(0, browser.count("#samples, #flipped, #fidelity, #exit"));
    assertTrue(
        browser.text("#learning p").contains("No neuron responded to 2 of the test samples"));
    open(WIDE, true, ReportFixture.learned(), ReportFixture.complete());
    assertEquals(3, browser.count("#learning .fields canvas"));
  }

  @Test
  void everyChartHasItsPoints() throws IOException {
    ObjectNode results = ReportFixture.complete();
    open(WIDE, false, results);
    double ann = results.at("/ann/accuracy").asDouble();
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("accuracy", 8L);
    expected.put(
        "difference",
        StreamSupport.stream(results.at("/snn/accuracyByTimestep").spliterator(), false)
            .filter(accuracy -> Math.abs(accuracy.asDouble() - ann) <= 0.01)
            .count());
    expected.put("synops", 8L);
    expected.put("energy-cost", 8L + 4); // four of the ANNs
    expected.put("energy", 5L + 6); // items, ANNs
    expected.put("shares", 3L * 5); // profiles, items
    expected.put("ratios", 2L * 6); // profiles with ANNs, ANNs
    expected.put("graph", 3L);
    expected.put("rates", 2L);
    expected.put("spikes", 2L * 8);
    expected.put("early-exit", 8L);
    expected.put("activations-0", 40L);
    expected.put("activations-1", 40L);
    expected.put("potentials", 10L);
    for (int layer = 0; layer < 2; layer++) {
      expected.put("raster-" + layer, spikes(results, 0, layer));
    }
    expected.put("confusion-ann", 100L);
    expected.put("confusion-snn", 100L);
    Map<String, Long> drawn = new LinkedHashMap<>();
    expected.keySet().forEach(chart -> drawn.put(chart, browser.marks(chart)));
    assertEquals(expected, drawn);
    assertEquals(expected.size(), browser.count("figure.chart"));
    browser.assertEveryChartIsWhole();
    assertEquals(7, browser.count("#flipped .card canvas"));
    assertEquals(results.at("/definitions").size(), browser.count("#definitions dt"));
    browser.screenshot("fixture-light.png");
  }

  @Test
  void theAnswerStandsFirst() throws IOException {
    open(WIDE, false, ReportFixture.complete());
    String answer = browser.text("main > section:first-child");
    for (String part :
        List.of(
            ReportFixture.complete().get("verdict").asText(),
            "Accuracy against the ANN−0.50 points96.50 % (94.21 to 97.90 %) instead of 97.00 %",
            "Stays within 0.5 points of the ANNfrom t = 5 on",
            "Most of the energyanalog MAC",
            "Beats a zero-skipping INT8 ANN?No")) {
      assertTrue(answer.contains(part), part + " in " + answer);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {NARROW, WIDE})
  void hostileNamesAreShownAsText(int width) throws IOException {
    ObjectNode results = ReportFixture.hostile();
    open(width, false, results);
    browser.assertNoSidewaysScroll();
    browser.assertEveryChartIsWhole();
    assertEquals(results.at("/dataset/name").asText(), browser.text("h1 bdi"));
    assertEquals(ReportFixture.HOSTILE.get(1), browser.text(".notice bdi"));
    assertEquals(visible(results.get("verdict").asText()), browser.text(".verdict bdi"));
    assertEquals(3, browser.count("script"));
    assertEquals(0, browser.count("img"));
    for (String name : ReportFixture.HOSTILE) {
      assertEquals(
          true,
          browser.run(
              "return [...document.querySelectorAll('bdi')].some((e) => e.textContent === arguments[0])",
              visible(name)),
          name);
    }
    assertEquals(
        "isolate",
        browser.run(
            "return getComputedStyle(document.querySelector('#chart-rates text.row')).unicodeBidi"));
    browser.screenshot("hostile-" + width + ".png");
  }

  /** Invisible characters that would turn the text after them are shown by their numbers. */
  private static String visible(String name) {
    return Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]")
        .matcher(name)
        .replaceAll(c -> "⟨U+%04X⟩".formatted((int) c.group().charAt(0)));
  }

  @Test
  void severalRunsAreComparedAndOneIsShownInDetail() throws IOException {
    ObjectNode other = ReportFixture.withoutAnn();
    ((ObjectNode) other.get("dataset")).put("name", "other");
    open(WIDE, false, ReportFixture.complete(), other);
    assertEquals(2, browser.count("#answer tbody tr"));
    assertEquals(2 * 8, browser.marks("accuracy"));
    assertEquals(2 * 8, browser.marks("synops"));
    assertEquals(2, browser.count("#chart-synops .line"));
    assertEquals(7, browser.count("#flipped .card"));
    browser.screenshot("comparison.png");
    new Select(browser.element("#run")).selectByIndex(1);
    browser.waitFor("return document.querySelectorAll('#flipped .card').length === 0");
    assertTrue(browser.text("#flipped").contains("has no ANN"), browser.text("#flipped"));
    assertTrue(browser.text("#settings").contains("other"));
  }

  @Test
  void whatADocumentDoesNotHaveIsSaidOrLeftOut() throws IOException {
    open(WIDE, false, ReportFixture.withoutAnn());
    browser.assertEveryChartIsWhole();
    assertEquals(0, browser.count("#chart-difference, #chart-confusion-ann, #exit"));
    assertTrue(browser.text("#answer").contains("has no ANN"));
    assertTrue(browser.text(".sample").contains("no images"));
    open(WIDE, false, ReportFixture.old());
    browser.assertEveryChartIsWhole();
    assertEquals(8, browser.marks("accuracy"));
    assertTrue(browser.text("#samples").contains("older version"));
    assertTrue(browser.text("#activity").contains("no connections between layers"));
  }

  @Test
  void aPartThatIsAmissTakesNoOtherWithIt() throws IOException {
    ObjectNode results = ReportFixture.complete();
    ((ObjectNode) results.at("/samples/0")).putNull("potentials");
    open(WIDE, false, results);
    assertEquals(1, browser.count("main section:not([id]) .missing"));
    assertEquals(100, browser.marks("confusion-snn"));
    assertEquals(1, browser.console().size());
  }
}
