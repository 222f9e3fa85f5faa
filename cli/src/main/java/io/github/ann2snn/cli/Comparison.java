package io.github.ann2snn.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.report.AnnEvaluation;
import io.github.ann2snn.cli.report.Results;
import io.github.ann2snn.cli.report.ResultsBuilder;
import io.github.ann2snn.datasets.ContentDigest;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetException;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EventDrivenSimulator;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.train.Classifier;
import io.github.ann2snn.train.Environment;
import io.github.ann2snn.train.LayerMacs;
import io.github.ann2snn.train.MacCount;
import io.github.ann2snn.train.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs networks on the test split of a data set. */
final class Comparison {
  private final BaseCommand command;
  private final Dataset dataset;
  private final int threads;

  Comparison(BaseCommand command, Dataset dataset, int threads) {
    this.command = command;
    this.dataset = dataset;
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
    requireFit("network " + networkFile, network.inputs(), network.outputs());
    EventDrivenSimulator simulator = new EventDrivenSimulator(network, settings);
    Optional<AnnEvaluation> ann = Optional.empty();
    ObjectNode provenance = new JsonMapper().createObjectNode();
    ObjectNode environment = provenance.putObject("environment");
    Environment.describe().forEach(environment::put);
    provenance.put("seed", settings.seed());
    provenance.put("kernel", simulator.kernelName());
    if (model.isPresent()) {
      ann = Optional.of(evaluate(model.get(), modelFile));
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
        .build(ann, provenance);
  }

  /** A network for other samples would give numbers without a meaning. */
  private void requireFit(String what, int inputs, int outputs) throws DatasetException {
    if (inputs != dataset.width() || outputs != dataset.classes()) {
      throw new DatasetException(
          "%s takes %d inputs and tells %d classes, but %s has %d inputs and %d classes; name the data set that it was made for with --dataset"
              .formatted(
                  what, inputs, outputs, dataset.name(), dataset.width(), dataset.classes()));
    }
  }

  private AnnEvaluation evaluate(Model model, Path modelFile) throws DatasetException {
    MacCount unmeasured = MacCount.measure(model.network(), dataset.train().slice(0, 1));
    var layers = unmeasured.layers();
    requireFit(
        "model " + modelFile, layers.get(0).fanIn(), layers.get(layers.size() - 1).neurons());
    Split test = dataset.test();
    MacCount macs = MacCount.measure(model.network(), test);
    String architecture =
        layers.get(0).fanIn()
            + macs.layers().stream()
                .map(LayerMacs::neurons)
                .map(neurons -> "-" + neurons)
                .collect(Collectors.joining());
    return new AnnEvaluation(
        architecture,
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
