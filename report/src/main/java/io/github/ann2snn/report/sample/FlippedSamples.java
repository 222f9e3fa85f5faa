package io.github.ann2snn.report.sample;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.report.document.SampleImages;
import io.github.ann2snn.report.document.SampleParts.FlippedPart;
import io.github.ann2snn.report.document.SampleParts.FlippedSample;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.simulation.LeadUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the samples to which ANN and SNN give different classes. */
final class FlippedSamples {
  /** The most that are shown. */
  static final int MOST = 48;

  private static final int DIGITS = 5;

  private final Dataset dataset;
  private final AnnEvaluation ann;
  private final Evaluation snn;

  private FlippedSamples(Dataset dataset, AnnEvaluation ann, Evaluation snn) {
    this.dataset = dataset;
    this.ann = ann;
    this.snn = snn;
  }

  /**
   * The part of the document.
   *
   * @param unit of the SNN's leads
   */
  static FlippedPart of(Dataset dataset, AnnEvaluation ann, Evaluation snn, LeadUnit unit) {
    return new FlippedSamples(dataset, ann, snn).part(unit);
  }

  private FlippedPart part(LeadUnit unit) {
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
        Significant.digits(ann.margins()[index], DIGITS),
        Significant.digits(snn.leads()[index], DIGITS),
        new SampleImages(dataset).of(index));
  }
}
