package io.github.ann2snn.cli.report;

import io.github.ann2snn.cli.report.Results.EnergyPart;
import java.util.Locale;

/** The results in one sentence. */
final class Verdict {
  private static final double SIGNIFICANT = 0.05;

  private Verdict() {}

  static String of(Results results) {
    EnergyPart energy = results.energy().get(0);
    double dense = energy.snnNanojoules() / energy.annDenseNanojoules();
    double effective = energy.snnNanojoules() / energy.annEffectiveNanojoules();
    return String.format(
        Locale.ROOT,
        "Verdict: with T = %d the spiking network %s, and on %s it takes %.2f times the energy of"
            + " the dense ANN and %.2f times that of an ANN that skips zero inputs: %s.",
        results.snn().timesteps(),
        accuracy(results),
        energy.profile(),
        dense,
        effective,
        worth(dense, effective));
  }

  private static String accuracy(Results results) {
    double points = 100 * results.comparison().accuracyDrop();
    double p = results.comparison().mcnemarP();
    String significance =
        p < SIGNIFICANT
            ? String.format(Locale.ROOT, " (significant, McNemar p = %.2g)", p)
            : String.format(Locale.ROOT, " (not significant, McNemar p = %.2g)", p);
    if (points == 0) {
      return "is as accurate as the ANN";
    }
    return String.format(
            Locale.ROOT,
            "%s %.2f percentage points of accuracy",
            points > 0 ? "loses" : "gains",
            Math.abs(points))
        + significance;
  }

  private static String worth(double dense, double effective) {
    if (effective < 1) {
      return "it saves energy";
    }
    return dense < 1
        ? "it saves energy only against hardware that computes with zeros"
        : "it costs more energy than the ANN";
  }
}
