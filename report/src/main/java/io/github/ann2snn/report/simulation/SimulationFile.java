package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Schema;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
import io.github.ann2snn.report.recording.SimulationDocument;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The document of a simulation, whose series lie beside it.
 *
 * @param file where it lies
 * @param document all of it
 */
record SimulationFile(Path file, JsonNode document) {
  private static final Set<String> KINDS = Set.of("lif", "stdp", "hh");
  private static final int MOST_NEURONS = 1_000_000;

  /**
   * Reads a document.
   *
   * @throws BadFileException if it is none, or of another version
   */
  static SimulationFile read(Path file) throws IOException {
    try {
      SimulationFile read = new SimulationFile(file, new JsonMapper().readTree(file.toFile()));
      String schema = read.document.path("schema").asText("none");
      if (!schema.equals(SimulationDocument.SCHEMA)) {
        throw new BadFileException(file + ": " + Schema.refusal(schema, SimulationDocument.SCHEMA));
      }
      if (!KINDS.contains(read.kind())) {
        throw read.damage(Text.of("kind is '%s', expected lif, stdp or hh", read.kind()));
      }
      read.number("/results/spikes"); // for its checks
      return read;
    } catch (JsonProcessingException e) {
      throw new BadFileException(
          Text.of(
              "%s: not complete JSON (%s); make it again with ann2snn simulate",
              file, e.getOriginalMessage()));
    } catch (CharConversionException e) {
      throw new BadFileException(
          Text.of(
              "%s: not UTF-8 text (%s); make it again with ann2snn simulate",
              file, e.getMessage()));
    }
  }

  /** The folder of the series. */
  Path folder() {
    return file.toAbsolutePath().getParent();
  }

  /** What was simulated: lif, stdp or hh. */
  String kind() {
    return document.path("kind").asText();
  }

  /** Whether a series belongs to this document. */
  boolean has(SeriesFile series) {
    for (JsonNode name : document.path("files")) {
      if (name.asText().equals(series.fileName())) {
        return true;
      }
    }
    return false;
  }

  /** How many neurons there are. */
  int neurons() throws BadFileException {
    double neurons = number("/settings/neurons");
    if (neurons != Math.rint(neurons) || neurons < 1 || neurons > MOST_NEURONS) {
      throw damage(Text.of("/settings/neurons is %s, expected 1 to %d", neurons, MOST_NEURONS));
    }
    return (int) neurons;
  }

  /** Length of a step, ms. */
  double dtMs() throws BadFileException {
    return time("/settings/dt");
  }

  /** Length of the run, ms. */
  double durationMs() throws BadFileException {
    return time("/settings/simulated");
  }

  private double time(String path) throws BadFileException {
    String text = document.at(path).asText();
    try {
      double milliseconds = Quantity.parse(text, Dimension.TIME).in(Unit.MILLISECOND);
      if (milliseconds > 0) {
        return milliseconds;
      }
    } catch (IllegalArgumentException e) {
      throw damage(path + ": " + e.getMessage());
    }
    throw damage(Text.of("%s is %s, expected more than 0s", path, text));
  }

  /**
   * A number of the document.
   *
   * @throws BadFileException if it is missing or no finite number
   */
  double number(String path) throws BadFileException {
    JsonNode node = document.at(path);
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw damage(Text.of("%s is '%s', expected a finite number", path, node.asText()));
    }
    return node.doubleValue();
  }

  /** An error in this file. */
  BadFileException damage(String what) {
    return new BadFileException(Text.of("%s: %s; make it again with ann2snn simulate", file, what));
  }
}
