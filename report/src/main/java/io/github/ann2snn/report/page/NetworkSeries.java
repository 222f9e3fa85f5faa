package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.report.page.CsvSeries.Rows;

/** What the spiking network does in the mean over samples. */
final class NetworkSeries {
  private NetworkSeries() {}

  static void accuracy(JsonNode results, Rows rows) {
    JsonNode accuracies = results.at("/snn/accuracyByTimestep");
    JsonNode intervals = results.at("/snn/accuracyIntervalByTimestep");
    for (int i = 0; i < accuracies.size(); i++) {
      JsonNode interval = intervals.path(i);
      rows.add(i + 1, accuracies.get(i), interval.path(0), interval.path(1));
    }
  }

  static void synapticOperations(JsonNode results, Rows rows) {
    byStep(results.at("/snn/synapticOperationsByTimestep"), rows);
  }

  static void operations(JsonNode results, Rows rows) {
    results
        .at("/snn/operationsByTimestep")
        .properties()
        .forEach(
            item ->
                byStep(item.getValue(), values -> rows.add(item.getKey(), values[0], values[1])));
  }

  static void layers(JsonNode results, Rows rows) {
    for (JsonNode layer : results.at("/snn/layers")) {
      rows.add(
          layer.path("name"),
          layer.path("neurons"),
          layer.path("spikesPerSample"),
          layer.path("firingRate"),
          layer.path("synapticOperationsPerSample"),
          layer.path("macsPerSample"));
    }
  }

  static void layerSteps(JsonNode results, Rows rows) {
    for (JsonNode layer : results.at("/snn/layers")) {
      JsonNode spikes = layer.path("spikesByTimestep");
      JsonNode operations = layer.path("synapticOperationsByTimestep");
      for (int i = 0; i < Math.max(spikes.size(), operations.size()); i++) {
        rows.add(layer.path("name"), i + 1, spikes.path(i), operations.path(i));
      }
    }
  }

  static void earlyExit(JsonNode results, Rows rows) {
    byStep(results.at("/snn/earlyExit/samplesByTimesteps"), rows);
  }

  private static void byStep(JsonNode values, Rows rows) {
    for (int i = 0; i < values.size(); i++) {
      rows.add(i + 1, values.get(i));
    }
  }
}
