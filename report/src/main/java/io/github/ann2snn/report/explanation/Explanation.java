package io.github.ann2snn.report.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.Attribution.OutputError;
import io.github.ann2snn.convert.attribution.Attribution.Source;
import io.github.ann2snn.convert.attribution.LayerAttribution;
import io.github.ann2snn.convert.attribution.LayerAttribution.TermError;
import io.github.ann2snn.convert.attribution.Trial;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a spiking network's error comes from, and what was tried against it. In the document errors
 * are in units of activations; shares are fractions.
 *
 * @param dataset as the user named it
 * @param trainSha256 of its training split
 * @param selection which training samples were used, in words
 * @param notices what the reader must know about the data set and about the network's file
 * @param settings how the network was run
 * @param attribution its error
 * @param trials changes that were tried on other samples
 * @param provenance where model and network come from, and what they ran on
 */
public record Explanation(
    String dataset,
    String trainSha256,
    String selection,
    List<String> notices,
    SimulationSettings settings,
    Attribution attribution,
    List<Trial> trials,
    JsonNode provenance) {
  /** Version of the document. */
  public static final String SCHEMA = "ann2snn.explanation/1";

  public Explanation {
    notices = List.copyOf(notices);
    trials = List.copyOf(trials);
  }

  /** Writes the document. */
  public void write(Path target) throws IOException {
    AtomicFile.write(target, temporary -> Files.writeString(temporary, toJson()));
  }

  /** The document as indented JSON. */
  public String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    ObjectNode samples = root.putObject("dataset");
    samples.put("name", dataset).put("split", "train");
    samples.put("samples", attribution.samples()).put("selection", selection);
    samples.put("sha256", trainSha256).putPOJO("notices", notices);
    root.putPOJO(
        "run", new RunDefaults(settings.timesteps(), settings.coding(), settings.readout()));
    root.putPOJO("score", attribution.score());
    ArrayNode layers = root.putArray("layers");
    attribution.layers().forEach(layer -> layer(layers.addObject(), layer, attribution));
    output(root.putObject("output"), attribution.output());
    if (!attribution.gates().isEmpty()) {
      ArrayNode gates = root.putArray("gates");
      attribution.gates().forEach(gate -> gate(gates.addObject(), gate));
    }
    ArrayNode sources = root.putArray("sources");
    attribution.sources().forEach(source -> source(sources.addObject(), source, attribution));
    ArrayNode tried = root.putArray("trials");
    trials.forEach(trial -> trial(tried.addObject(), trial));
    root.put("conclusion", Conclusion.of(this));
    root.set("provenance", provenance);
    return JsonDocument.text(root);
  }

  private static void layer(ObjectNode node, LayerAttribution layer, Attribution attribution) {
    node.put("name", layer.name()).put("neurons", layer.neurons());
    node.put("lambdaMin", layer.lambdaMin()).put("lambdaMax", layer.lambdaMax());
    node.put("initialPotential", layer.initialPotential());
    node.put("meanActivation", layer.meanActivation());
    number(node, "correlation", layer.correlation());
    error(node.putObject("error"), layer.total(), layer.meanActivation());
    ObjectNode terms = node.putObject("terms");
    layer
        .terms()
        .forEach(
            (term, error) ->
                error(terms.putObject(term.toString()), error, layer.meanActivation()));
    node.put("dominant", layer.dominant().toString());
    node.put("dominantOwn", layer.dominantOwn().toString());
    node.putPOJO("neuronCounts", layer.counts());
    node.putPOJO("bound", layer.bound());
    node.putPOJO("worst", layer.worst());
    node.put("sentence", Conclusion.of(layer, attribution));
  }

  /**
   * Relative errors are fractions of {@code size}: of the mean activation, or of the mean |logit|.
   */
  private static void error(ObjectNode node, TermError error, double size) {
    node.put("meanAbsolute", error.meanAbsolute()).put("meanSigned", error.meanSigned());
    number(node, "relativeAbsolute", error.meanAbsolute() / size);
    number(node, "relativeSigned", error.meanSigned() / size);
  }

  private static void output(ObjectNode node, OutputError output) {
    node.put("name", output.name()).put("lambda", output.lambda());
    node.put("meanLogit", output.meanLogit());
    number(node, "correlation", output.correlation());
    error(node.putObject("error"), output.error(), output.meanLogit());
  }

  /** Errors in spikes per step. */
  private static void gate(ObjectNode node, GateError gate) {
    node.put("layer", gate.layer())
        .put("meanAbsolute", gate.mean())
        .put("largest", gate.largest())
        .put("exactShare", gate.exact());
  }

  private static void source(ObjectNode node, Source source, Attribution attribution) {
    node.put("layer", source.layer()).put("term", source.term().toString());
    node.put("meanAbsolute", source.effect().meanAbsolute());
    double size = attribution.output().meanLogit();
    number(node, "relativeAbsolute", source.effect().meanAbsolute() / size);
    node.put("changedShare", source.effect().changedShare());
  }

  private static void trial(ObjectNode node, Trial trial) {
    node.put("setting", trial.change().kind().toString());
    node.put("layer", trial.change().layer().orElse(null));
    node.put("from", trial.change().from()).put("to", trial.change().to());
    number(node, "shareBelow", trial.shareBelow());
    node.put("candidates", trial.candidates());
    node.putPOJO("before", trial.before()).putPOJO("after", trial.after());
    node.put("gained", trial.gained()).put("lost", trial.lost());
    node.put("pValue", trial.pValue()).put("helped", trial.helped());
  }

  /** JSON has no NaN. */
  private static void number(ObjectNode node, String key, double value) {
    node.put(key, Double.isFinite(value) ? Double.valueOf(value) : null);
  }
}
