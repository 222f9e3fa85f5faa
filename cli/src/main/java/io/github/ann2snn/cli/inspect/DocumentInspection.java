package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.bench.BenchReport;
import io.github.ann2snn.cli.evaluate.ModelFigures;
import io.github.ann2snn.cli.run.UnfinishedRun;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningText;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import io.github.ann2snn.interop.chip.file.ChipFile;
import io.github.ann2snn.interop.weights.WeightsExport;
import io.github.ann2snn.report.document.FitDocument;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.ProfileFile;
import io.github.ann2snn.report.explanation.Explanation;
import io.github.ann2snn.report.simulation.SimulationDocument;
import io.github.ann2snn.report.table.FitTable;
import io.github.ann2snn.report.table.ResultsTable;
import io.github.ann2snn.report.text.TextStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Says what is in a JSON file of ours, which its schema tells.
 *
 * @param file to look into
 * @param json whether to give it as JSON
 * @param style of tables
 */
public record DocumentInspection(Path file, boolean json, TextStyle style) {
  /** What {@code simulate} writes. */
  static final String SIMULATION = "ann2snn.simulation";

  /** What {@code tune} writes. */
  static final String TUNING = "ann2snn.tuning";

  /** What {@code fit} writes. */
  static final String FIT = "ann2snn.fit";

  /** What training keeps beside a model. */
  static final String TRAINING = "ann2snn.training-record";

  /** What is in the file; of no known kind, it is refused as a results file would be. */
  public String describe() throws IOException {
    return switch (JsonDocument.kind(file)) {
      case TUNING -> tuning();
      case "ann2snn.explanation" -> tree(Explanation.SCHEMA, this::explanation);
      case "ann2snn.energy-profiles" -> {
        ProfileFile.read(file); // for its checks
        yield tree(ProfileFile.SCHEMA, this::profiles);
      }
      case FIT -> fit();
      case "ann2snn.chips" -> {
        ChipFile.read(file); // for its checks
        yield tree(ChipFile.SCHEMA, this::chips);
      }
      case "ann2snn.bench" -> tree(BenchReport.SCHEMA, this::bench);
      case SIMULATION -> tree(SimulationDocument.SCHEMA, this::simulation);
      case "ann2snn.weights" -> tree(WeightsExport.SCHEMA, this::weights);
      case "ann2snn.model-provenance" -> tree(ModelProvenance.SCHEMA, JsonDocument::text);
      case TRAINING -> training();
      case "ann2snn.unfinished-run" -> unfinished();
      case "ann2snn.model-figures" -> figures();
      default -> results();
    };
  }

  /** Says in words what a document holds. */
  private interface Words {
    String of(JsonNode document) throws BadFileException;
  }

  private String tree(String schema, Words words) throws IOException {
    Wording wording = new Wording("not complete JSON ({reason})", "", "");
    JsonNode root = new JsonDocument<>(schema, JsonNode.class, wording).tree(file);
    return json ? JsonDocument.text(root) : words.of(root);
  }

  private String results() throws IOException {
    Results results = Results.DOCUMENT.read(file);
    return json ? JsonDocument.text(results) : ResultsTable.of(results, style);
  }

  private String figures() throws IOException {
    ModelFigures figures = ModelFigures.DOCUMENT.read(file);
    return json ? JsonDocument.text(figures) : figures.text();
  }

  private String fit() throws IOException {
    FitDocument fit = FitDocument.DOCUMENT.read(file);
    return json ? JsonDocument.text(fit) : FitTable.of(fit.fit(), style);
  }

  private String tuning() throws IOException {
    TuningDocument tuning = TuningDocument.DOCUMENT.read(file);
    return json ? JsonDocument.text(tuning) : TuningText.of(tuning);
  }

  private String training() throws IOException {
    TrainingRecord record = TrainingRecord.DOCUMENT.read(file);
    return json ? JsonDocument.text(record) : TrainingText.of(record);
  }

  private String unfinished() throws IOException {
    UnfinishedRun run = UnfinishedRun.DOCUMENT.read(file);
    return json
        ? JsonDocument.text(run)
        : Text.of(
            "a run that was not finished (%s); ann2snn run --resume --out %s continues it%n",
            run.options().isEmpty() ? "without options" : String.join(" ", run.options()),
            file.toAbsolutePath().getParent());
  }

  private String profiles(JsonNode root) throws BadFileException {
    StringBuilder text = new StringBuilder(Text.of("energy profiles, for --energy-profile%n"));
    for (JsonNode profile : root.path("profiles")) {
      text.append(Text.of("  %s: %s%n", text(profile, "/name"), text(profile, "/title")));
    }
    return text.toString();
  }

  private String chips(JsonNode root) throws BadFileException {
    StringBuilder text = new StringBuilder(Text.of("chips, for --chip%n"));
    for (JsonNode chip : root.path("chips")) {
      text.append(Text.of("  %s: %s%n", text(chip, "/name"), text(chip, "/title")));
    }
    return text.toString();
  }

  private String explanation(JsonNode root) throws BadFileException {
    StringBuilder text = new StringBuilder();
    text.append(
        Text.of(
            "explanation of %s training samples of %s, %s steps%n",
            text(root, "/dataset/samples"),
            text(root, "/dataset/name"),
            text(root, "/run/timesteps")));
    for (JsonNode layer : root.path("layers")) {
      text.append(Text.of("  %s%n", text(layer, "/sentence")));
    }
    return text.append(Text.of("%s%n", text(root, "/conclusion"))).toString();
  }

  private String bench(JsonNode root) throws BadFileException {
    return Text.of(
        "benchmark of the network %s with %s samples of %s, %d runs; --json shows all of it%n",
        text(root, "/network"),
        text(root, "/samples"),
        text(root, "/dataset"),
        root.path("runs").size());
  }

  private String simulation(JsonNode root) throws BadFileException {
    String silence = root.at("/results/silence").asText("");
    return Text.of(
        "simulation of %s neurons (%s), %s in steps of %s, %s spikes; --json shows all of it%n%s",
        text(root, "/settings/neurons"),
        text(root, "/kind"),
        text(root, "/settings/simulated"),
        text(root, "/settings/dt"),
        text(root, "/results/spikes"),
        silence.isEmpty() ? "" : silence + "\n");
  }

  /** Names and shapes; the values are many. */
  private String weights(JsonNode root) throws BadFileException {
    StringBuilder text = new StringBuilder();
    text.append(Text.of("weights of a spiking network, input %s%n", root.path("inputShape")));
    for (JsonNode layer : root.path("layers")) {
      String name = text(layer, "/name");
      for (Map.Entry<String, JsonNode> array : layer.path("arrays").properties()) {
        text.append(Text.of("  %s.%s %s%n", name, array.getKey(), array.getValue().path("shape")));
      }
    }
    return text.toString();
  }

  private String text(JsonNode node, String path) throws BadFileException {
    JsonNode value = node.at(path);
    if (!value.isValueNode() || value.isNull()) {
      throw BadFileException.of("%s: %s is missing; make the file again", file, path);
    }
    return value.asText();
  }
}
