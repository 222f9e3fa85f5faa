package io.github.ann2snn.report.sample;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.report.document.SampleParts.ActivationPart;
import io.github.ann2snn.report.document.SampleParts.FlippedPart;
import io.github.ann2snn.report.document.SampleParts.SamplePart;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.simulation.LeadUnit;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.List;
import java.util.Optional;

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
   */
  public static SampleFindings of(
      Dataset dataset,
      Simulator simulator,
      Evaluation evaluation,
      Optional<AnnEvaluation> ann,
      Optional<ConvertedPair> pair) {
    LeadUnit unit = LeadUnit.of(simulator.network(), simulator.settings().readout());
    Optional<FlippedPart> flipped = ann.map(a -> FlippedSamples.of(dataset, a, evaluation, unit));
    return new SampleFindings(
        new SampleTraces(dataset, simulator, ann).of(evaluation, flipped),
        flipped,
        pair.map(known -> ActivationScatter.of(known, simulator, dataset.test())));
  }
}
