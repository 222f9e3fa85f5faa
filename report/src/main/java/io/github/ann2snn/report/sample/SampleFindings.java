package io.github.ann2snn.report.sample;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.report.document.DatasetPart.SampleImages;
import io.github.ann2snn.report.document.SampleParts.ActivationPart;
import io.github.ann2snn.report.document.SampleParts.FlippedPart;
import io.github.ann2snn.report.document.SampleParts.FlippedSample;
import io.github.ann2snn.report.document.SampleParts.SamplePart;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What single samples show of a run over all of them.
 *
 * @param samples some, step by step
 * @param flipped those whose class differs between ANN and SNN; empty without ANN
 * @param activations beside rates; empty without ANN, or where the scales are not known
 */
public record SampleFindings(
    List<SamplePart> samples,
    Optional<FlippedPart> flipped,
    Optional<List<ActivationPart>> activations) {
  /**
   * Looks at samples again.
   *
   * @param simulator of the network that was evaluated, with the same settings
   * @param pair of that network and the ANN, if their scales are known
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static SampleFindings of(
      Dataset dataset,
      Simulator simulator,
      Evaluation evaluation,
      Optional<AnnEvaluation> ann,
      Optional<ConvertedPair> pair)
      throws InterruptedException {
    LeadUnit unit = LeadUnit.of(simulator.network(), simulator.settings().readout());
    Optional<FlippedPart> flipped =
        ann.map(a -> new FlippedSamples(dataset, a, evaluation).part(unit));
    Optional<List<ActivationPart>> activations = Optional.empty();
    if (pair.isPresent()) {
      activations = Optional.of(ActivationScatter.of(pair.get(), simulator, dataset.test()));
    }
    return new SampleFindings(
        new SampleTraces(dataset, simulator, ann).of(evaluation, flipped), flipped, activations);
  }

  /**
   * A value for drawing with so many significant digits, rounded half up.
   *
   * @return null if the value is no finite number, for which JSON has no word
   */
  static Double significant(double value, int digits) {
    return Double.isFinite(value)
        ? (Double) new BigDecimal(value).round(new MathContext(digits)).doubleValue()
        : null;
  }

  /**
   * What the original network did.
   *
   * @param architecture layer sizes, such as {@code 784-512-256-10}
   * @param predictions class predicted for each sample
   * @param margins the largest logit of each sample less the second largest
   * @param denseMacs multiply-accumulates per sample
   * @param effectiveMacs those whose input is not zero, mean per sample
   */
  public record AnnEvaluation(
      String architecture,
      int[] predictions,
      float[] margins,
      long denseMacs,
      double effectiveMacs) {}

  /** Finds the samples to which ANN and SNN give different classes. */
  record FlippedSamples(Dataset dataset, AnnEvaluation ann, Evaluation snn) {
    /** The most that are shown. */
    static final int MOST = 48;

    private static final int DIGITS = 5;

    /**
     * The part of the document.
     *
     * @param unit of the SNN's leads
     */
    FlippedPart part(LeadUnit unit) {
      Split test = dataset.test();
      List<Integer> lost = new ArrayList<>();
      List<Integer> gained = new ArrayList<>();
      List<Integer> bothWrong = new ArrayList<>();
      for (int i = 0; i < test.size(); i++) {
        if (ann.predictions()[i] != snn.predictions()[i]) {
          boolean annRight = ann.predictions()[i] == test.label(i);
          boolean snnRight = snn.predictions()[i] == test.label(i);
          (annRight ? lost : snnRight ? gained : bothWrong).add(i);
        }
      }
      return new FlippedPart(
          lost.size(),
          gained.size(),
          bothWrong.size(),
          unit.name(),
          Stream.of(lost, gained, bothWrong)
              .flatMap(List::stream)
              .limit(MOST)
              .map(this::sample)
              .toList());
    }

    private FlippedSample sample(int index) {
      return new FlippedSample(
          index,
          dataset.test().label(index),
          ann.predictions()[index],
          snn.predictions()[index],
          significant(ann.margins()[index], DIGITS),
          significant(snn.leads()[index], DIGITS),
          new SampleImages(dataset).of(index));
    }
  }
}
