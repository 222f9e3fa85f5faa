package io.github.ann2snn.cli;

import static io.github.ann2snn.cli.Browser.NARROW;
import static io.github.ann2snn.cli.Browser.WIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.support.ui.Select;

/** The page of a training in a browser. */
class TrainingBrowserTest extends QuartersTest {
  @RegisterExtension private static final Browser browser = new Browser();

  private static final List<String> CHARTS =
      List.of(
          "loss",
          "accuracy",
          "rate",
          "time",
          "gradients",
          "updates",
          "dead",
          "weights",
          "activations");

  private void train(String architecture, String... more) {
    Outcome outcome =
        run(
            with(
                new String[] {
                  "train",
                  "--dataset",
                  dataset,
                  "--architecture",
                  architecture,
                  "--out",
                  path("m.zip"),
                  "--report",
                  path("page.html")
                },
                more));
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  private static void assertWhole() {
    browser.assertEveryChartIsWhole();
    assertEquals(0, browser.count("main section:not([id])"));
    browser.assertNoSidewaysScroll();
  }

  @Test
  void everyCurveIsDrawn() throws IOException {
    train("16-20-12-4", "--epochs=4", "--validation-split=0.1");
    browser.open(folder.resolve("page.html"), WIDE, false);
    assertWhole();
    assertEquals(
        CHARTS.stream().map(name -> "chart-training-" + name).toList(),
        browser.run("return [...document.querySelectorAll('figure.chart')].map((e) => e.id)"));
    assertEquals(4, browser.marks("training-loss"));
    assertEquals(3 * 4, browser.marks("training-accuracy"));
    assertEquals(4, browser.marks("training-rate"));
    assertEquals(2 * 4, browser.marks("training-time"));
    assertEquals(3 * 4, browser.marks("training-gradients"));
    assertEquals(3 * 4, browser.marks("training-updates"));
    assertEquals(2 * 4, browser.marks("training-dead"));
    assertEquals(1, browser.count("#chart-training-loss path.line.faint"));
    assertEquals(filledBins("dense_0", "weights"), browser.marks("training-weights"));
    assertTrue(browser.text("#answer").contains("Accuracy, held-out samples"));
    browser.screenshot("training-light.png");
    new Select(browser.element("#training-layer")).selectByVisibleText("\u2068dense_1\u2069");
    browser.waitFor(
        "return document.querySelector('#chart-training-weights h3').textContent.includes('dense_1')"
            + " && document.querySelectorAll('#chart-training-weights .mark').length > 0");
    assertEquals(filledBins("dense_1", "activations"), browser.marks("training-activations"));
    new Select(browser.element("#training-layer")).selectByIndex(2);
    browser.waitFor("return document.querySelectorAll('#chart-training-activations').length === 0");
    browser.open(NARROW, true);
    assertWhole();
    browser.screenshot("training-narrow-dark.png");
  }

  private long filledBins(String layer, String of) throws IOException {
    long filled = 0;
    for (JsonNode epoch : json("m.zip.training.json").get("epochs")) {
      for (JsonNode one : epoch.get("layers")) {
        if (one.get("name").asText().equals(layer)) {
          for (JsonNode count : one.at("/" + of + "/counts")) {
            filled += count.asLong() > 0 ? 1 : 0;
          }
        }
      }
    }
    return filled;
  }

  @Test
  void aSingleEpochOfAConvolutionIsDrawn() throws IOException {
    train("4x4x1-c4k3p1-bn-m2-4", "--epochs=1", "--activation=tanh");
    browser.open(folder.resolve("page.html"), NARROW, false);
    assertWhole();
    assertEquals(0, browser.count("#chart-training-dead"), "tanh has no dead neurons");
    assertEquals(1, browser.marks("training-loss"));
    browser.open(WIDE, true);
    assertWhole();
    browser.screenshot("training-one-epoch-dark.png");
  }

  @Test
  void aWorkedUpdateIsShownNumberByNumber() throws IOException {
    Outcome outcome =
        run(
            "train",
            "--config",
            "../docs/worked.properties",
            "--out",
            path("m.zip"),
            "--report",
            path("page.html"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    browser.open(folder.resolve("page.html"), NARROW, false);
    assertWhole();
    String text = browser.text("#training");
    for (String number : List.of("One update, number by number", "0.0790448", "-0.0952324")) {
      assertTrue(text.contains(number), number + " is not in " + text);
    }
    assertEquals(4 + 13, browser.count("#training-numbers td:nth-child(4)"));
    browser.screenshot("training-worked.png");
  }

  @Test
  void hostileNamesAreText() throws IOException {
    train("16-8-4", "--epochs=2");
    ObjectNode record = (ObjectNode) json("m.zip.training.json");
    record
        .put("dataset", ReportFixture.HOSTILE.get(0))
        .put("network", ReportFixture.HOSTILE.get(1));
    for (JsonNode epoch : record.get("epochs")) {
      ((ObjectNode) epoch.at("/layers/0")).put("name", ReportFixture.HOSTILE.get(4));
    }
    Files.writeString(folder.resolve("hostile.json"), record.toString());
    Outcome outcome = run("report", path("hostile.json"), "--out", path("page.html"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    browser.open(folder.resolve("page.html"), WIDE, false);
    assertWhole();
    assertEquals(ReportFixture.HOSTILE.get(0), browser.text("h1 bdi"));
    assertEquals(3, browser.count("script"));
  }

  @Test
  void theReportOfARunHasThePart() throws IOException {
    runAll("out");
    browser.open(folder.resolve("out/report.html"), WIDE, true);
    browser.assertEveryChartIsWhole();
    assertEquals(4, browser.marks("training-loss"));
    assertTrue(browser.text("#contents").contains("How it was trained"));
    browser.screenshot("run-with-training-dark.png");
  }
}
