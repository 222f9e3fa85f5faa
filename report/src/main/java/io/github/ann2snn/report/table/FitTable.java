package io.github.ann2snn.report.table;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.document.FitPart;
import io.github.ann2snn.report.document.FitPart.LayerFitPart;
import io.github.ann2snn.report.document.FitPart.LimitPart;
import io.github.ann2snn.report.document.FitPart.ProblemPart;
import io.github.ann2snn.report.document.FitPart.TrafficPart;
import io.github.ann2snn.report.text.Lines;
import io.github.ann2snn.report.text.TextStyle;
import io.github.ann2snn.report.text.TextStyle.Tone;
import java.util.Comparator;
import java.util.List;

/** How a network lies on a chip as text, drawn from the document alone. */
public record FitTable(FitPart fit, Lines text) {
  private static final int WIDTH = 100;
  private static final int LONGEST_NAME = 34;

  /** The whole text, ending with a line break. */
  public static String of(FitPart fit, TextStyle style) {
    Lines text = new Lines(WIDTH, style);
    write(fit, text);
    return text.toString();
  }

  /** How it lies on several chips: a row for each, ending with a line break. */
  public static String of(List<FitPart> fits, TextStyle style) {
    Lines text = new Lines(WIDTH, style);
    text.line(
        Tone.HEADING,
        "%-12s %-12s %8s %9s %7s  %s",
        "chip",
        "fits",
        "cores",
        "at least",
        "chips",
        "fullest");
    for (FitPart fit : fits) {
      text.line(
          "%-12s %-12s %,8d %,9d %,7d  %s",
          fit.chip(), verdict(fit), fit.cores(), fit.lowerBound(), fit.chips(), fullest(fit));
    }
    text.line("");
    text.paragraph(
        "--chip NAME tells how it is laid there, what does not fit and what would. \"as integers\":"
            + " converted with --weight-bits, as it is laid here.");
    return text.toString();
  }

  private static String verdict(FitPart fit) {
    if (fit.fits()) {
      return "yes";
    }
    boolean weightsAlone =
        fit.problems().stream().allMatch(problem -> problem.limit().equals("weightBits"));
    return weightsAlone ? "as integers" : "no";
  }

  private static String fullest(FitPart fit) {
    List<LayerFitPart> layers = fit.layers();
    long laid = layers.stream().filter(layer -> layer.coreNumbers().length > 0).count();
    if (laid < layers.size()) {
      return Text.of("%d of %d layers fit a core", laid, layers.size());
    }
    return fit.limits().stream()
        .max(Comparator.comparingDouble(FitTable::share))
        .map(limit -> Text.of("%s %.1f %%", limit.limit(), 100 * share(limit)))
        .orElse("");
  }

  private static double share(LimitPart limit) {
    return (double) limit.used() / limit.available();
  }

  /** Writes it into another text. */
  static void write(FitPart fit, Lines text) {
    FitTable table = new FitTable(fit, text);
    table.heading();
    table.layers();
    table.limits();
    table.traffic();
    table.problems();
    text.line("");
    fit.notes().forEach(note -> text.paragraph("Note: " + note));
  }

  private void heading() {
    text.line(
        fit.fits() ? Tone.GOOD : Tone.BAD,
        "chip %s (%s): %s",
        fit.chip(),
        fit.title(),
        fit.fits() ? "the network fits" : "the network does not fit as it is");
    text.line(
        "  %s of %,d cores on %s; at least %,d, by %s",
        Text.of("%,d", fit.cores()),
        fit.coresPerChip() * Math.max(1, fit.chips()),
        fit.chips() == 1 ? "1 chip" : Text.of("%,d chips", fit.chips()),
        fit.lowerBound(),
        fit.boundBy());
    text.paragraph("  How it was cut: " + fit.heuristic());
  }

  private void layers() {
    int width =
        Math.max(
            16,
            fit.layers().stream()
                .mapToInt(layer -> layer.name().length())
                .filter(length -> length <= LONGEST_NAME)
                .max()
                .orElse(0));
    text.line("");
    text.line(
        Tone.HEADING,
        "%-" + (width + 2) + "s %8s %5s %6s %8s  %-22s %15s",
        "layer",
        "neurons",
        "bits",
        "cores",
        "at least",
        "fullest on a core",
        fit.traffic() == null ? "" : "packets/sample");
    for (LayerFitPart layer : fit.layers()) {
      boolean alone = layer.name().length() > LONGEST_NAME;
      if (alone) {
        text.line("  %s", layer.name());
      }
      text.line(
          "  %-" + width + "s %8d %5d %6s %8s  %-22s %15s",
          alone ? "" : layer.name(),
          layer.neurons(),
          layer.weightBits(),
          layer.coreNumbers().length == 0 ? "-" : Text.of("%,d", layer.coreNumbers().length),
          layer.lowerBound() == 0 ? "-" : Text.of("%,d", layer.lowerBound()),
          layer.fullest() == null
              ? "does not fit"
              : Text.of("%s %.1f %%", layer.fullest(), 100 * layer.fullestShare()),
          layer.packetsPerSample() == null ? "" : Text.of("%,.1f", layer.packetsPerSample()));
    }
  }

  private void limits() {
    if (fit.limits().isEmpty()) {
      return;
    }
    text.line("");
    text.line(
        Tone.HEADING, "%-24s %16s %16s %8s", "over these cores", "used", "they have", "share");
    for (LimitPart limit : fit.limits()) {
      text.line(
          "  %-22s %,16d %,16d %6.1f %%",
          limit.limit().equals(limit.unit()) ? limit.limit() : limit.limit() + ", " + limit.unit(),
          limit.used(),
          limit.available(),
          100 * share(limit));
    }
  }

  private void traffic() {
    TrafficPart traffic = fit.traffic();
    if (traffic == null) {
      text.line("");
      text.line("Spikes between cores: no samples ran; --dataset NAME counts them.");
      return;
    }
    text.line("");
    text.line(Tone.HEADING, "spikes between cores, per sample, of %,d samples", traffic.samples());
    row("packets", traffic.packets());
    row("deliveries", traffic.deliveries());
    row("packets within a tile", traffic.local());
    row("hops east-west", traffic.hopsEastWest());
    row("hops north-south", traffic.hopsNorthSouth());
    row("router passages", traffic.routers());
    text.paragraph("  Rule: " + traffic.rule() + ".");
  }

  private void row(String name, Double value) {
    if (value != null) {
      text.line("  %-24s %,16.1f", name, value);
    }
  }

  private void problems() {
    if (fit.problems().isEmpty()) {
      return;
    }
    text.line("");
    text.line(Tone.HEADING, "what does not fit, and what would");
    for (ProblemPart problem : fit.problems()) {
      text.paragraph("  " + problem.sentence() + ".");
    }
  }
}
