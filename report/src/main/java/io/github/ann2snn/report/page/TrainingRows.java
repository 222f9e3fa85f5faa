package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.report.page.CsvSeries.Rows;
import java.util.ArrayList;
import java.util.List;

/** Rows of the record of a training. */
final class TrainingRows {
  /** Fields of an epoch. */
  static final String EPOCH = "loss,accuracy,validationAccuracy,testAccuracy,learningRate";

  /** Fields of a layer. */
  static final String LAYER = "gradientNorm,updateNorm,weightNorm,deadShare";

  private TrainingRows() {}

  private static JsonNode all(JsonNode training) {
    return training.path("epochs");
  }

  static void epochs(JsonNode training, Rows rows) {
    for (JsonNode epoch : all(training)) {
      List<Object> row = new ArrayList<>(List.of(epoch.path("epoch"), epoch.path("batches")));
      for (String field : EPOCH.split(",", -1)) {
        row.add(epoch.path(field));
      }
      row.add(epoch.at("/times/trainingSeconds"));
      rows.add(row.toArray());
    }
  }

  /** A row for each point, with the number of batches learned until then. */
  static void batches(JsonNode training, Rows rows) {
    for (JsonNode epoch : all(training)) {
      JsonNode curve = epoch.path("curve");
      for (int i = 0; i < curve.path("loss").size(); i++) {
        int batches =
            Math.min(
                epoch.path("batches").asInt(), (i + 1) * curve.path("batchesPerPoint").asInt());
        rows.add(
            epoch.path("epoch"), batches, curve.path("loss").get(i), curve.path("accuracy").get(i));
      }
    }
  }

  static void layers(JsonNode training, Rows rows) {
    for (JsonNode epoch : all(training)) {
      rows.objects(epoch.path("layers"), "name," + LAYER, epoch.path("epoch"));
    }
  }

  static void histograms(JsonNode training, Rows rows) {
    for (JsonNode epoch : all(training)) {
      for (JsonNode layer : epoch.path("layers")) {
        for (String of : new String[] {"weights", "activations"}) {
          JsonNode histogram = layer.path(of);
          double width = histogram.path("width").asDouble();
          for (int i = 0; i < histogram.path("counts").size(); i++) {
            double from = histogram.path("from").asDouble() + i * width;
            rows.add(
                epoch.path("epoch"),
                layer.path("name"),
                of,
                from,
                from + width,
                histogram.path("counts").get(i));
          }
        }
      }
    }
  }
}
