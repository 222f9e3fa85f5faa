package io.github.ann2snn.report.document;

import io.github.ann2snn.runtime.energy.AnnReference;
import io.github.ann2snn.runtime.energy.MemoryAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The results in one paragraph; it follows from the numbers of the document alone. */
final class Verdict {
  private static final double SIGNIFICANT = 0.05;
  private static final List<AnnReference> ANNS =
      List.of(
          AnnReference.DENSE,
          AnnReference.EFFECTIVE,
          AnnReference.INT8_EFFECTIVE,
          AnnReference.BITS_EFFECTIVE);

  private final Results results;
  private final EnergyPart energy;

  private Verdict(Results results) {
    this.results = results;
    this.energy = results.energy().get(0);
  }

  static String of(Results results) {
    Verdict verdict = new Verdict(results);
    List<String> sentences = new ArrayList<>();
    sentences.add(verdict.accuracy());
    sentences.add(verdict.cost());
    verdict.outcome().ifPresent(sentences::add);
    sentences.add(verdict.decidingItem());
    verdict.breakEven().ifPresent(sentences::add);
    verdict.smallNumbers().ifPresent(sentences::add);
    verdict.memory().ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private String accuracy() {
    String start = format("With T = %d the spiking network ", results.snn().timesteps());
    if (results.comparison() == null) {
      return start + format("classifies %.2f %% correctly.", 100 * results.snn().accuracy());
    }
    double points = 100 * results.comparison().accuracyDrop();
    if (points == 0) {
      return start + "is as accurate as the ANN.";
    }
    double p = results.comparison().mcnemarP();
    return start
        + format(
            "%s %.2f percentage points of accuracy (%s, McNemar p = %.2g).",
            points > 0 ? "loses" : "gains",
            Math.abs(points),
            p < SIGNIFICANT ? "significant" : "not significant",
            p);
  }

  private String cost() {
    String start =
        format("On %s it takes %s nJ per sample", energy.profile(), number(energy.snnNanojoules()));
    if (results.ann() == null) {
      return start + ".";
    }
    if (energy.references() == null) {
      return start + "; no ANN runs on that silicon, so there is nothing to hold it against.";
    }
    return start + ": " + times(named(energy, ANNS)) + ".";
  }

  private static String times(List<EnergyPart.Reference> references) {
    return list(
        references.stream()
            .filter(ann -> ann.snnRatio() != null)
            .map(ann -> format("%.2f times the %s", ann.snnRatio(), ann.title()))
            .toList());
  }

  private static String number(double nanojoules) {
    return format(nanojoules < 1e5 ? "%,.1f" : "%,.0f", nanojoules);
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
    if (energy.references() == null) {
      return Optional.empty();
    }
    String beaten = titles(true);
    String lostTo = titles(false);
    if (lostTo.isEmpty()) {
      return Optional.of("It saves energy against all of them.");
    }
    return Optional.of(
        beaten.isEmpty()
            ? "It loses to all of them."
            : "It beats " + beaten + " and loses to " + lostTo + ".");
  }

  private String titles(boolean beaten) {
    return list(
        named(energy, ANNS).stream()
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
    return format("What decides is %s.", deciding(energy));
  }

  private static String deciding(EnergyPart energy) {
    return format(
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
            ? format("It costs less than the %s at any firing rate.", ann.title())
            : format(
                "It would break even with the %s at a mean firing rate of %.4f; its own is %.4f.",
                ann.title(), energy.breakEvenFiringRate(), firingRate()));
  }

  /** From the activity of the layers that fire, as the ledger has it. */
  private double firingRate() {
    Number sparsity = results.snn().totals().get("neuroBench").get("activationSparsity");
    return sparsity == null ? 0 : 1 - sparsity.doubleValue();
  }

  /** The same counts in 8-bit integers, where the verdict speaks of other numbers. */
  private Optional<String> smallNumbers() {
    return results.energy().stream()
        .filter(part -> !countsMemory(part) && bits(part) == Byte.SIZE)
        .findFirst()
        .filter(part -> bits(energy) > Byte.SIZE)
        .map(
            part ->
                format(
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
    return results.energy().stream()
        .filter(part -> Boolean.TRUE.equals(part.fitsArithmetic()))
        .filter(part -> countsMemory(part) && !countsMemory(energy))
        .findFirst()
        .map(
            part -> {
              List<EnergyPart.Reference> anns =
                  named(part, List.of(AnnReference.EFFECTIVE, AnnReference.INT8_EFFECTIVE));
              String ratios = anns.isEmpty() ? "" : " it takes " + times(anns) + ", and";
              return format(
                  "With memory accesses counted (%s)%s what decides is %s.",
                  part.profile(), ratios, deciding(part));
            });
  }
}
