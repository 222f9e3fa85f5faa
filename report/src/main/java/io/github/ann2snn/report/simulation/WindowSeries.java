package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.report.recording.SeriesFile;
import java.io.IOException;

/** The measured window of plasticity of the page. */
final class WindowSeries {
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
