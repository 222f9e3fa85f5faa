package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.bench.BenchReport;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Schema;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.interop.weights.WeightsExport;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.ProfileFile;
import io.github.ann2snn.report.explanation.Explanation;
import io.github.ann2snn.report.simulation.SimulationDocument;
import io.github.ann2snn.report.table.ResultsTable;
import io.github.ann2snn.report.text.TextStyle;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.train.model.ModelProvenance;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Says what is in a JSON file of ours, which its schema tells.
 *
 * @param file to look into
 * @param json whether to give it as JSON
 * @param style of tables
 */
public record DocumentInspection(Path file, boolean json, TextStyle style) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** What is in the file; of no known kind, it is refused as a results file would be. */
  public String describe() throws IOException {
    return switch (DocumentKind.of(file)) {
      case "ann2snn.tuning" -> tuning();
      case "ann2snn.explanation" -> explanation();
      case "ann2snn.energy-profiles" -> profiles();
      case "ann2snn.bench" -> bench();
      case DocumentKind.SIMULATION -> simulation();
      case "ann2snn.weights" -> weights();
      case "ann2snn.model-provenance" -> tree(ModelProvenance.SCHEMA).toPrettyString() + "\n";
      default -> results();
    };
  }

  private String results() throws IOException {
    Results results = Results.DOCUMENT.read(file);
    return json ? JsonDocument.text(results) : ResultsTable.of(results, style);
  }

  private String tuning() throws IOException {
    TuningDocument document = TuningDocument.DOCUMENT.read(file);
    if (json) {
      return JsonDocument.text(document);
    }
    JsonNode root = tree(TuningDocument.SCHEMA);
    String chosen =
        root.hasNonNull("choice")
            ? Text.of(
                "chosen: trial %s, %s steps at most, %s in the mean, %s synaptic operations, accuracy %s%n",
                text(root, "/choice/trial"),
                text(root, "/choice/point/timesteps"),
                text(root, "/choice/point/meanTimesteps"),
                text(root, "/choice/point/synapticOperations"),
                text(root, "/choice/point/accuracy"))
            : Text.of("nothing is chosen%n");
    return Text.of(
        "tuning for %s with %s, which may lose %s points of accuracy; %d of at most %s trials%n%s",
        text(root, "/settings/objective"),
        text(root, "/settings/dataset"),
        text(root, "/settings/maxAccuracyDrop"),
        document.trials().size(),
        text(root, "/settings/budget"),
        chosen);
  }

  private String profiles() throws IOException {
    List<EnergyProfile> profiles = ProfileFile.read(file);
    if (json) {
      return tree(ProfileFile.SCHEMA).toPrettyString() + "\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(Text.of("energy profiles, for --energy-profile%n"));
    profiles.forEach(
        profile -> text.append(Text.of("  %s: %s%n", profile.name(), profile.title())));
    return text.toString();
  }

  private String explanation() throws IOException {
    JsonNode root = tree(Explanation.SCHEMA);
    if (json) {
      return root.toPrettyString() + "\n";
    }
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
    text.append(Text.of("%s%n", text(root, "/conclusion")));
    return text.toString();
  }

  private String bench() throws IOException {
    JsonNode root = tree(BenchReport.SCHEMA);
    return json
        ? root.toPrettyString() + "\n"
        : Text.of(
            "benchmark of the network %s with %s samples of %s, %d runs; --json shows all of it%n",
            text(root, "/network"),
            text(root, "/samples"),
            text(root, "/dataset"),
            root.path("runs").size());
  }

  private String simulation() throws IOException {
    JsonNode root = tree(SimulationDocument.SCHEMA);
    if (json) {
      return root.toPrettyString() + "\n";
    }
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
  private String weights() throws IOException {
    JsonNode root = tree(WeightsExport.SCHEMA);
    if (json) {
      return root.toPrettyString() + "\n";
    }
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
      throw new BadFileException(file + ": " + path + " is missing; make the file again");
    }
    return value.asText();
  }

  private JsonNode tree(String schema) throws IOException {
    try {
      JsonNode root = MAPPER.readTree(file.toFile());
      String found = root.path("schema").asText();
      if (!found.equals(schema)) {
        throw new BadFileException(file + ": " + Schema.refusal(found, schema));
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new BadFileException(
          Text.of("%s: not complete JSON (%s)", file, e.getOriginalMessage()));
    } catch (CharConversionException e) {
      throw new BadFileException(Text.of("%s: not UTF-8 text (%s)", file, e.getMessage()));
    }
  }

  /** Which kind of JSON file of ours a file is. */
  static final class DocumentKind {
    /** What {@code simulate} writes. */
    static final String SIMULATION = "ann2snn.simulation";

    private static final JsonMapper MAPPER = new JsonMapper();

    private DocumentKind() {}

    /** The schema without its version; empty if there is none, or the file is damaged before it. */
    static String of(Path file) throws IOException {
      String schema = schema(file);
      return schema.substring(0, Math.max(0, schema.indexOf('/')));
    }

    private static String schema(Path file) throws IOException {
      try (JsonParser parser = MAPPER.createParser(file.toFile())) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean found = parser.currentName().equals("schema");
          JsonToken value = parser.nextToken();
          if (found) {
            return value == JsonToken.VALUE_STRING ? parser.getText() : "";
          }
          parser.skipChildren();
        }
      } catch (JsonProcessingException | CharConversionException e) {
        return "";
      }
      return "";
    }
  }
}
