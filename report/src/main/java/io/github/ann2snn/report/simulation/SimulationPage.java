package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.report.page.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A simulation as a page to look at, drawn from its document and its series alone. */
public final class SimulationPage {
  private static final List<String> SCRIPTS =
      List.of(
          "simulation/run",
          "simulation/answer",
          "simulation/view",
          "simulation/traces",
          "simulation/gates",
          "simulation/raster",
          "simulation/theory",
          "simulation/rates",
          "simulation/weights",
          "simulation/window",
          "simulation/settings",
          "simulation/page");

  private final ObjectNode data;

  private SimulationPage(ObjectNode data) {
    this.data = data;
  }

  /**
   * Reads a simulation.
   *
   * @param document its {@code results.json}
   * @throws io.github.ann2snn.report.document.ResultsFileException if a file is missing, damaged or
   *     of another version
   */
  public static SimulationPage read(Path document) throws IOException {
    SimulationFile file = SimulationFile.read(document);
    ObjectNode data = new JsonMapper().createObjectNode();
    data.set("results", file.document());
    data.put("dtMs", file.dtMs()).put("durationMs", file.durationMs());
    RateSeries.write(file, data);
    new SpikeSeries(file).write(data);
    TraceSeries.write(file, data);
    WeightSeries.write(file, data);
    WindowSeries.write(file, data);
    return new SimulationPage(data);
  }

  /** Writes the page, which appears whole or not at all. */
  public void write(Path page) throws IOException {
    String html = new ReportPage(SCRIPTS, data, "the results.json and the CSV files").html();
    AtomicFile.write(page, temporary -> Files.writeString(temporary, html));
  }
}
