package io.github.ann2snn.report.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.convert.Converter;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.report.build.EarlyExitReport.ExitCalibration;
import io.github.ann2snn.report.document.DatasetPart;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.document.Results.AnnPart;
import io.github.ann2snn.report.document.Results.ComparisonPart;
import io.github.ann2snn.report.document.Results.Macs;
import io.github.ann2snn.report.document.Results.SnnPart;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.report.sample.SampleFindings;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the results of a run together. */
public final class ResultsBuilder {
  private final Dataset dataset;
  private final SpikingNetwork network;
  private final SimulationSettings settings;
  private final Evaluation evaluation;
  private final Optional<ExitCalibration> calibration;
  private final EnergyReport energy;

  /**
   * The results of {@code network} on the test split of {@code dataset}.
   *
   * @param calibration of the margin of the evaluation's early exit, if there was any
   * @param energy how energy is told
   */
  public ResultsBuilder(
      Dataset dataset,
      SpikingNetwork network,
      SimulationSettings settings,
      Evaluation evaluation,
      Optional<ExitCalibration> calibration,
      EnergySettings energy) {
    this.dataset = dataset;
    this.network = network;
    this.settings = settings;
    this.evaluation = evaluation;
    this.calibration = calibration;
    this.energy = EnergyReport.of(network, energy);
  }

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
    Results facts =
        new Results(
            Results.SCHEMA,
            DatasetPart.of(dataset, notices),
            ann.map(this::annPart).orElse(null),
            snnPart(),
            ann.map(a -> comparison(a, findings)).orElse(null),
            null,
            findings.samples(),
            energy.full(evaluation.ledger(), ann),
            null,
            null,
            provenance);
    return facts.concluded();
  }

  private AnnPart annPart(AnnEvaluation ann) {
    long correct = correct(ann);
    return new AnnPart(
        ann.architecture(),
        (double) correct / ann.predictions().length,
        Statistics.wilson(ann.predictions().length, correct),
        Statistics.confusion(dataset.test(), ann.predictions(), dataset.classes()),
        new Macs(ann.denseMacs(), ann.effectiveMacs()));
  }

  private long correct(AnnEvaluation ann) {
    Split test = dataset.test();
    long correct = 0;
    for (int i = 0; i < test.size(); i++) {
      correct += ann.predictions()[i] == test.label(i) ? 1 : 0;
    }
    return correct;
  }

  private SnnPart snnPart() {
    OperationLedger ledger = evaluation.ledger();
    Map<String, String> facts = network.provenance();
    String percentile = facts.get(Converter.PERCENTILE);
    return new SnnPart(
        settings.timesteps(),
        settings.coding().toString(),
        settings.readout().toString(),
        facts.get(Converter.NORMALIZATION),
        percentile == null ? null : Double.valueOf(percentile),
        initialPotential(),
        reset(),
        network.arithmetic().toString(),
        network.footprintBytes(),
        (double) evaluation.correct() / evaluation.samples(),
        Statistics.wilson(evaluation.samples(), evaluation.correct()),
        evaluation.accuracyByTimestep(),
        Statistics.wilson(evaluation.samples(), evaluation.correctByTimestep()),
        Statistics.confusion(dataset.test(), evaluation.predictions(), dataset.classes()),
        ledger.perSample(Operation.SYNAPTIC_OPERATION),
        ledger.synapticOperationsByTimestep(),
        LedgerParts.operations(ledger),
        LedgerParts.operationsByTimestep(ledger),
        LedgerParts.totals(network, ledger, settings),
        LedgerParts.layers(ledger),
        evaluation
            .earlyExit()
            .map(
                exit ->
                    EarlyExitReport.part(
                        evaluation,
                        exit,
                        LeadUnit.of(network, settings.readout()),
                        calibration,
                        energy))
            .orElse(null));
  }

  private Double initialPotential() {
    Set<Float> fractions =
        network.layers().stream()
            .flatMap(layer -> fractions(layer.neurons().firing()).stream())
            .collect(Collectors.toSet());
    return fractions.size() == 1 ? Double.valueOf(fractions.iterator().next().toString()) : null;
  }

  private static List<Float> fractions(Firing firing) {
    float[] initial = firing.initialPotential();
    float[] threshold = firing.threshold();
    List<Float> fractions = new ArrayList<>();
    for (int i = 0; i < initial.length; i++) {
      fractions.add(initial[i] / threshold[i]);
    }
    return fractions;
  }

  private String reset() {
    Set<String> resets =
        network.layers().stream()
            .map(layer -> layer.neurons().firing().reset().toString())
            .collect(Collectors.toSet());
    return resets.size() == 1 ? resets.iterator().next() : null;
  }

  private ComparisonPart comparison(AnnEvaluation ann, SampleFindings findings) {
    Split test = dataset.test();
    int onlyAnn = 0;
    int onlySnn = 0;
    for (int i = 0; i < test.size(); i++) {
      boolean annCorrect = ann.predictions()[i] == test.label(i);
      boolean snnCorrect = evaluation.predictions()[i] == test.label(i);
      onlyAnn += annCorrect && !snnCorrect ? 1 : 0;
      onlySnn += snnCorrect && !annCorrect ? 1 : 0;
    }
    return new ComparisonPart(
        (double) (onlyAnn - onlySnn) / test.size(),
        onlyAnn,
        onlySnn,
        Statistics.mcnemar(onlyAnn, onlySnn),
        evaluation.ledger().perSample(Operation.SYNAPTIC_OPERATION) / ann.denseMacs(),
        findings.flipped().orElse(null),
        findings.activations().orElse(null));
  }
}
