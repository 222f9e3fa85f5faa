package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.energy.EnergyModel;
import io.github.ann2snn.runtime.evaluation.ExitSweep.Rule;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * One way to run a network, and what it gave on some samples.
 *
 * @param margin of the early exit; null where all samples run to the last step
 * @param timesteps the most steps of a sample
 * @param readoutStart step from which on outputs count; null in older documents: the first
 * @param counts right and wrong, beside the ANN
 * @param accuracy of the spiking network, in [0, 1]
 * @param meanTimesteps mean steps of a sample
 * @param synapticOperations mean of a sample
 * @param nanojoules mean of a sample
 */
public record OperatingPoint(
    Double margin,
    int timesteps,
    Integer readoutStart,
    PairedCounts counts,
    double accuracy,
    double meanTimesteps,
    double synapticOperations,
    double nanojoules) {
  public OperatingPoint {
    Objects.requireNonNull(counts, "counts");
    readoutStart = readoutStart == null ? Integer.valueOf(1) : readoutStart;
  }

  static OperatingPoint of(Rule rule, int timesteps, SweepResult.Point point, EnergyModel model) {
    PairedCounts counts =
        new PairedCounts(
            point.samples(), point.referenceCorrect(), point.onlyReference(), point.onlyNetwork());
    return new OperatingPoint(
        rule.exit() == null ? null : rule.exit().margin(),
        timesteps,
        rule.readoutStart(),
        counts,
        counts.snnAccuracy(),
        (double) point.ledger().steps() / point.samples(),
        point.ledger().perSample(Operation.SYNAPTIC_OPERATION),
        model.total(point.ledger().counts()));
  }

  /** The same with what other samples gave, too; its cost stays that of these. */
  OperatingPoint with(PairedCounts others) {
    PairedCounts all = counts.with(others);
    return new OperatingPoint(
        margin,
        timesteps,
        readoutStart,
        all,
        all.snnAccuracy(),
        meanTimesteps,
        synapticOperations,
        nanojoules);
  }

  /** When samples stop early, if they do. */
  public Optional<EarlyExit> exit() {
    return Optional.ofNullable(margin).map(EarlyExit::new);
  }

  /** How runs are read. */
  Rule rule() {
    return new Rule(exit().orElse(null), readoutStart);
  }

  /** Whether this is the same way to run a network, whatever it gave. */
  boolean runsLike(OperatingPoint other) {
    return timesteps == other.timesteps
        && readoutStart.equals(other.readoutStart)
        && Objects.equals(margin, other.margin);
  }

  /** Whether this is nowhere worse in accuracy, steps, synaptic operations and energy. */
  boolean isNowhereWorse(OperatingPoint other) {
    return accuracy >= other.accuracy
        && meanTimesteps <= other.meanTimesteps
        && synapticOperations <= other.synapticOperations
        && nanojoules <= other.nanojoules;
  }

  /** Whether this is nowhere worse than another in these, and somewhere better. */
  boolean dominates(OperatingPoint other) {
    return isNowhereWorse(other) && !other.isNowhereWorse(this);
  }

  /**
   * ANN and spiking network on the same samples.
   *
   * @param samples number of samples
   * @param annCorrect number that the ANN classifies correctly
   * @param onlyAnn number that only the ANN classifies correctly
   * @param onlySnn number that only the spiking network classifies correctly
   */
  public record PairedCounts(int samples, long annCorrect, long onlyAnn, long onlySnn) {
    /**
     * @throws IllegalArgumentException if there cannot be such counts
     */
    public PairedCounts {
      boolean possible =
          onlyAnn >= 0
              && onlySnn >= 0
              && onlyAnn <= annCorrect
              && samples > 0
              && annCorrect + onlySnn <= samples;
      Refusal.when(
          !possible,
          "of %d samples the ANN has %d right, it alone %d and the network alone %d: impossible",
          samples,
          annCorrect,
          onlyAnn,
          onlySnn);
    }

    /** Those of other samples, too. */
    PairedCounts with(PairedCounts others) {
      return new PairedCounts(
          samples + others.samples,
          annCorrect + others.annCorrect,
          onlyAnn + others.onlyAnn,
          onlySnn + others.onlySnn);
    }

    /** Of the classes that both give to the same samples. */
    public static PairedCounts of(Split samples, int[] ann, int[] snn) {
      int annCorrect = 0;
      int onlyAnn = 0;
      int onlySnn = 0;
      for (int i = 0; i < samples.size(); i++) {
        boolean annRight = ann[i] == samples.label(i);
        boolean snnRight = snn[i] == samples.label(i);
        annCorrect += annRight ? 1 : 0;
        onlyAnn += annRight && !snnRight ? 1 : 0;
        onlySnn += snnRight && !annRight ? 1 : 0;
      }
      return new PairedCounts(samples.size(), annCorrect, onlyAnn, onlySnn);
    }

    /**
     * Two-sided p-value of McNemar's exact test (McNemar 1947): whether, of the samples that only
     * one of the two gets right, each gets half.
     */
    public double mcnemar() {
      return mcnemar(onlyAnn, onlySnn);
    }

    /** The same of so many samples that only the one, or only the other, gets right. */
    public static double mcnemar(long one, long other) {
      int discordant = Math.toIntExact(one + other);
      return discordant == 0
          ? 1
          : BinomialTest.withDefaults()
              .with(AlternativeHypothesis.TWO_SIDED)
              .test(discordant, (int) one, 0.5)
              .getPValue();
    }

    /** Number of samples that the spiking network classifies correctly. */
    public long snnCorrect() {
      return annCorrect - onlyAnn + onlySnn;
    }

    /** Accuracy of the spiking network, in [0, 1]. */
    public double snnAccuracy() {
      return (double) snnCorrect() / samples;
    }

    /** Accuracy of the ANN, in [0, 1]. */
    public double annAccuracy() {
      return (double) annCorrect / samples;
    }

    /** Accuracy of the ANN less that of the spiking network, in [-1, 1]. */
    public double drop() {
      return (double) (onlyAnn - onlySnn) / samples;
    }

    /**
     * Standard error of the drop, {@code sqrt(b + c - (b - c)^2 / n) / n} for b and c samples that
     * only one of the two gets right; of no such sample as of one.
     */
    public double standardError() {
      double net = onlyAnn - onlySnn;
      double discordant = Math.max(1, onlyAnn + onlySnn);
      return Math.sqrt(Math.max(0, discordant - net * net / samples)) / samples;
    }

    /**
     * One-sided upper confidence bound of the drop: the upper limit of method 10 of Newcombe,
     * "Improved confidence intervals for the difference between binomial proportions based on
     * paired data", Statistics in Medicine 17, 1998, pp. 2635-2650, at the error rate {@code 2 (1 -
     * confidence)} of its two-sided interval. With the Wilson limits {@code l, u} of the two
     * accuracies {@code p} it is {@code drop + sqrt((u1 - p1)^2 - 2 phi (u1 - p1) (p2 - l2) + (p2 -
     * l2)^2)}.
     *
     * @param confidence greater than 0.5 and less than 1
     */
    public double upperBound(double confidence) {
      double above = wilson(annCorrect, confidence).getUpperBound() - annAccuracy();
      double below = snnAccuracy() - wilson(snnCorrect(), confidence).getLowerBound();
      double squared = above * above - 2 * phi() * above * below + below * below;
      return drop() + Math.sqrt(Math.max(0, squared));
    }

    private Interval wilson(long correct, double confidence) {
      return BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
          samples, Math.toIntExact(correct), 2 * (1 - confidence));
    }

    /** Correlation of the two, corrected for continuity as method 10 has it. */
    private double phi() {
      double bothRight = annCorrect - onlyAnn;
      double bothWrong = samples - annCorrect - onlySnn;
      double margins =
          (double) annCorrect
              * (samples - annCorrect)
              * (double) snnCorrect()
              * (samples - snnCorrect());
      if (margins == 0) {
        return 0;
      }
      double product = bothRight * bothWrong - (double) onlyAnn * onlySnn;
      double corrected = product > 0 ? Math.max(0, product - samples / 2.0) : product;
      return corrected / Math.sqrt(margins);
    }
  }
}
