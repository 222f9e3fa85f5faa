package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.report.recording.SeriesFile;
import java.io.IOException;
import java.util.stream.Stream;

/** Potentials and gates over time as the page draws them: all steps, or their envelope. */
final class TraceSeries {
  /** So many values of each kind stay if they must be thinned, twice as many if not. */
  private static final int MOST = 125_000;

  private TraceSeries() {}

  static void write(SimulationFile file, ObjectNode data) throws IOException {
    write(file, SeriesFile.POTENTIALS, data.putObject("potentials"));
    write(file, SeriesFile.GATES, data.putObject("gates"));
  }

  private static void write(SimulationFile file, SeriesFile series, ObjectNode node)
      throws IOException {
    ArrayNode columns = node.putArray("columns");
    if (!file.has(series)) {
      return;
    }
    try (SeriesReader rows = new SeriesReader(file.folder(), series, "time_ms")) {
      int traces = rows.header().size() - 1;
      double steps = file.number("/settings/steps");
      int every = Envelope.every((long) Math.min(steps * traces, 1e12), MOST);
      node.put("every", every);
      Envelope[] envelopes =
          Stream.generate(() -> new Envelope(every)).limit(traces).toArray(Envelope[]::new);
      while (rows.next()) {
        for (int i = 0; i < traces; i++) {
          envelopes[i].add(rows.at(i + 1));
        }
      }
      for (Envelope envelope : envelopes) {
        envelope.write(columns.addObject());
      }
    }
  }
}
