package io.github.ann2snn.report.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.Attribution.OutputError;
import io.github.ann2snn.convert.attribution.Attribution.Source;
import io.github.ann2snn.convert.attribution.ErrorTerm;
import io.github.ann2snn.convert.attribution.LayerAttribution;
import io.github.ann2snn.convert.attribution.LayerAttribution.TermError;
import io.github.ann2snn.convert.attribution.Remedy;
import io.github.ann2snn.convert.attribution.Remedy.Change;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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
    List<Remedy> trials,
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
    root.putPOJO("run", settings.defaults());
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

  private static void trial(ObjectNode node, Remedy trial) {
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

  /** An explanation in plain sentences. */
  static final class Conclusion {
    private Conclusion() {}

    /** Which term dominates in a layer. */
    static String of(LayerAttribution layer, Attribution attribution) {
      if (layer.total().meanAbsolute() == 0) {
        return Text.of("%s: no error.", layer.name());
      }
      ErrorTerm dominant = layer.dominant();
      String sentence =
          Text.of(
              "%s: the largest part of the error is %s (%s)",
              layer.name(), dominant.title(), relative(layer, dominant));
      if (dominant == ErrorTerm.INHERITED) {
        ErrorTerm own = layer.dominantOwn();
        sentence +=
            Text.of("; of what arises here, %s is largest (%s)", own.title(), relative(layer, own));
      }
      OutputEffect effect = layer.effects().get(layer.dominantOwn());
      if (effect == null) {
        return sentence + ".";
      }
      return sentence
          + Text.of(
              "; alone, %s here moves the logits by %s and changes %s of the classes.",
              layer.dominantOwn().title(),
              percent(effect.meanAbsolute() / attribution.output().meanLogit()),
              percent(effect.changedShare()));
    }

    private static String relative(LayerAttribution layer, ErrorTerm term) {
      return percent(layer.terms().get(term).meanAbsolute() / layer.meanActivation())
          + " of the mean activation";
    }

    /** Where the network loses most, and what helped. */
    static String of(Explanation explanation) {
      return source(explanation.attribution()) + " " + remedy(explanation.trials());
    }

    private static String source(Attribution attribution) {
      String agreement =
          Text.of(
              "The spiking network gives %s of the samples the ANN's class.",
              percent(attribution.score().agreement()));
      Optional<Source> main = attribution.mainSource();
      if (main.isEmpty()) {
        return agreement + " No hidden layer adds an error.";
      }
      OutputEffect effect = main.get().effect();
      return agreement
          + Text.of(
              " The largest part of the loss comes from %s in layer %s: alone, it moves the logits by %s of their mean size and changes %s of the classes.",
              main.get().term().title(),
              main.get().layer(),
              percent(effect.meanAbsolute() / attribution.output().meanLogit()),
              percent(effect.changedShare()));
    }

    private static String remedy(List<Remedy> trials) {
      List<Remedy> helped = trials.stream().filter(Remedy::helped).toList();
      if (helped.isEmpty()) {
        return "No single change that was tried made it agree with the ANN more often than chance would.";
      }
      return helped.stream()
          .map(
              trial ->
                  Text.of(
                      "%s helped: agreement %s instead of %s, accuracy %s instead of %s, on %,d other training samples.",
                      capitalized(describe(trial)),
                      percent(trial.after().agreement()),
                      percent(trial.before().agreement()),
                      percent(trial.after().snnAccuracy()),
                      percent(trial.before().snnAccuracy()),
                      trial.after().samples()))
          .collect(Collectors.joining(" "));
    }

    /** A change in words. */
    static String describe(Remedy trial) {
      Change change = trial.change();
      String layer = change.layer().orElse("");
      return switch (change.kind()) {
        case LAMBDA ->
            Text.of(
                "lambda of %s %.4g instead of %.4g (percentile %.4g)",
                layer, change.to(), change.from(), 100 * trial.shareBelow());
        case INITIAL_POTENTIAL ->
            Text.of("v(0) of %s %.3g instead of %.3g", layer, change.to(), change.from());
        case SIGNED ->
            "spikes of -1, which take back what came too early (convert with --signed yes),";
        case TIMESTEPS -> Text.of("T = %.0f instead of %.0f", change.to(), change.from());
        case READOUT_START ->
            Text.of(
                "outputs from step %.0f on instead of %.0f (--readout-start)",
                change.to(), change.from());
      };
    }

    private static String capitalized(String text) {
      return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A share in percent. */
    static String percent(double share) {
      return Text.of("%.2f %%", 100 * share);
    }
  }
}
