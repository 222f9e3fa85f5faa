package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.report.page.CsvSeries.Rows;

/** What happens to single samples and classes. Classes stand as their names. */
final class SampleSeries {
  private SampleSeries() {}

  static void activations(JsonNode results, Rows rows) {
    for (JsonNode layer : results.at("/comparison/activations")) {
      for (JsonNode point : layer.path("points")) {
        rows.add(layer.path("layer"), point.path(0), point.path(1));
      }
    }
  }

  static void confusion(JsonNode results, Rows rows) {
    for (String network : new String[] {"ann", "snn"}) {
      JsonNode matrix = results.path(network).path("confusion");
      for (int truth = 0; truth < matrix.size(); truth++) {
        for (int predicted = 0; predicted < matrix.get(truth).size(); predicted++) {
          rows.add(
              network,
              className(results, truth),
              className(results, predicted),
              matrix.get(truth).get(predicted));
        }
      }
    }
  }

  static void flipped(JsonNode results, Rows rows) {
    for (JsonNode sample : results.at("/comparison/flipped/samples")) {
      rows.add(
          sample.path("index"),
          className(results, sample.path("label").asInt()),
          className(results, sample.path("ann").asInt()),
          className(results, sample.path("snn").asInt()),
          sample.path("annMargin"),
          sample.path("snnMargin"));
    }
  }

  static void potentials(JsonNode results, Rows rows) {
    for (JsonNode sample : results.path("samples")) {
      JsonNode steps = sample.path("potentials");
      for (int i = 0; i < steps.size(); i++) {
        for (int c = 0; c < steps.get(i).size(); c++) {
          rows.add(sample.path("index"), i + 1, className(results, c), steps.get(i).get(c));
        }
      }
    }
  }

  static void spikes(JsonNode results, Rows rows) {
    for (JsonNode sample : results.path("samples")) {
      for (JsonNode raster : sample.path("rasters")) {
        JsonNode steps = raster.path("spikes");
        for (int i = 0; i < steps.size(); i++) {
          for (JsonNode position : steps.get(i)) {
            rows.add(
                sample.path("index"),
                raster.path("layer"),
                raster.path("shown").path(position.asInt()),
                i + 1);
          }
        }
      }
    }
  }

  private static String className(JsonNode results, int index) {
    return results.at("/dataset/classes").path(index).asText(String.valueOf(index));
  }
}
