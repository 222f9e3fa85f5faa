package io.github.ann2snn.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.build.EarlyExitReport.ExitCalibration;
import io.github.ann2snn.report.build.ResultsBuilder;
import io.github.ann2snn.report.document.EnergyPart;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.ChipLayout;
import io.github.ann2snn.report.energy.ChipLayout.Laid;
import io.github.ann2snn.report.sample.SampleFindings;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a network did on samples, what that took, and how it compares with its model. */
public final class Evaluation {
  /** Key of the provenance: what ran the network. */
  static final String KERNEL = "kernel";

  private final Evaluator evaluator;
  private final Engine.Tested tested;
  private final Optional<ChosenPoint> chosen;
  private final Optional<ExitCalibration> calibration;
  private final Optional<Model> model;
  private final Results results;

  private Evaluation(
      Evaluator evaluator,
      Engine.Tested tested,
      Optional<ChosenPoint> chosen,
      Optional<ExitCalibration> calibration,
      Optional<Model> model,
      Results results) {
    this.evaluator = evaluator;
    this.tested = tested;
    this.chosen = chosen;
    this.calibration = calibration;
    this.model = model;
    this.results = results;
  }

  /**
   * Looks at some samples again, and puts everything together.
   *
   * @param kernel what ran all of them
   */
  static Evaluation of(
      Evaluator evaluator,
      Simulator simulator,
      String kernel,
      Engine.Tested tested,
      Optional<ChosenPoint> chosen,
      Optional<ExitCalibration> calibration,
      Optional<Model> model,
      Optional<AnnEvaluation> ann)
      throws IOException, InterruptedException {
    SpikingNetwork network = evaluator.network();
    Dataset dataset = tested.samples().asTest();
    SampleFindings findings =
        SampleFindings.of(
            dataset,
            simulator,
            tested.runs(),
            ann,
            model.flatMap(
                m -> ConvertedPair.find(m.graph(), evaluator.options().threads(), network)));
    List<String> notices = new ArrayList<>(evaluator.options().notices());
    model.flatMap(evaluator::stranger).ifPresent(notices::add);
    notices.addAll(tested.notices());
    Results results =
        new ResultsBuilder(
                dataset,
                network,
                evaluator.settings(),
                tested.runs(),
                chosen,
                calibration,
                evaluator.options().energy(),
                fit(evaluator, simulator, tested))
            .build(notices, ann, findings, provenance(evaluator, model, kernel));
    return new Evaluation(evaluator, tested, chosen, calibration, model, results);
  }

  /** Lays the network on a chip and counts what crosses its cores, if a chip is asked for. */
  private static Optional<Laid> fit(Evaluator evaluator, Simulator simulator, Engine.Tested tested)
      throws InterruptedException {
    Optional<ChipLayout> chip = evaluator.options().energy().chip();
    if (chip.isEmpty()) {
      return Optional.empty();
    }
    Split samples = tested.samples().split();
    try (Progress.Work work =
        evaluator.options().progress().start("Counting spikes between cores", samples.size())) {
      return Optional.of(
          chip.get()
              .lay(
                  simulator,
                  samples,
                  evaluator.options().threads(),
                  tested.runs().earlyExit(),
                  work::step));
    }
  }

  private static ObjectNode provenance(Evaluator evaluator, Optional<Model> model, String kernel)
      throws IOException {
    ObjectNode provenance = evaluator.provenance(model, kernel);
    Optional<ModelProvenance> training = model.flatMap(Model::provenance);
    if (training.isPresent()) {
      provenance
          .withObject("/model")
          .set("training", new JsonMapper().readTree(JsonDocument.text(training.get())));
    }
    return provenance;
  }

  /**
   * The same samples, with what a model does on them.
   *
   * @param other what it is to be instead
   * @return one that is compared
   * @throws IllegalArgumentException if it does not take such samples
   * @throws IOException if the network's file cannot be read
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Evaluation comparedWith(Model other) throws IOException, InterruptedException {
    if (model.equals(Optional.of(other))) {
      return this;
    }
    AnnEvaluation ann = evaluator.ann(other, tested.samples());
    return of(
        evaluator,
        evaluator.simulator(1),
        results.provenance().path(KERNEL).asText(),
        tested,
        chosen,
        calibration,
        Optional.of(other),
        Optional.of(ann));
  }

  /**
   * The network that ran.
   *
   * @return the network
   */
  public SpikingNetwork network() {
    return evaluator.network();
  }

  /**
   * What it did with each sample.
   *
   * @return per sample and in all
   */
  public io.github.ann2snn.runtime.evaluation.Evaluation runs() {
    return tested.runs();
  }

  /**
   * Share of the samples whose class it tells after the last step, in [0, 1].
   *
   * @return a fraction
   */
  public double accuracy() {
    return (double) runs().correct() / runs().samples();
  }

  /**
   * The same after each step.
   *
   * @return a fraction for each step
   */
  public double[] accuracyByTimestep() {
    return runs().accuracyByTimestep();
  }

  /**
   * What was counted: synaptic operations, neuron updates, spikes and more.
   *
   * @return the ledger
   */
  public OperationLedger operations() {
    return runs().ledger();
  }

  /**
   * Energy of a sample on each device; the first is the one that the verdict speaks of.
   *
   * @return one part for each device
   */
  public List<EnergyPart> energy() {
    return results.energy();
  }

  /**
   * All that in a paragraph.
   *
   * @return a paragraph
   */
  public String verdict() {
    return results.verdict();
  }

  /**
   * All that as the document {@code results.json}.
   *
   * @return the document
   */
  public Results results() {
    return results;
  }

  /** For people. */
  @Override
  public String toString() {
    return verdict();
  }
}
