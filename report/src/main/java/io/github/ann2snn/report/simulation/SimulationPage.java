package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.report.page.ReportPage;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
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
   * @throws io.github.ann2snn.report.document.BadFileException if a file is missing, damaged or of
   *     another version
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

  /** The measured window of plasticity of the page. */
  private static final class WindowSeries {
    private WindowSeries() {}

    static void write(SimulationFile file, ObjectNode data) throws IOException {
      if (!file.has(SeriesFile.WINDOW)) {
        return;
      }
      ArrayNode lags = data.putArray("window");
      try (SeriesReader rows = new SeriesReader(file.folder(), SeriesFile.WINDOW, "delta_t_ms")) {
        if (rows.header().size() != 3) {
          throw file.damage(SeriesFile.WINDOW.fileName() + " has no changes");
        }
        while (rows.next()) {
          lags.addArray().add(rows.at(0)).add(rows.at(1)).add(rows.at(2));
        }
      }
    }
  }

  /** The f-I curve of the page: the rate of each neuron, and what theory says of leaky ones. */
  private static final class RateSeries {
    /** As many neurons become dots. */
    private static final int MOST_DOTS = 2000;

    /** Points of the theoretical curve. */
    private static final int CURVE = 400;

    private RateSeries() {}

    static void write(SimulationFile file, ObjectNode data) throws IOException {
      int neurons = file.neurons();
      int every = (neurons + MOST_DOTS - 1) / MOST_DOTS;
      ObjectNode node = data.putObject("rates").put("every", every);
      ArrayNode rows = node.putArray("rows");
      double lowest = Double.POSITIVE_INFINITY;
      double highest = Double.NEGATIVE_INFINITY;
      try (SeriesReader rates =
          new SeriesReader(
              file.folder(),
              SeriesFile.RATES,
              "neuron",
              "current_nA",
              "spikes",
              "settled_rate_Hz")) {
        while (rates.next()) {
          int neuron = rates.index(0, neurons);
          lowest = Math.min(lowest, rates.at(1));
          highest = Math.max(highest, rates.at(1));
          if (neuron % every == 0) {
            rows.addArray().add(neuron).add(rates.at(1)).add(rates.at(2)).add(rates.at(3));
          }
        }
      }
      if (!file.kind().equals("hh") && lowest <= highest) {
        theory(membrane(file), lowest, highest, node.putArray("theory"));
      }
    }

    private static LeakyMembrane membrane(SimulationFile file) throws IOException {
      try {
        return new LeakyMembrane(
            file.number("/results/membrane/tauMs"),
            file.number("/results/membrane/restMv"),
            file.number("/results/membrane/resistanceMegohm"),
            file.number("/results/membrane/thresholdMv"),
            file.number("/results/membrane/resetMv"),
            file.number("/results/membrane/refractoryMs"));
      } catch (IllegalArgumentException e) {
        throw file.damage("/results/membrane: " + e.getMessage());
      }
    }

    /** From below the current at which a neuron begins to fire, or the lowest, to the highest. */
    private static void theory(
        LeakyMembrane membrane, double lowest, double highest, ArrayNode curve) {
      double begins = membrane.rheobaseNanoamperes();
      double room = Math.max(Math.abs(highest), Math.abs(begins)) * 0.05;
      double from = Math.min(lowest, begins) - room;
      double to = Math.max(highest, begins) + room;
      for (int i = 0; i <= CURVE; i++) {
        double current = from + (to - from) * i / CURVE;
        if (i > 0 && current > begins && from + (to - from) * (i - 1) / CURVE <= begins) {
          // The curve leaves 0 vertically.
          curve.addArray().add(begins).add(0);
        }
        curve.addArray().add(current).add(membrane.rateHertz(current));
      }
    }
  }
}
