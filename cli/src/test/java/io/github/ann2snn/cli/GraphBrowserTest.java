package io.github.ann2snn.cli;

import static io.github.ann2snn.cli.Browser.NARROW;
import static io.github.ann2snn.cli.Browser.WIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** What the page draws of a network with branches and of images in colour, in a browser. */
class GraphBrowserTest extends ReportPageTest {
  private static final int BLOCKS = 9;

  /** Where the boxes of the drawing stand. */
  private static final String BOXES =
      "const boxes = [...document.querySelectorAll('#chart-graph rect.mark')]"
          + ".map((box) => box.getBoundingClientRect()); ";

  @Test
  void layersStandBelowTheirSourcesAndShortcutsRunBeside() throws IOException {
    open(WIDE, false, ReportFixture.residual(BLOCKS));
    assertEquals(2 * BLOCKS + 2, browser.marks("graph"));
    assertEquals(3 * BLOCKS + 2, browser.count("#chart-graph .wires path"));
    assertEquals(BLOCKS, browser.count("#chart-graph .wires path[stroke-dasharray='5 3']"));
    assertEquals(
        true,
        browser.run(
            BOXES + "return boxes.every((b, i) => i === 0 || b.top > boxes[i - 1].bottom)"));
    // The lane of a shortcut begins where its neighbour's has ended, so all share one.
    assertEquals(
        1L,
        browser.run(
            "return new Set([...document.querySelectorAll('#chart-graph .wires path')]"
                + ".map((path) => path.getAttribute('d').match(/H([0-9.]+)V/)?.[1])"
                + ".filter(Boolean)).size"));
    assertEquals(
        "layer0/Relu_1".length(),
        browser.text("#chart-graph tbody tr:nth-child(3) th").length() - "/net/".length());
    assertEquals(
        "/net/layer0/Relu: convolution 3x3; dense_0: one-to-one, stride 2",
        browser.text("#chart-graph tbody tr:nth-child(3) td"));
    browser.screenshot("residual-light.png");
    open(NARROW, true, ReportFixture.residual(BLOCKS));
    browser.assertNoSidewaysScroll();
    browser.assertEveryChartIsWhole();
    browser.screenshot("residual-narrow-dark.png");
  }

  @Test
  void aLayerCanBeReadAndShowsItsConnections() throws IOException {
    open(WIDE, false, ReportFixture.residual(2));
    browser.run("document.querySelector('#chart-graph .plot > svg').focus()");
    for (int i = 0; i < 3; i++) {
      browser.element("#chart-graph .plot > svg").sendKeys(Keys.ARROW_DOWN);
    }
    String tip = browser.text("#chart-graph .tip");
    for (String part :
        List.of("/net/layer0/Relu_1", "16 = 16", "dense_0: one-to-one, stride 2", "5.44 %")) {
      assertTrue(tip.contains(part), part + " in " + tip);
    }
    assertEquals(4, browser.count("#chart-graph .wires .marked"), "two come in, two go out");
    browser.element("#chart-graph .plot > svg").sendKeys(Keys.ESCAPE);
    assertEquals(0, browser.count("#chart-graph .wires .marked"));
  }

  /** Every layer is reached from all before it, and does not grow the page sideways. */
  @Test
  void hundredsOfConnectionsStayReadable() throws IOException {
    ObjectNode results = ReportFixture.residual(30);
    ArrayNode layers = (ArrayNode) results.at("/snn/layers");
    int edges = 1;
    for (int i = 1; i < layers.size(); i++) {
      ArrayNode sources = ((ObjectNode) layers.get(i)).putArray("sources");
      for (int from = 0; from < i; from++, edges++) {
        sources
            .addObject()
            .put("layer", layers.get(from).get("name").asText())
            .put("connection", "convolution 1x1");
      }
    }
    open(NARROW, false, results);
    assertEquals(edges, browser.count("#chart-graph .wires path"));
    browser.assertNoSidewaysScroll();
    assertEquals(
        true,
        browser.run(
            "const plot = document.querySelector('#chart-graph .plot');"
                + "return plot.scrollHeight > plot.clientHeight && plot.clientHeight < 800"));
  }

