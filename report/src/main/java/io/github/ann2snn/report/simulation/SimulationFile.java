package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import io.github.ann2snn.report.simulation.Series.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A simulation as it is drawn: its document, and its series, which lie beside it.
 *
 * @param file where the document lies
 * @param document all of it
 * @param series those that it has
 */
record SimulationFile(Path file, JsonNode document, Map<Kind, Series> series) {
  static final JsonDocument<JsonNode> DOCUMENT =
      new JsonDocument<>(
          SimulationDocument.SCHEMA,
          JsonNode.class,
          Wording.madeBy("ann2snn simulate", "not complete JSON ({reason})"));

  private static final Set<String> KINDS = Set.of("lif", "stdp", "hh");
  private static final int MOST_NEURONS = 1_000_000;

  /**
   * Reads a document and its series.
   *
   * @throws BadFileException if a file is missing, damaged or of another version
   */
  static SimulationFile read(Path file) throws IOException {
    Map<Kind, Series> series = new EnumMap<>(Kind.class);
    SimulationFile read = new SimulationFile(file, DOCUMENT.tree(file), series);
    if (!KINDS.contains(read.kind())) {
      throw read.damage("kind is '%s', expected lif, stdp or hh", read.kind());
    }
    read.number("/results/spikes"); // for its checks
    Set<String> names = new HashSet<>();
    read.document.path("files").forEach(name -> names.add(name.asText()));
    for (Kind kind : Kind.values()) {
      if (kind == Kind.SPIKES || kind == Kind.RATES || names.contains(kind.fileName())) {
        Path folder = file.toAbsolutePath().getParent();
        series.put(kind, Series.read(folder, kind, read.neurons()));
      }
    }
    read.checkColumns(Kind.WEIGHTS, 4, "weights before and after");
    read.checkColumns(Kind.WINDOW, 3, "changes");
    read.checkSpikes();
    for (Kind kind : series.keySet()) {
      read.checkDigest(kind);
    }
    return read;
  }

  private void checkColumns(Kind kind, int columns, String what) throws BadFileException {
    if (series.containsKey(kind) && series.get(kind).header().size() != columns) {
      throw damage("%s has no %s", kind.fileName(), what);
    }
  }

  private void checkSpikes() throws BadFileException {
    Series spikes = series.get(Kind.SPIKES);
    double last = 0;
    for (int s = 0; s < spikes.rows(); s++) {
      double time = spikes.at(s, 1);
      if (time < last || time > durationMs()) {
        throw damage(
            "%s has a spike at %s ms, which is out of order or after the end",
            Kind.SPIKES.fileName(), time);
      }
      last = time;
    }
  }

  /** Whether a series is of another simulation, or was changed; earlier versions kept no digest. */
  private void checkDigest(Kind kind) throws IOException {
    String expected = document.at("/" + SimulationDocument.DIGESTS).path(kind.fileName()).asText();
    String found = ContentDigest.ofFile(file.resolveSibling(kind.fileName()));
    if (!expected.isEmpty() && !found.equals(expected)) {
      throw damage(
          "%s beside it is not the one that belongs to it: SHA-256 %s, expected %s",
          kind.fileName(), found, expected);
    }
  }

  /** What was simulated: lif, stdp or hh. */
  String kind() {
    return document.path("kind").asText();
  }

  /** How many neurons there are. */
  int neurons() throws BadFileException {
    double neurons = number("/settings/neurons");
    if (neurons != Math.rint(neurons) || neurons < 1 || neurons > MOST_NEURONS) {
      throw damage("/settings/neurons is %s, expected 1 to %d", neurons, MOST_NEURONS);
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
      throw damage("%s: %s", path, e.getMessage());
    }
    throw damage("%s is %s, expected more than 0s", path, text);
  }

  /**
   * A number of the document.
   *
   * @throws BadFileException if it is missing or no finite number
   */
  double number(String path) throws BadFileException {
    JsonNode node = document.at(path);
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw damage("%s is '%s', expected a finite number", path, node.asText());
    }
    return node.doubleValue();
  }

  /** The membrane of leaky neurons. */
  LeakyMembrane membrane() throws BadFileException {
    String place = "/results/membrane";
    try {
      return new LeakyMembrane(
          number(place + "/tauMs"),
          number(place + "/restMv"),
          number(place + "/resistanceMegohm"),
          number(place + "/thresholdMv"),
          number(place + "/resetMv"),
          number(place + "/refractoryMs"));
    } catch (IllegalArgumentException e) {
      throw damage("%s: %s", place, e.getMessage());
    }
  }

  @FormatMethod
  private BadFileException damage(String format, Object... args) {
    return DOCUMENT.damage(file, format, args);
  }
}
