package io.github.ann2snn.report.explanation;

import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.Attribution.OutputError;
import io.github.ann2snn.convert.attribution.ErrorTerm;
import io.github.ann2snn.convert.attribution.LayerAttribution;
import io.github.ann2snn.convert.attribution.LayerAttribution.ErrorBound;
import io.github.ann2snn.convert.attribution.LayerAttribution.NeuronError;
import io.github.ann2snn.convert.attribution.Remedy;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.explanation.Explanation.Conclusion;
import io.github.ann2snn.report.text.Lines;

/** An explanation as text for people. */
public final class ExplanationText {
  private static final int WIDTH = 100;

  private final Explanation explanation;
  private final Attribution attribution;
  private final Lines text = new Lines(WIDTH);

  private ExplanationText(Explanation explanation) {
    this.explanation = explanation;
    this.attribution = explanation.attribution();
  }

  /** The whole text, ending with a line break. */
  public static String of(Explanation explanation) {
    ExplanationText whole = new ExplanationText(explanation);
    whole.heading();
    whole.errors();
    whole.gates();
    whole.effects();
    whole.neurons();
    whole.bounds();
    whole.worst();
    whole.trials();
    whole.sentences();
    return whole.text.toString();
  }

  private void heading() {
    explanation.notices().forEach(notice -> text.line("NOTICE: %s", notice));
    text.line("%s, %,d %s", explanation.dataset(), attribution.samples(), explanation.selection());
    text.line(
        "T = %d, %s coding, %s readout; ANN %.2f %% correct, SNN %.2f %%, the same class for %.2f %%",
        explanation.settings().timesteps(),
        explanation.settings().coding(),
        explanation.settings().readout(),
        100 * attribution.score().annAccuracy(),
        100 * attribution.score().snnAccuracy(),
        100 * attribution.score().agreement());
  }

  private void errors() {
    text.line("");
    text.line("error = lambda x rate - activation, in %% of the layer's mean activation");
    text.line(
        "%-18s %9s %9s %6s %9s %9s %9s %9s %9s",
        "mean magnitude",
        "lambda",
        "mean a",
        "corr.",
        "all",
        "clipping",
        "quantis.",
        "inherited",
        "uneven");
    for (LayerAttribution layer : attribution.layers()) {
      double size = layer.meanActivation() / 100;
      String lambda = number(layer.lambdaMax());
      text.line(
          "  %-16s %9s %9s %6.4f %9.2f%s",
          layer.name(),
          layer.lambdaMin() == layer.lambdaMax() ? lambda : "<=" + lambda,
          number(layer.meanActivation()),
          layer.correlation(),
          layer.total().meanAbsolute() / size,
          row(layer, false));
      text.line(
          "  %-16s %26s %+9.2f%s",
          "  mean, signed", "", layer.total().meanSigned() / size, row(layer, true));
    }
    OutputError output = attribution.output();
    text.line(
        "  %-16s %9s %9s %6.4f %9.2f   potentials against logits, in %% of the mean |logit|",
        output.name(),
        number(output.lambda()),
        number(output.meanLogit()),
        output.correlation(),
        100 * output.error().meanAbsolute() / output.meanLogit());
  }

  private void gates() {
    if (attribution.gates().isEmpty()) {
      return;
    }
    text.line("");
    text.line("max pooling gates: rate that comes through - largest rate of its window");
    attribution.gates().forEach(gate -> text.line("  before %-9s %s", gate.layer(), gate));
  }

  private static String row(LayerAttribution layer, boolean signed) {
    StringBuilder row = new StringBuilder();
    for (ErrorTerm term : ErrorTerm.values()) {
      var error = layer.terms().get(term);
      double value = 100 / layer.meanActivation();
      row.append(
          signed
              ? Text.of(" %+9.2f", value * error.meanSigned())
              : Text.of(" %9.2f", value * error.meanAbsolute()));
    }
    return row.toString();
  }

  private void effects() {
    text.line("");
    text.line("what each source of error does to the output if it is the only one");
    text.line("%-18s %-16s %22s %18s", "layer", "term", "change of a logit, %", "other classes, %");
    for (LayerAttribution layer : attribution.layers()) {
      for (ErrorTerm term : layer.effects().keySet()) {
        OutputEffect effect = layer.effects().get(term);
        text.line(
            "  %-16s %-16s %22.2f %18.2f",
            layer.name(),
            term.title(),
            100 * effect.meanAbsolute() / attribution.output().meanLogit(),
            100 * effect.changedShare());
      }
    }
  }

  private void neurons() {
    text.line("");
    text.line(
        "%-18s %8s %15s %15s %15s %15s",
        "neurons", "all", "silent in both", "only in SNN", "ever at rate 1", "at rate 1, %");
    for (LayerAttribution layer : attribution.layers()) {
      text.line(
          "  %-16s %8d %15d %15d %15d %15.3f",
          layer.name(),
          layer.neurons(),
          layer.counts().silentInBoth(),
          layer.counts().silentInSnnOnly(),
          layer.counts().saturated(),
          100 * layer.counts().saturatedShare());
    }
  }

  private void bounds() {
    text.line("");
    text.line("quantisation of activations from 0 to lambda: bound and expectation for even steps");
    text.line(
        "%-18s %12s %12s %14s %12s %16s",
        "layer", "at most", "largest", "mean expected", "mean", "largest clipping");
    for (LayerAttribution layer : attribution.layers()) {
      ErrorBound bound = layer.bound();
      text.line(
          "  %-16s %12s %12s %14s %12s %16s",
          layer.name(),
          number(bound.largestAllowed()),
          number(bound.largest()),
          number(bound.meanExpected()),
          number(bound.mean()),
          number(bound.largestClipping()));
    }
  }

  private void worst() {
    text.line("");
    text.line(
        "%-18s %8s %12s %12s %12s %12s  %s",
        "worst neurons", "index", "mean a", "rate", "lambda rate", "mean |error|", "main term");
    for (LayerAttribution layer : attribution.layers()) {
      for (NeuronError neuron : layer.worst()) {
        text.line(
            "  %-16s %8d %12s %12.4f %12s %12s  %s",
            layer.name(),
            neuron.index(),
            number(neuron.activation()),
            neuron.rate(),
            number(neuron.lambda() * neuron.rate()),
            number(neuron.meanAbsolute()),
            neuron.mainTerm().title());
      }
    }
  }

  private void trials() {
    text.line("");
    text.line("tried on %,d other training samples", checked());
    long searched =
        explanation.trials().stream().filter(t -> t.change().layer().isPresent()).count();
    String heading =
        searched < attribution.layers().size()
            ? Text.of("the best change of the %d layers of most effect", searched)
            : "the best change of each layer";
    text.line("%-58s %9s %9s %9s %9s", heading, "agree, %", "was", "right, %", "was");
    for (Remedy trial : explanation.trials()) {
      text.line(
          "  %-56s %9.2f %9.2f %9.2f %9.2f%s",
          Conclusion.describe(trial),
          100 * trial.after().agreement(),
          100 * trial.before().agreement(),
          100 * trial.after().snnAccuracy(),
          100 * trial.before().snnAccuracy(),
          trial.helped() ? "  helped" : Text.of("  p = %.2g", trial.pValue()));
    }
  }

  private int checked() {
    return explanation.trials().isEmpty() ? 0 : explanation.trials().get(0).before().samples();
  }

  private void sentences() {
    text.line("");
    attribution.layers().forEach(layer -> text.paragraph(Conclusion.of(layer, attribution)));
    text.paragraph(Conclusion.of(explanation));
  }

  private static String number(double value) {
    return Text.of("%.4g", value);
  }
}
