package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A series of the report as a table. Energies are nanojoules per sample, counts means per sample,
 * accuracies and rates fractions; t counts from 1.
 *
 * @param name of its file, without ending
 * @param content puts the rows of a document into what it is given
 * @param columns behind the first, which names the run
 */
record CsvSeries(String name, BiConsumer<JsonNode, Rows> content, List<String> columns) {
  /** All there are. */
  static final List<CsvSeries> ALL =
      List.of(
          series("accuracy", NetworkSeries::accuracy, "t", "accuracy", "lower", "upper"),
          series(
              "synaptic-operations", NetworkSeries::synapticOperations, "t", "synapticOperations"),
          series("operations", NetworkSeries::operations, "item", "t", "count"),
          series(
              "layers",
              NetworkSeries::layers,
              "layer",
              "neurons",
              "spikes",
              "firingRate",
              "synapticOperations",
              "macs"),
          series(
              "layer-steps",
              NetworkSeries::layerSteps,
              "layer",
              "t",
              "spikes",
              "synapticOperations"),
          series("early-exit", NetworkSeries::earlyExit, "t", "samples"),
          series("energy-items", EnergySeries::items, "profile", "item", "nanojoules"),
          series("energy-steps", EnergySeries::steps, "profile", "t", "nanojoules"),
          series(
              "energy-anns",
              EnergySeries::anns,
              "profile",
              "ann",
              "title",
              "bits",
              "nanojoules",
              "snnRatio"),
          series("prices", EnergySeries::prices, "profile", "item", "picojoules"),
          series("activations", SampleSeries::activations, "layer", "activation", "spikeRate"),
          series("confusion", SampleSeries::confusion, "network", "true", "predicted", "samples"),
          series(
              "flipped",
              SampleSeries::flipped,
              "sample",
              "true",
              "ann",
              "snn",
              "annMargin",
              "snnMargin"),
          series(
              "sample-potentials", SampleSeries::potentials, "sample", "t", "class", "potential"),
          series("sample-spikes", SampleSeries::spikes, "sample", "layer", "neuron", "t"));

  /** Takes the rows of a series. */
  @FunctionalInterface
  interface Rows {
    /** A row; a node that is missing gives an empty cell. */
    void add(Object... values);
  }

  private static CsvSeries series(
      String name, BiConsumer<JsonNode, Rows> content, String... columns) {
    return new CsvSeries(name, content, List.of(columns));
  }

  String fileName() {
    return name + ".csv";
  }

  /** The first row of its file. */
  List<String> header() {
    List<String> header = new ArrayList<>(List.of("run"));
    header.addAll(columns);
    return header;
  }

  /**
   * The rows of a run, which begin with its name; none where its results do not have the series.
   */
  List<List<Object>> rows(ReportedRun run) {
    List<List<Object>> rows = new ArrayList<>();
    content.accept(
        run.results(),
        values -> {
          List<Object> row = new ArrayList<>();
          row.add(run.name());
          for (Object value : values) {
            row.add(value instanceof JsonNode node ? plain(node) : value);
          }
          rows.add(row);
        });
    return rows;
  }

  private static Object plain(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    return node.isNumber() ? node.numberValue() : node.asText();
  }

  /** What it costs, device profile by device profile. */
  private static final class EnergySeries {
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

  /** What the spiking network does in the mean over samples. */
  private static final class NetworkSeries {
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
}
