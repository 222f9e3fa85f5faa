package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.SideFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A series of the report as a table. Energies are nanojoules per sample, counts means per sample,
 * accuracies and rates fractions; t counts from 1, and classes stand as their names.
 *
 * @param name of its file, without ending
 * @param header its columns, of which the first names the run
 * @param document of a run that it is in, which may be null
 * @param content puts the rows of a document into what it is given
 */
record CsvSeries(
    String name,
    List<String> header,
    Function<ReportedRun, JsonNode> document,
    BiConsumer<JsonNode, Rows> content) {
  /** All there are. */
  static final List<CsvSeries> ALL =
      List.of(
          series("accuracy", "t,accuracy,lower,upper", CsvSeries::accuracy),
          series(
              "synaptic-operations",
              "t,synapticOperations",
              (results, rows) -> rows.steps(results.at("/snn/synapticOperationsByTimestep"))),
          series("operations", "item,t,count", CsvSeries::operations),
          series(
              "layers",
              "layer,neurons,spikes,firingRate,synapticOperations,macs",
              (results, rows) ->
                  rows.objects(
                      results.at("/snn/layers"),
                      "name,neurons,spikesPerSample,firingRate,synapticOperationsPerSample,macsPerSample")),
          series("connections", "layer,source,connection", CsvSeries::connections),
          series("layer-steps", "layer,t,spikes,synapticOperations", CsvSeries::layerSteps),
          series(
              "early-exit",
              "t,samples",
              (results, rows) -> rows.steps(results.at("/snn/earlyExit/samplesByTimesteps"))),
          series(
              "energy-items",
              "profile,item,nanojoules",
              (results, rows) -> energyByKey(results, "snnItems", rows)),
          series("energy-steps", "profile,t,nanojoules", CsvSeries::energySteps),
          series("energy-anns", "profile,ann,title,bits,nanojoules,snnRatio", CsvSeries::anns),
          series(
              "prices",
              "profile,item,picojoules",
              (results, rows) -> energyByKey(results, "picojoules", rows)),
          series("activations", "layer,activation,spikeRate", CsvSeries::activations),
          series("confusion", "network,true,predicted,samples", CsvSeries::confusion),
          series("flipped", "sample,true,ann,snn,annMargin,snnMargin", CsvSeries::flipped),
          series("sample-potentials", "sample,t,class,potential", CsvSeries::potentials),
          series("sample-spikes", "sample,layer,neuron,t", CsvSeries::spikes),
          training(
              "training-epochs",
              "epoch,batches," + TrainingRows.EPOCH + ",seconds",
              TrainingRows::epochs),
          training("training-batches", "epoch,batches,loss,accuracy", TrainingRows::batches),
          training("training-layers", "epoch,layer," + TrainingRows.LAYER, TrainingRows::layers),
          training(
              "training-histograms", "epoch,layer,of,from,to,numbers", TrainingRows::histograms));

  private static CsvSeries series(String name, String columns, BiConsumer<JsonNode, Rows> content) {
    return new CsvSeries(name, header(columns), ReportedRun::results, content);
  }

  private static CsvSeries training(
      String name, String columns, BiConsumer<JsonNode, Rows> content) {
    return new CsvSeries(name, header(columns), ReportedRun::training, content);
  }

  private static List<String> header(String columns) {
    return List.of(("run," + columns).split(",", -1));
  }

  SideFile file(Path folder) {
    return CsvFile.of(folder.resolve(name + ".csv"), header);
  }

  /** The rows of a run, which begin with its name; none where it does not have the series. */
  List<List<Object>> rows(ReportedRun run) {
    Rows rows = new Rows(run.name(), new ArrayList<>());
    JsonNode from = document.apply(run);
    if (from != null) {
      content.accept(from, rows);
    }
    return rows.all;
  }

  /** The rows of a run. */
  record Rows(String run, List<List<Object>> all) {
    /** A row; a node that is missing gives an empty cell. */
    void add(Object... values) {
      List<Object> row = new ArrayList<>();
      row.add(run);
      for (Object value : values) {
        row.add(value instanceof JsonNode node ? plain(node) : value);
      }
      all.add(row);
    }

    private static Object plain(JsonNode node) {
      if (node.isMissingNode() || node.isNull()) {
        return null;
      }
      return node.isNumber() ? node.numberValue() : node.asText();
    }

    /** A row for each of several objects: some of its fields, behind the same values. */
    void objects(JsonNode objects, String fields, Object... first) {
      for (JsonNode object : objects) {
        Stream<JsonNode> cells = Arrays.stream(fields.split(",", -1)).map(object::path);
        add(Stream.concat(Arrays.stream(first), cells).toArray());
      }
    }

    /** A row per step: its number and value, behind the same {@code first} values. */
    void steps(JsonNode values, Object... first) {
      for (int i = 0; i < values.size(); i++) {
        add(Stream.concat(Arrays.stream(first), Stream.of(i + 1, values.get(i))).toArray());
      }
    }
  }

  private static void accuracy(JsonNode results, Rows rows) {
    JsonNode accuracies = results.at("/snn/accuracyByTimestep");
    JsonNode intervals = results.at("/snn/accuracyIntervalByTimestep");
    for (int i = 0; i < accuracies.size(); i++) {
      JsonNode interval = intervals.path(i);
      rows.add(i + 1, accuracies.get(i), interval.path(0), interval.path(1));
    }
  }

  /** A row per connection; one from the inputs has no source. */
  private static void connections(JsonNode results, Rows rows) {
    for (JsonNode layer : results.at("/snn/layers")) {
      rows.objects(layer.path("sources"), "layer,connection", layer.path("name"));
    }
  }

  private static void operations(JsonNode results, Rows rows) {
    results
        .at("/snn/operationsByTimestep")
        .properties()
        .forEach(item -> rows.steps(item.getValue(), item.getKey()));
  }

  private static void layerSteps(JsonNode results, Rows rows) {
    for (JsonNode layer : results.at("/snn/layers")) {
      JsonNode spikes = layer.path("spikesByTimestep");
      JsonNode operations = layer.path("synapticOperationsByTimestep");
      for (int i = 0; i < Math.max(spikes.size(), operations.size()); i++) {
        rows.add(layer.path("name"), i + 1, spikes.path(i), operations.path(i));
      }
    }
  }

  private static void energyByKey(JsonNode results, String field, Rows rows) {
    for (JsonNode part : results.path("energy")) {
      part.path(field)
          .properties()
          .forEach(item -> rows.add(part.path("profile"), item.getKey(), item.getValue()));
    }
  }

  private static void energySteps(JsonNode results, Rows rows) {
    for (JsonNode part : results.path("energy")) {
      rows.steps(part.path("snnNanojoulesByTimestep"), part.path("profile"));
    }
  }

  private static void anns(JsonNode results, Rows rows) {
    for (JsonNode part : results.path("energy")) {
      String fields = "key,title,bits,nanojoules,snnRatio";
      rows.objects(part.path("references"), fields, part.path("profile"));
    }
  }

  private static void activations(JsonNode results, Rows rows) {
    for (JsonNode layer : results.at("/comparison/activations")) {
      for (JsonNode point : layer.path("points")) {
        rows.add(layer.path("layer"), point.path(0), point.path(1));
      }
    }
  }

  private static void confusion(JsonNode results, Rows rows) {
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

  private static void flipped(JsonNode results, Rows rows) {
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

  private static void potentials(JsonNode results, Rows rows) {
    for (JsonNode sample : results.path("samples")) {
      JsonNode steps = sample.path("potentials");
      for (int i = 0; i < steps.size(); i++) {
        for (int c = 0; c < steps.get(i).size(); c++) {
          rows.add(sample.path("index"), i + 1, className(results, c), steps.get(i).get(c));
        }
      }
    }
  }

  private static void spikes(JsonNode results, Rows rows) {
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
