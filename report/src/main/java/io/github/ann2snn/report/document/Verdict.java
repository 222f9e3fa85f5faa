package io.github.ann2snn.report.document;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.document.Results.AnnPart;
import io.github.ann2snn.report.document.Results.ComparisonPart;
import io.github.ann2snn.report.document.Results.SnnPart;
import io.github.ann2snn.runtime.energy.AnnReference;
import io.github.ann2snn.runtime.energy.MemoryAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The results in one paragraph; it follows from the numbers of the document alone.
 *
 * @param ann null where only the spiking network was run
 * @param snn the spiking network
 * @param comparison null likewise
 * @param chosen whether the number of steps was chosen to be small
 * @param devices its energy on each
 * @param energy on the first, of which the verdict speaks
 */
record Verdict(
    AnnPart ann,
    SnnPart snn,
    ComparisonPart comparison,
    boolean chosen,
    List<EnergyPart> devices,
    EnergyPart energy) {
  private static final double SIGNIFICANT = 0.05;

  /** More than a reader takes in; what would come behind them is in the table. */
  private static final int SENTENCES = 5;

  static String of(
      AnnPart ann,
      SnnPart snn,
      ComparisonPart comparison,
      boolean chosen,
      List<EnergyPart> devices) {
    Verdict verdict = new Verdict(ann, snn, comparison, chosen, devices, devices.get(0));
    List<String> sentences = new ArrayList<>();
    sentences.add(verdict.operatingPoint());
    sentences.add(verdict.decidingItem());
    verdict.breakEven().ifPresent(sentences::add);
    verdict.signed().ifPresent(sentences::add);
    verdict.smallNumbers().ifPresent(sentences::add);
    verdict.memory().ifPresent(sentences::add);
    return String.join(" ", sentences.subList(0, Math.min(SENTENCES, sentences.size())));
  }

  /** Which devices there is no number for. */
  private Optional<String> signed() {
    return snn.signed() == null || snn.signed().devicesWithout().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Text.of(
                "Its spikes have a sign, which %s %s not: there is no number for %s.",
                String.join(", ", snn.signed().devicesWithout()),
                snn.signed().devicesWithout().size() == 1 ? "has" : "have",
                snn.signed().devicesWithout().size() == 1 ? "it" : "them"));
  }

  /** Steps, accuracy and cost: what a user would run, and what comes of it. */
  private String operatingPoint() {
    String steps = Text.of("%d step%s", snn.timesteps(), snn.timesteps() == 1 ? "" : "s");
    return Text.of(
        "%s: %.2f %%%s, %s nJ per sample on %s%s.",
        chosen ? "Stop after " + steps : "After " + steps,
        100 * snn.accuracy(),
        comparison == null ? "" : ", " + loss(),
        EnergyPart.text(energy.snnNanojoules()),
        energy.profile(),
        ratios());
  }

  private String loss() {
    double points = 100 * comparison.accuracyDrop();
    if (points == 0) {
      return "as the ANN";
    }
    double p = comparison.mcnemarP();
    return Text.of(
        "%.2f points %s the ANN (%s, McNemar p = %.2g)",
        Math.abs(points),
        points > 0 ? "below" : "above",
        p < SIGNIFICANT ? "significant" : "not significant",
        p);
  }

  private String ratios() {
    if (ann == null) {
      return "";
    }
    return energy.references() == null
        ? "; no ANN runs on that silicon, so there is nothing to hold it against"
        : ", " + times(named(energy, EnergyPart.TOLD));
  }

  private static String times(List<EnergyPart.Reference> references) {
    return list(
        references.stream()
            .filter(ann -> ann.snnRatio() != null)
            .map(ann -> Text.of("%.2f times the %s", ann.snnRatio(), ann.title()))
            .toList());
  }

  private static String list(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1))
            + " and "
            + parts.get(parts.size() - 1);
  }

  /** Whom it beats and to whom it loses. */
  private Optional<String> outcome() {
    if (ann == null || energy.references() == null) {
      return Optional.empty();
    }
    String beaten = titles(true);
    String lostTo = titles(false);
    if (lostTo.isEmpty()) {
      return Optional.of("It saves energy against all of them");
    }
    return Optional.of(
        beaten.isEmpty()
            ? "It loses to all of them"
            : "It beats " + beaten + " and loses to " + lostTo);
  }

  private String titles(boolean beaten) {
    return list(
        named(energy, EnergyPart.TOLD).stream()
            .filter(ann -> ann.nanojoules() > energy.snnNanojoules() == beaten)
            .map(ann -> "the " + ann.title())
            .toList());
  }

  /** Those of some references that there are. */
  private static List<EnergyPart.Reference> named(EnergyPart part, List<AnnReference> wanted) {
    return wanted.stream()
        .map(reference -> part.reference(reference.key()))
        .filter(Objects::nonNull)
        .toList();
  }

  private String decidingItem() {
    String decides = Text.of("what decides is %s.", deciding(energy));
    return outcome().map(outcome -> outcome + "; " + decides).orElse("W" + decides.substring(1));
  }

  private static String deciding(EnergyPart energy) {
    return Text.of(
        "the %s, %.0f %% of the energy",
        Definitions.title(energy.decidingItem()),
        energy.snnNanojoules() > 0
            ? 100 * energy.snnItems().get(energy.decidingItem()) / energy.snnNanojoules()
            : 0);
  }

  private Optional<String> breakEven() {
    EnergyPart.Reference ann = energy.reference(AnnReference.EFFECTIVE.key());
    if (ann == null) {
      return Optional.empty();
    }
    if (energy.breakEvenFiringRate() == null) {
      return Optional.of("No firing rate would bring it down to the " + ann.title() + ".");
    }
    return Optional.of(
        energy.breakEvenFiringRate() > 1
            ? Text.of("It costs less than the %s at any firing rate.", ann.title())
            : Text.of(
                "It would break even with the %s at a mean firing rate of %.4f; its own is %.4f.",
                ann.title(), energy.breakEvenFiringRate(), firingRate()));
  }

  /** From the activity of the layers that fire, as the ledger has it. */
  private double firingRate() {
    Number sparsity = snn.totals().get("neuroBench").get("activationSparsity");
    return sparsity == null ? 0 : 1 - sparsity.doubleValue();
  }

  /** The same counts in 8-bit integers, where the verdict speaks of other numbers. */
  private Optional<String> smallNumbers() {
    return devices.stream()
        .filter(part -> !countsMemory(part) && bits(part) == Byte.SIZE)
        .findFirst()
        .filter(part -> bits(energy) > Byte.SIZE)
        .map(
            part ->
                Text.of(
                    "With 8-bit integers of its own (%s) it would take %s.",
                    part.profile(), times(named(part, List.of(AnnReference.INT8_EFFECTIVE)))));
  }

  private static int bits(EnergyPart part) {
    EnergyPart.Reference own = part.reference(AnnReference.EFFECTIVE.key());
    return own == null ? 0 : own.bits();
  }

  private static boolean countsMemory(EnergyPart part) {
    return part.snnItems().containsKey(MemoryAccess.WEIGHT_READ.key());
  }

  /** A device for such numbers on which memory counts, where it does not on this one. */
  private Optional<String> memory() {
    return devices.stream()
        .filter(part -> Boolean.TRUE.equals(part.fitsArithmetic()))
        .filter(part -> countsMemory(part) && !countsMemory(energy))
        .findFirst()
        .map(
            part -> {
              List<EnergyPart.Reference> anns =
                  named(part, List.of(AnnReference.EFFECTIVE, AnnReference.INT8_EFFECTIVE));
              String ratios = anns.isEmpty() ? "" : " it takes " + times(anns) + ", and";
              return Text.of(
                  "With memory accesses counted (%s)%s what decides is %s.",
                  part.profile(), ratios, deciding(part));
            });
  }
}
