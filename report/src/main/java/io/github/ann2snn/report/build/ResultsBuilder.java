package io.github.ann2snn.report.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.convert.Converter;
import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.report.build.EarlyExitReport.ExitCalibration;
import io.github.ann2snn.report.document.DatasetPart;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.document.Results.AnnPart;
import io.github.ann2snn.report.document.Results.ComparisonPart;
import io.github.ann2snn.report.document.Results.ConversionPart;
import io.github.ann2snn.report.document.Results.Macs;
import io.github.ann2snn.report.document.Results.SnnPart;
import io.github.ann2snn.report.energy.ChipLayout.Laid;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.report.sample.SampleFindings;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.runtime.energy.NetworkSize;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.Total;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the results of a converted network together.
 *
 * @param dataset whose test split was evaluated
 * @param network that ran
 * @param settings of the run
 * @param evaluation what it did
 * @param chosen why the network is run so, if it was searched
 * @param calibration of the margin of the evaluation's early exit, if there was any
 * @param energy how energy is told
 * @param chip how the network lies on a chip and what crosses its cores, if somebody asked
 */
public record ResultsBuilder(
    Dataset dataset,
    SpikingNetwork network,
    SimulationSettings settings,
    Evaluation evaluation,
    Optional<ChosenPoint> chosen,
    Optional<ExitCalibration> calibration,
    EnergySettings energy,
    Optional<Laid> chip) {
  /**
   * The document.
   *
   * @param notices what the reader must know about the choice of the data set
   * @param ann what the original network did on the same samples, if it ran
   * @param findings what single samples show
   * @param provenance where everything comes from
   */
  public Results build(
      List<String> notices,
      Optional<AnnEvaluation> ann,
      SampleFindings findings,
      JsonNode provenance) {
    EnergyReport report =
        new EnergyReport(
            NetworkSize.of(network), network.arithmetic(), network.isSigned(), energy, chip);
    return Results.concluded(
        DatasetPart.of(dataset, notices),
        ann.map(this::annPart),
        snnPart(report),
        ann.map(a -> comparison(a, findings)),
        Optional.empty(),
        chosen,
        Optional.of(findings.samples()),
        report.full(evaluation.ledger(), ann),
        chip.map(Laid::fit),
        provenance);
  }

  private AnnPart annPart(AnnEvaluation ann) {
    PairedCounts counts = counts(ann);
    return new AnnPart(
        ann.architecture(),
        counts.annAccuracy(),
        Measurement.wilson(counts.samples(), counts.annCorrect()),
        Measurement.confusion(dataset.test(), ann.predictions(), dataset.classes()),
        new Macs(ann.denseMacs(), ann.effectiveMacs()));
  }

  private PairedCounts counts(AnnEvaluation ann) {
    return PairedCounts.of(dataset.test(), ann.predictions(), evaluation.predictions());
  }

  private SnnPart snnPart(EnergyReport report) {
    Map<String, String> facts = network.provenance();
    String percentile = facts.get(Converter.PERCENTILE);
    LeadUnit unit = LeadUnit.of(network, settings.readout());
    return new Measurement(
            dataset,
            evaluation.predictions(),
            evaluation.correctByTimestep(),
            evaluation.ledger(),
            Optional.of(network))
        .part(
            settings.defaults(),
            new ConversionPart(
                facts.get(Converter.NORMALIZATION),
                percentile == null ? null : Double.valueOf(percentile),
                initialPotential(),
                reset()),
            network.arithmetic(),
            Total.of(network, evaluation.ledger(), settings.coding() == InputCoding.CURRENT),
            evaluation
                .earlyExit()
                .map(exit -> EarlyExitReport.part(evaluation, exit, unit, calibration, report))
                .orElse(null),
            network.isSigned() ? report.without() : null);
  }

  private Double initialPotential() {
    Set<Float> fractions = new HashSet<>();
    for (Population layer : network.populations()) {
      float[] initial = layer.neurons().firing().initialPotential();
      float[] threshold = layer.neurons().firing().threshold();
      for (int i = 0; i < initial.length; i++) {
        fractions.add(initial[i] / threshold[i]);
      }
    }
    return fractions.size() == 1 ? Double.valueOf(fractions.iterator().next().toString()) : null;
  }

  private String reset() {
    List<String> resets =
        network.populations().stream()
            .map(layer -> layer.neurons().firing().reset().toString())
            .distinct()
            .toList();
    return resets.size() == 1 ? resets.get(0) : null;
  }

  private ComparisonPart comparison(AnnEvaluation ann, SampleFindings findings) {
    PairedCounts counts = counts(ann);
    return new ComparisonPart(
        counts.drop(),
        Math.toIntExact(counts.onlyAnn()),
        Math.toIntExact(counts.onlySnn()),
        counts.mcnemar(),
        evaluation.ledger().perSample(Operation.SYNAPTIC_OPERATION) / ann.denseMacs(),
        findings.flipped().orElse(null),
        findings.activations().orElse(null));
  }
}
