package io.github.ann2snn.cli.stdp;

import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.EnergyOptions;
import io.github.ann2snn.cli.options.Replacement;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.ResultsFolder;
import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveNetwork;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns, gives the neurons classes, and evaluates. */
@Command(
    name = "train",
    description = {
      "Shows the training samples to a layer of competing neurons, which learn them by STDP; then gives"
          + " each neuron the class of the training samples that it responds to most; then classifies"
          + " the test samples.",
      "After every 10,000 samples network.h5 holds all that --resume needs."
    },
    footer = {
      "",
      "Example: ann2snn stdp train --dataset mnist --neurons 400 --out stdp",
      "Example: ann2snn report stdp results --out both.html"
    })
@OptionGroup.In(OptionGroup.TRAINING)
final class StdpTrainCommand extends BaseCommand {
  @Mixin private DataOptions data;

  @Option(
      names = "--neurons",
      paramLabel = "N",
      defaultValue = "400",
      description = "Neurons that learn, 1 to 10000; as many inhibitory ones come with them.")
  private int neurons;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Passes over the training samples.")
  private int epochs;

  @Option(
      names = "--inhibition",
      paramLabel = "G",
      defaultValue = "120",
      description =
          "What a neuron's spike adds to the inhibitory conductance of all others, in units of the"
              + " leak. Diehl and Cook have 17.")
  private double inhibition;

  @Option(
      names = "--threshold-step",
      paramLabel = "MV",
      description =
          "By how many mV a spike raises its neuron's threshold. Default: 0.0025 times the square root"
              + " of --neurons, which is Diehl and Cook's 0.05 for 400.")
  private Double thresholdStep;

  @Option(
      names = "--resume",
      description =
          "Continue from network.h5 in --out. Options that are not given are those that it was begun"
              + " with; only --epochs may be others: more.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean resume;

  @Mixin private Replacement replacement;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = "stdp",
      description = "Folder for network.h5, results.json and report.html.")
  private Path out;

  @Mixin private EnergyOptions energy;
  @Mixin private ComputeOptions compute;

  @Override
  public void run() throws Exception {
    int threads = compute.threads(this);
    refuse(epochs < 1, "--epochs is %s, expected at least 1", epochs);
    if (neurons < 1 || neurons > CompetitiveNetwork.MOST_NEURONS) {
      throw usage("--neurons is %d, expected 1 to %d", neurons, CompetitiveNetwork.MOST_NEURONS);
    }
    Path file = StdpLearning.file(out);
    ResultsFolder folder = new ResultsFolder(this, out, file);
    folder.require();
    if (resume) {
      adopt(StdpLearning.options(out));
    }
    CompetitiveModel model = model();
    EnergySettings energySettings = energy.settings();
    Dataset dataset = data.load(this, compute.seed, TakingNetwork.UNKNOWN);
    Map<String, String> facts = facts(model, dataset);
    StdpLearning learning = new StdpLearning(this, dataset, out, folder, compute.seed, threads);
    LearningState start;
    if (resume) {
      start = learning.resume(facts);
      adopt(List.of("--epochs=" + learning.epochs(start)));
    } else {
      replacement.require(this, file, learning.lost(facts, epochs));
      start = fresh(model, dataset, facts);
    }
    LearningState learned = learning.learn(start, epochs);
    Results results =
        StdpCommand.evaluate(this, learned, file, dataset, data.notices(), energySettings, threads);
    folder.write(results, compute.json);
  }

  private CompetitiveModel model() {
    return fromOptions(
        () ->
            CompetitiveModel.DEFAULT
                .withInhibition(inhibition)
                .withThresholdStepMv(
                    thresholdStep == null
                        ? CompetitiveModel.usualThresholdStepMv(neurons)
                        : thresholdStep));
  }

  private LearningState fresh(CompetitiveModel model, Dataset dataset, Map<String, String> facts) {
    CompetitiveNetwork network =
        fromOptions(() -> CompetitiveNetwork.random(model, dataset.width(), neurons, compute.seed));
    return LearningState.start(network, dataset.classes(), facts);
  }

  /** What must be the same for learning to go on. */
  private Map<String, String> facts(CompetitiveModel model, Dataset dataset) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(StdpLearning.DATASET, dataset.name());
    facts.put("trainSamplesSha256", dataset.trainSha256());
    dataset.scale().ifPresent(scale -> facts.put(ColumnScale.KEY, scale.toString()));
    facts.put("neurons", "" + neurons);
    facts.put("inhibition", "" + model.inhibition());
    facts.put("thresholdStepMv", "" + model.thresholdStepMv());
    facts.put("seed", "" + compute.seed);
    return facts;
  }
}
