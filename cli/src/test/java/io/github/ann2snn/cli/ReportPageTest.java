package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of results that were put together by hand, in a browser. */
abstract class ReportPageTest extends CommandLineTest {
  @RegisterExtension static final Browser browser = new Browser();

  final void open(int width, boolean dark, ObjectNode... documents) throws IOException {
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
    browser.open(folder.resolve("page.html"), width, dark);
  }

  /** Spikes of a layer for a sample. */
  static long spikes(JsonNode results, int sample, int layer) {
    long spikes = 0;
    for (JsonNode step : results.at("/samples/%d/rasters/%d/spikes".formatted(sample, layer))) {
      spikes += step.size();
    }
    return spikes;
  }
}
