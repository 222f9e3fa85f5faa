package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** The page in a browser. Pictures of it go to {@code target/screenshots}. */
class ReportBrowserTest extends TrainedNetworkTest {
  private static final int WIDE = 1200;
  private static final int NARROW = 400;
  private static final Path PICTURES = Path.of("target", "screenshots");

  private static Browser browser;
  private Path page;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Whatever was done: the page complained about nothing and asked for nothing. */
  @AfterEach
  void nothingIsAmissAndNothingLeavesTheMachine() throws IOException {
    if (page != null) {
      browser.assertQuiet(page);
      assertEquals(true, browser.run("return window.broken === undefined"));
    }
  }

  private void open(Path file, int width, boolean dark) {
    page = file;
    browser.open(file, width, dark);
  }

  private void open(int width, boolean dark, ObjectNode... documents) throws IOException {
    String[] args = new String[documents.length + 3];
    args[0] = "report";
    for (int i = 0; i < documents.length; i++) {
      args[i + 1] =
          ReportFixture.write(documents[i], folder.resolve("run" + i + "/results.json")).toString();
    }
    args[args.length - 2] = "--out";
    args[args.length - 1] = path("page.html");
    Outcome outcome = run(args);
    assertEquals(0, outcome.exitCode(), outcome.err());
    open(folder.resolve("page.html"), width, dark);
  }

  private static long marks(String chart) {
    return browser.count("#chart-" + chart + " .plot .mark");
  }

  @Test
  void whatANetworkLearnedIsDrawn() throws IOException {
    open(NARROW, false, ReportFixture.learned());
    browser.assertEveryChartIsWhole();
    browser.assertNoSidewaysScroll();
    assertEquals(1, marks("learning-curve"));
    assertEquals(3, browser.count("#learning .fields canvas"));
    assertEquals(3, browser.count("#learning .fields"), "two classes and none");
    assertEquals(0, browser.count("#samples, #flipped, #fidelity, #exit"));
    assertTrue(
        browser.text("#learning p").contains("No neuron responded to 2 of the test samples"));
    open(WIDE, true, ReportFixture.learned(), ReportFixture.complete());
    assertEquals(3, browser.count("#learning .fields canvas"));
  }

  @Test
  void aRealRunIsDrawn() throws IOException {
    open(shared.resolve("out/report.html"), WIDE, false);
    JsonNode results = new JsonMapper().readTree(shared.resolve("out/results.json").toFile());
    assertEquals(4, marks("accuracy"));
    assertEquals(
        StreamSupport.stream(results.at("/snn/synapticOperationsByTimestep").spliterator(), false)
            .filter(operations -> operations.asDouble() > 0)
            .count(),
        marks("synops"));
    assertTrue(marks("energy") >= results.at("/energy/0/snnItems").size());
    assertEquals(16, marks("confusion-snn"));
    assertEquals(results.at("/comparison/activations/0/points").size(), marks("activations-0"));
    assertTrue(browser.text("#answer").contains(results.at("/verdict").asText()));
    browser.assertEveryChartIsWhole();
    assertEquals(results.at("/dataset/name").asText(), browser.text("h1 bdi"));
    browser.screenshot(PICTURES.resolve("real-light.png"));
    open(page, NARROW, true);
    browser.assertNoSidewaysScroll();
    browser.screenshot(PICTURES.resolve("real-narrow-dark.png"));
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
    expected.keySet().forEach(chart -> drawn.put(chart, marks(chart)));
    assertEquals(expected, drawn);
    assertEquals(expected.size(), browser.count("figure.chart"));
    browser.assertEveryChartIsWhole();
    assertEquals(7, browser.count("#flipped .card canvas"));
    assertEquals(results.at("/definitions").size(), browser.count("#definitions dt"));
    browser.screenshot(PICTURES.resolve("fixture-light.png"));
  }

  private static long spikes(JsonNode results, int sample, int layer) {
    long spikes = 0;
    for (JsonNode step : results.at("/samples/%d/rasters/%d/spikes".formatted(sample, layer))) {
      spikes += step.size();
    }
    return spikes;
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
    assertEquals("rgb(20, 23, 28)", background());
    browser.screenshot(PICTURES.resolve("fixture-dark.png"));
    browser.element("#theme").click();
    assertEquals("rgb(255, 255, 255)", background());
    assertEquals("false", browser.element("#theme").getAttribute("aria-pressed"));
    open(page, WIDE, false);
    browser.element("#theme").click();
    assertEquals("rgb(20, 23, 28)", background());
  }

  private static Object background() {
    return browser.run("return getComputedStyle(document.body).backgroundColor");
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
    browser.screenshot(PICTURES.resolve("hostile-" + width + ".png"));
  }

  /** Invisible characters that would turn the text after them are shown by their numbers. */
  private static String visible(String name) {
    return Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]")
        .matcher(name)
        .replaceAll(c -> "⟨U+%04X⟩".formatted((int) c.group().charAt(0)));
  }

  @Test
  void paperIsLight() throws IOException {
    open(WIDE, true, ReportFixture.complete());
    browser.emulate("print", true);
    assertEquals("rgb(255, 255, 255)", background());
    assertEquals(
        "none", browser.run("return getComputedStyle(document.getElementById('theme')).display"));
    browser.screenshot(PICTURES.resolve("print.png"));
  }

  @Test
  void aNarrowScreenNeedsNoSidewaysScroll() throws IOException {
    open(NARROW, false, ReportFixture.complete());
    browser.assertNoSidewaysScroll();
    browser.assertEveryChartIsWhole();
    browser.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })");
    browser.assertNoSidewaysScroll();
    open(page, NARROW, false);
    browser.screenshot(PICTURES.resolve("fixture-narrow.png"));
  }

  @Test
  void severalRunsAreComparedAndOneIsShownInDetail() throws IOException {
    ObjectNode other = ReportFixture.withoutAnn();
    ((ObjectNode) other.get("dataset")).put("name", "other");
    open(WIDE, false, ReportFixture.complete(), other);
    assertEquals(2, browser.count("#answer tbody tr"));
    assertEquals(2 * 8, marks("accuracy"));
    assertEquals(2 * 8, marks("synops"));
    assertEquals(2, browser.count("#chart-synops .line"));
    assertEquals(7, browser.count("#flipped .card"));
    browser.screenshot(PICTURES.resolve("comparison.png"));
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
    assertEquals(8, marks("accuracy"));
    assertTrue(browser.text("#samples").contains("older version"));
  }

  @Test
  void aPartThatIsAmissTakesNoOtherWithIt() throws IOException {
    ObjectNode results = ReportFixture.complete();
    ((ObjectNode) results.at("/samples/0")).putNull("potentials");
    open(WIDE, false, results);
    assertEquals(1, browser.count("main section:not([id]) .missing"));
    assertEquals(100, marks("confusion-snn"));
    assertEquals(1, browser.console().size());
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
