package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.page.ReportPage;
import io.github.ann2snn.report.simulation.Series.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

  private final ObjectNode data = new JsonMapper().createObjectNode();

  /** A page of a simulation that has just run or was read. */
  SimulationPage(SimulationFile simulation) throws BadFileException {
    int neurons = simulation.neurons();
    double durationMs = simulation.durationMs();
    Map<Kind, Series> series = simulation.series();
    data.set("results", simulation.document());
    data.put("dtMs", simulation.dtMs()).put("durationMs", durationMs);
    Rates rates = new Rates(series.get(Kind.RATES));
    ObjectNode dots = data.putObject("rates");
    rates.draw(neurons, dots);
    if (!simulation.kind().equals("hh") && rates.series().rows() > 0) {
      rates.theory(simulation.membrane(), dots.putArray("theory"));
    }
    new Spikes(series.get(Kind.SPIKES)).draw(neurons, durationMs, simulation.dtMs(), data);
    traces(simulation, Kind.POTENTIALS, data.putObject("potentials"));
    traces(simulation, Kind.GATES, data.putObject("gates"));
    if (series.containsKey(Kind.WEIGHTS)) {
      new Weights(series.get(Kind.WEIGHTS)).draw(neurons, data.putObject("weights"));
    }
    if (series.containsKey(Kind.WINDOW)) {
      new PlasticityWindow(series.get(Kind.WINDOW)).draw(data.putArray("window"));
    }
  }

  private static void traces(SimulationFile simulation, Kind kind, ObjectNode node)
      throws BadFileException {
    ArrayNode columns = node.putArray("columns");
    if (simulation.series().containsKey(kind)) {
      double steps = simulation.number("/settings/steps");
      new Traces(simulation.series().get(kind)).draw(steps, node, columns);
    }
  }

  /**
   * Reads a simulation.
   *
   * @param document its {@code results.json}
   * @throws BadFileException if a file is missing, damaged or of another version
   */
  public static SimulationPage read(Path document) throws IOException {
    return new SimulationPage(SimulationFile.read(document));
  }

  /** Writes the page, which appears whole or not at all. */
  public void write(Path page) throws IOException {
    String html = new ReportPage(SCRIPTS, data, "the results.json and the CSV files").html();
    AtomicFile.write(page, temporary -> Files.writeString(temporary, html));
  }
}
