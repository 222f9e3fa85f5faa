package io.github.ann2snn.report.explanation;

import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.Attribution.Source;
import io.github.ann2snn.convert.attribution.ErrorTerm;
import io.github.ann2snn.convert.attribution.LayerAttribution;
import io.github.ann2snn.convert.attribution.Trial;
import io.github.ann2snn.convert.attribution.Trial.Change;
import io.github.ann2snn.files.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An explanation in plain sentences. */
final class Conclusion {
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

  private static String remedy(List<Trial> trials) {
    List<Trial> helped = trials.stream().filter(Trial::helped).toList();
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
  static String describe(Trial trial) {
    Change change = trial.change();
    String layer = change.layer().orElse("");
    return switch (change.kind()) {
      case LAMBDA ->
          Text.of(
              "lambda of %s %.4g instead of %.4g (percentile %.4g)",
              layer, change.to(), change.from(), 100 * trial.shareBelow());
      case INITIAL_POTENTIAL ->
          Text.of("v(0) of %s %.3g instead of %.3g", layer, change.to(), change.from());
      case TIMESTEPS -> Text.of("T = %.0f instead of %.0f", change.to(), change.from());
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
