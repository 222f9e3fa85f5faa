package io.github.ann2snn.report.build;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.document.Results.EarlyExitPart;
import io.github.ann2snn.report.document.Results.SnnPart;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.Evaluation.EarlyExitEvaluation;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The early exit beside the full run: as a part of the document, and as text. */
public final class EarlyExitReport {
  private EarlyExitReport() {}

  /** The part of the document. */
  static EarlyExitPart part(
      Evaluation full,
      EarlyExitEvaluation exit,
      LeadUnit unit,
      Optional<ExitCalibration> calibration,
      EnergyReport energy) {
    int samples = full.samples();
    return new EarlyExitPart(
        exit.rule().margin(),
        unit.name(),
        calibration.map(ExitCalibration::calibratedOn).orElse(null),
        calibration.map(ExitCalibration::samples).orElse(null),
        calibration.map(ExitCalibration::toleratedDisagreement).orElse(null),
        exit.meanSteps(),
        exit.stepsPercentile(99),
        exit.stepsPercentile(100),
        exit.samplesBySteps(full.correctByTimestep().length),
        (double) exit.correct() / samples,
        Measurement.wilson(samples, exit.correct()),
        (double) exit.agreeing(full) / samples,
        exit.ledger().perSample(Operation.SYNAPTIC_OPERATION),
        exit.ledger().perSample(Operation.RESET),
        energy.ofExit(exit.ledger()));
  }

  /** A few lines that compare it with the full run, then a sentence. */
  public static List<String> text(Results results) {
    SnnPart snn = results.snn();
    EarlyExitPart exit = snn.earlyExit();
    List<String> lines = new ArrayList<>();
    lines.add(Text.of("%-34s %12s   %12s", "early exit", "full run", "early exit"));
    lines.add(row("steps, mean", "%,.2f", (double) snn.timesteps(), exit.meanTimesteps()));
    lines.add(row("steps, 99th percentile", "%,d", snn.timesteps(), exit.p99Timesteps()));
    lines.add(row("steps, most", "%,d", snn.timesteps(), exit.maxTimesteps()));
    lines.add(
        row("accuracy, %", "%.2f", 100 * snn.accuracy(), 100 * exit.accuracy())
            + Text.of(
                "   %.2f ... %.2f %%",
                100 * exit.accuracyInterval().get(0), 100 * exit.accuracyInterval().get(1)));
    lines.add(row("class of the full run, %", "%.2f", 100.0, 100 * exit.agreementWithFullRun()));
    lines.add(
        row(
            "SynOps per sample",
            "%,.0f",
            snn.synapticOperationsPerSample(),
            exit.synapticOperationsPerSample()));
    if (!exit.energy().isEmpty()) {
      lines.add(
          row(
              "nJ, " + exit.energy().get(0).profile(),
              "%,.1f",
              results.energy().get(0).snnNanojoules(),
              exit.energy().get(0).snnNanojoules()));
    }
    return lines;
  }

  private static String row(String name, String format, Number full, Number exit) {
    return Text.of(
        "  %-32s %12s   %12s",
        name, String.format(Locale.ROOT, format, full), String.format(Locale.ROOT, format, exit));
  }

  /** When a sample stops, and where the margin comes from. */
  public static String sentence(EarlyExitPart exit) {
    String rule =
        Text.of(
            "A sample stops once its best class leads by %.4g (%s)", exit.margin(), exit.unit());
    if (exit.calibratedOn() == null) {
      return rule + ".";
    }
    return rule
        + Text.of(
            ", the smallest margin at which at most %s %% of %,d %s%s change their class; of the test"
                + " samples %.2f %% do.",
            100 * exit.toleratedDisagreement(),
            exit.calibrationSamples(),
            exit.calibratedOn(),
            exit.calibratedOn().equals(ExitCalibration.TRAINED_ON)
                ? ", on which the model was trained,"
                : "",
            100 * (1 - exit.agreementWithFullRun()));
  }

  /**
   * What the margin of an early exit was calibrated on.
   *
   * @param calibratedOn {@link #HELD_OUT} or {@link #TRAINED_ON}
   * @param samples number of samples
   * @param toleratedDisagreement share of them that may get another class than in the full run
   */
  public record ExitCalibration(String calibratedOn, int samples, double toleratedDisagreement) {
    /** Training samples that were held out from training. */
    public static final String HELD_OUT = "held-out training samples";

    /** Training samples that the model was trained on, as far as anybody knows. */
    public static final String TRAINED_ON = "training samples";
  }
}