  /** A block whose branches all come from one layer, without neurons on the way. */
  @Test
  void connectionsOfTheSameTwoLayersStandApart() throws IOException {
    ObjectNode results = ReportFixture.residual(2);
    ArrayNode sources = ((ObjectNode) results.at("/snn/layers/1")).putArray("sources");
    List<String> kinds = List.of("convolution 3x3", "convolution 1x1", "one-to-one");
    kinds.forEach(kind -> sources.addObject().put("layer", "dense_0").put("connection", kind));
    open(WIDE, false, results);
    assertEquals(
        browser.count("#chart-graph .wires path"),
        browser.run(
            "return new Set([...document.querySelectorAll('#chart-graph .wires path')]"
                + ".map((path) => path.getAttribute('d'))).size"));
    browser.screenshot("twins.png");
  }

  /** Branches side by side do not overlap. */
  @Test
  void branchesStandSideBySide() throws IOException {
    ObjectNode results = ReportFixture.residual(2);
    ArrayNode layers = (ArrayNode) results.at("/snn/layers");
    ArrayNode last = ((ObjectNode) layers.get(5)).putArray("sources");
    for (int i = 1; i < 5; i++) {
      ArrayNode sources = ((ObjectNode) layers.get(i)).putArray("sources");
      sources.addObject().put("layer", "dense_0").put("connection", "matrix");
      last.addObject()
          .put("layer", layers.get(i).get("name").asText())
          .put("connection", "max pooling 2x2, then matrix");
    }
    open(WIDE, true, results);
    assertEquals(
        true,
        browser.run(
            BOXES
                + "const row = boxes.filter((b) => b.top === boxes[1].top);"
                + "return row.length === 4 && row.every((b, i) => i === 0 || b.left > row[i - 1].right)"));
    assertTrue(browser.text("#chart-graph .legend").contains("through pooling"));
  }

  @Test
  void imagesAreInColourAndClassesHaveNames() throws IOException {
    open(WIDE, false, ReportFixture.residual(BLOCKS));
    assertEquals(
        List.of(200L, 30L, 50L, 255L, 10L, 40L, 60L, 255L),
        browser.run(
            "return [...document.querySelector('.sample canvas').getContext('2d')"
                + ".getImageData(0, 0, 2, 1).data]"));
    assertEquals("airplane", browser.text(".sample-facts dd:nth-of-type(2)"));
    assertTrue(browser.text("#chart-confusion-snn svg").contains("automobile"));
    assertTrue(browser.text("#flipped .cards").contains("true airplane"));
    assertTrue(browser.text("#chart-potentials .legend").contains("airplane (true"));
  }

  /** One layer at a time, the same for the next sample. */
  @Test
  void manyLayersAreChosenFrom() throws IOException {
    ObjectNode results = ReportFixture.residual(BLOCKS);
    ((ObjectNode) results.at("/samples/1"))
        .set("rasters", results.at("/samples/0/rasters").deepCopy());
    open(WIDE, false, results);
    assertEquals(1, browser.count("#fidelity figure"));
    assertEquals(2, browser.count("#samples figure"), "potentials and one layer");
    new Select(browser.element("#raster-layer")).selectByIndex(4);
    browser.waitFor("return document.getElementById('chart-raster-4') !== null");
    browser.element("#sample-next").click();
    browser.waitFor("return document.querySelector('.sample dd').textContent !== '#0'");
    assertEquals(1, browser.count("#chart-raster-4"));
    assertEquals((2 * BLOCKS + 1) * 8, browser.marks("spikes"), "a cell per layer and step");
  }

  @Test
  void aConnectionFromNowhereTakesNoOtherPartWithIt() throws IOException {
    ObjectNode results = ReportFixture.complete();
    ((ObjectNode) results.at("/snn/layers/1/sources/0")).put("layer", "nowhere");
    open(WIDE, false, results);
    assertTrue(
        browser.text("#activity .missing").contains("layer dense_1 is reached from nowhere"));
    assertEquals(2, browser.marks("rates"));
    assertEquals(1, browser.console().size());
  }
}
