package io.github.ann2snn.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.report.AnnEvaluation;
import io.github.ann2snn.cli.report.Results;
import io.github.ann2snn.cli.report.ResultsBuilder;
import io.github.ann2snn.datasets.ContentDigest;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EventDrivenSimulator;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.train.Classifier;
import io.github.ann2snn.train.Environment;
import io.github.ann2snn.train.MacCount;
import io.github.ann2snn.train.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs networks on the test split of a data set. */
final class Comparison {
  private final BaseCommand command;
  private final Dataset dataset;
  private final List<String> notices;
  private final int threads;

  /**
   * @param notices what the reader must know about the choice of the data set
   */
  Comparison(BaseCommand command, Dataset dataset, List<String> notices, int threads) {
    this.command = command;
    this.dataset = dataset;
    this.notices = notices;
    this.threads = threads;
  }

  /** Runs the spiking network alone. */
  Results evaluate(SpikingNetwork network, Path networkFile, SimulationSettings settings)
      throws IOException, InterruptedException {
    return run(Optional.empty(), null, network, networkFile, settings);
  }

  /** Runs the spiking network and the model that it came from on the same samples. */
  Results compare(
      Model model,
      Path modelFile,
      SpikingNetwork network,
      Path networkFile,
      SimulationSettings settings)
      throws IOException, InterruptedException {
    return run(Optional.of(model), modelFile, network, networkFile, settings);
  }

  private Results run(
      Optional<Model> model,
      Path modelFile,
      SpikingNetwork network,
      Path networkFile,
      SimulationSettings settings)
      throws IOException, InterruptedException {
    Fit.require(networkFile, network.inputs(), network.outputs(), dataset);
    if (model.isPresent()) {
      Fit.require(modelFile, model.get().architecture(), dataset);
    }
    EventDrivenSimulator simulator = new EventDrivenSimulator(network, settings);
    Optional<AnnEvaluation> ann = Optional.empty();
    ObjectNode provenance = new JsonMapper().createObjectNode();
    ObjectNode environment = provenance.putObject("environment");
    Environment.describe().forEach(environment::put);
    provenance.put("seed", settings.seed());
    provenance.put("kernel", EventDrivenSimulator.selectedKernel());
    if (model.isPresent()) {
      ann = Optional.of(evaluate(model.get()));
      ObjectNode origin = provenance.putObject("model");
      origin.put("sha256", ContentDigest.ofFile(modelFile));
      if (model.get().provenance().isPresent()) {
        origin.set("training", new JsonMapper().readTree(model.get().provenance().get().toJson()));
      }
    }
    ObjectNode origin = provenance.putObject("network");
    origin.put("sha256", ContentDigest.ofFile(networkFile));
    network.provenance().forEach(origin::put);
    return new ResultsBuilder(dataset, network, settings, simulate(simulator))
        .build(notices, ann, provenance);
  }

  private AnnEvaluation evaluate(Model model) {
    Split test = dataset.test();
    MacCount macs = MacCount.measure(model.network(), test);
    return new AnnEvaluation(
        model.architecture().toString(),
        new Classifier(model.network()).predict(test),
        macs.dense(),
        macs.effective());
  }

  private Evaluation simulate(EventDrivenSimulator simulator) throws InterruptedException {
    Split test = dataset.test();
    try (Bar bar = Bar.start(command.terminal(), "Simulating", test.size(), "samples", 1)) {
      return new Evaluator(simulator, threads).evaluate(new Samples(test), bar::step);
    }
  }

  /** A split, as the runtime reads it. */
  private record Samples(Split split) implements SampleSource {
    @Override
    public int size() {
      return split.size();
    }

    @Override
    public void read(int sample, float[] target) {
      split.read(sample, target, 0);
    }

    @Override
    public int label(int sample) {
      return split.label(sample);
    }
  }
}
