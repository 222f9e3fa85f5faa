package io.github.ann2snn.report.explanation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.Attribution.OutputError;
import io.github.ann2snn.convert.attribution.Attribution.Score;
import io.github.ann2snn.convert.attribution.Attribution.Source;
import io.github.ann2snn.convert.attribution.LayerAttribution;
import io.github.ann2snn.convert.attribution.LayerAttribution.ErrorBound;
import io.github.ann2snn.convert.attribution.LayerAttribution.NeuronError;
import io.github.ann2snn.convert.attribution.LayerAttribution.TermError;
import io.github.ann2snn.convert.attribution.Trial;
import io.github.ann2snn.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an explanation as JSON. Errors are in units of activations; shares are fractions. */
public final class ExplanationFile {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ExplanationFile() {}

  /** Writes the document. */
  public static void write(Explanation explanation, Path target) throws IOException {
    AtomicFile.write(target, temporary -> Files.writeString(temporary, toJson(explanation)));
  }

  /** The document as indented JSON. */
  public static String toJson(Explanation explanation) {
    Attribution attribution = explanation.attribution();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", Explanation.SCHEMA);
    ObjectNode dataset = root.putObject("dataset");
    dataset.put("name", explanation.dataset()).put("split", "train");
    dataset.put("samples", attribution.samples()).put("selection", explanation.selection());
    dataset.put("sha256", explanation.trainSha256());
    explanation.notices().forEach(dataset.putArray("notices")::add);
    root.putObject("run")
        .put("timesteps", explanation.settings().timesteps())
        .put("coding", explanation.settings().coding().toString())
        .put("readout", explanation.settings().readout().toString());
    score(root.putObject("score"), attribution.score());
    ArrayNode layers = root.putArray("layers");
    attribution.layers().forEach(layer -> layer(layers.addObject(), layer, attribution));
    output(root.putObject("output"), attribution.output());
    if (!attribution.gates().isEmpty()) {
      ArrayNode gates = root.putArray("gates");
      attribution.gates().forEach(gate -> gate(gates.addObject(), gate));
    }
    ArrayNode sources = root.putArray("sources");
    attribution.sources().forEach(source -> source(sources.addObject(), source, attribution));
    ArrayNode trials = root.putArray("trials");
    explanation.trials().forEach(trial -> trial(trials.addObject(), trial));
    root.put("conclusion", Conclusion.of(explanation));
    root.set("provenance", explanation.provenance());
    return root.toPrettyString() + "\n";
  }

  private static void score(ObjectNode node, Score score) {
    node.put("samples", score.samples())
        .put("annAccuracy", score.annAccuracy())
        .put("snnAccuracy", score.snnAccuracy())
        .put("agreement", score.agreement())
        .put("logitError", score.logitError());
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
    node.putObject("neuronCounts")
        .put("silentInBoth", layer.counts().silentInBoth())
        .put("silentInSnnOnly", layer.counts().silentInSnnOnly())
        .put("saturated", layer.counts().saturated())
        .put("saturatedShare", layer.counts().saturatedShare());
    bound(node.putObject("bound"), layer.bound());
    ArrayNode worst = node.putArray("worst");
    layer.worst().forEach(neuron -> neuron(worst.addObject(), neuron));
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

  private static void bound(ObjectNode node, ErrorBound bound) {
    node.put("largestAllowed", bound.largestAllowed())
        .put("largest", bound.largest())
        .put("meanExpected", bound.meanExpected())
        .put("mean", bound.mean())
        .put("largestClipping", bound.largestClipping());
  }

  private static void neuron(ObjectNode node, NeuronError neuron) {
    node.put("index", neuron.index())
        .put("activation", neuron.activation())
        .put("rate", neuron.rate())
        .put("lambda", neuron.lambda())
        .put("meanAbsolute", neuron.meanAbsolute())
        .put("mainTerm", neuron.mainTerm().toString());
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
    score(node.putObject("before"), trial.before());
    score(node.putObject("after"), trial.after());
    node.put("gained", trial.gained()).put("lost", trial.lost());
    node.put("pValue", trial.pValue()).put("helped", trial.helped());
  }

  /** JSON has no NaN. */
  private static void number(ObjectNode node, String key, double value) {
    node.put(key, Double.isFinite(value) ? Double.valueOf(value) : null);
  }
}
