package io.github.ann2snn.cli.evaluate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.cli.options.EarlyExitOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.build.EarlyExitReport.ExitCalibration;
import io.github.ann2snn.report.build.ResultsBuilder;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.report.sample.SampleFindings;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs networks on the test split of a data set.
 *
 * @param command tells how it gets on
 * @param dataset whose test split it is
 * @param notices what the reader must know about the choice of the data set
 * @param threads of this machine
 * @param cluster runs the network on the test samples, if not this machine
 */
public record Comparison(
    BaseCommand command,
    Dataset dataset,
    List<String> notices,
    int threads,
    Optional<ClusterRun> cluster) {
  private Engine engine() {
    return cluster.isPresent() ? cluster.get() : this::testHere;
  }

  private Engine.Tested testHere(Simulator simulator, Dataset samples, Optional<EarlyExit> exit)
      throws InterruptedException {
    return new Engine.Tested(
        simulate("Simulating", simulator, samples.test(), exit), samples, List.of());
  }

  /**
   * Runs the spiking network, and the model it came from where there is one.
   *
   * @param exit how samples stop early, to be reported beside the full run
   * @param energy how energy is told
   */
  public Results run(
      Optional<ModelArgument> model,
      NetworkArgument argument,
      Optional<EarlyExitOptions.Choice> exit,
      EnergySettings energy)
      throws IOException, InterruptedException {
    SpikingNetwork network = argument.network();
    Fit.require(argument.file(), network, dataset);
    Optional<ChosenPoint> chosen =
        ChosenPoint.of(argument.file(), network.provenance())
            .filter(point -> argument.settings().defaults().equals(network.defaults()));
    Optional<AnnEvaluation> ann = Optional.empty();
    Optional<String> stranger = Optional.empty();
    if (model.isPresent()) {
      stranger = argument.stranger(model.get());
      stranger.ifPresent(notice -> command.warn("NOTICE: %s", notice));
      Fit.require(model.get(), dataset);
      ann = Optional.of(evaluate(model.get()));
    }
    Simulator simulator = Simulators.of(network, argument.settings());
    Simulators.notice(network).ifPresent(notice -> command.say("%s", notice));
    Optional<EarlyExit> rule = exit.flatMap(EarlyExitOptions.Choice::rule);
    Optional<ExitCalibration> calibration = Optional.empty();
    if (exit.isPresent() && rule.isEmpty()) {
      MarginCalibration calibrated =
          MarginCalibration.calibrate(
              argument,
              dataset,
              samples -> simulate("Calibrating", simulator, samples, Optional.empty()));
      rule = Optional.of(calibrated.rule());
      calibration = Optional.of(calibrated.basis());
    }
    Engine.Tested tested = engine().test(simulator, dataset, rule);
    Evaluation evaluation = tested.evaluation();
    SampleFindings findings =
        SampleFindings.of(
            tested.dataset(),
            simulator,
            evaluation,
            ann,
            model.flatMap(m -> ConvertedPair.find(m.graph(), threads, network)));
    return new ResultsBuilder(
            tested.dataset(), network, argument.settings(), evaluation, chosen, calibration, energy)
        .build(
            Stream.of(notices, stranger.stream().toList(), tested.notices())
                .flatMap(List::stream)
                .toList(),
            ann,
            findings,
            provenance(model, argument));
  }

  private static ObjectNode provenance(Optional<ModelArgument> model, NetworkArgument argument)
      throws IOException {
    ObjectNode provenance = argument.provenance(model);
    Optional<ModelProvenance> training = model.flatMap(ModelArgument::provenance);
    if (training.isPresent()) {
      provenance
          .withObject("/model")
          .set("training", new JsonMapper().readTree(JsonDocument.text(training.get())));
    }
    return provenance;
  }

  private AnnEvaluation evaluate(ModelArgument model) throws InterruptedException {
    Inference inference;
    int size = dataset.test().size();
    try (Bar bar = Bar.start(command.terminal(), "Running the model", size)) {
      inference = Inference.of(model.graph(), dataset.test(), threads, bar::step);
    }
    return new AnnEvaluation(
        model.architecture(),
        inference.classes(),
        inference.margins(),
        inference.macs().dense(),
        inference.macs().effective());
  }

  private Evaluation simulate(
      String task, Simulator simulator, Split samples, Optional<EarlyExit> exit)
      throws InterruptedException {
    try (Bar bar = Bar.start(command.terminal(), task, samples.size())) {
      return new Evaluator(simulator, threads).evaluate(samples, exit, bar::step);
    }
  }

  /** Runs a network on the test samples of a data set: here, or on other machines. */
  interface Engine {
    /**
     * Runs it.
     *
     * @param exit tells when samples would stop early, to be evaluated beside the full run
     */
    Tested test(Simulator simulator, Dataset dataset, Optional<EarlyExit> exit)
        throws IOException, InterruptedException;

    /**
     * What came of it.
     *
     * @param dataset with those test samples that were evaluated
     * @param notices what the reader must know about them
     */
    record Tested(Evaluation evaluation, Dataset dataset, List<String> notices) {}
  }
}
