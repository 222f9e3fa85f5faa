package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.report.page.CsvSeries.Rows;

/** What it costs, device profile by device profile. */
final class EnergySeries {
  private EnergySeries() {}

  static void items(JsonNode results, Rows rows) {
    byKey(results, "snnItems", rows);
  }

  static void prices(JsonNode results, Rows rows) {
    byKey(results, "picojoules", rows);
  }

  private static void byKey(JsonNode results, String field, Rows rows) {
    for (JsonNode part : results.path("energy")) {
      part.path(field)
          .properties()
          .forEach(item -> rows.add(part.path("profile"), item.getKey(), item.getValue()));
    }
  }

  static void steps(JsonNode results, Rows rows) {
    for (JsonNode part : results.path("energy")) {
      JsonNode steps = part.path("snnNanojoulesByTimestep");
      for (int i = 0; i < steps.size(); i++) {
        rows.add(part.path("profile"), i + 1, steps.get(i));
      }
    }
  }

  static void anns(JsonNode results, Rows rows) {
    for (JsonNode part : results.path("energy")) {
      for (JsonNode ann : part.path("references")) {
        rows.add(
            part.path("profile"),
            ann.path("key"),
            ann.path("title"),
            ann.path("bits"),
            ann.path("nanojoules"),
            ann.path("snnRatio"));
      }
    }
  }
}
