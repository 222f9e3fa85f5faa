package io.github.ann2snn.cli.stdp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.EnergyOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator.CompetitiveEvaluation;
import io.github.ann2snn.dynamics.unsupervised.LearningFile;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.report.build.LearnedResults;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Learning without back-propagation. */
@Command(
    name = "stdp",
    description = {
      "Learns without labels and without back-propagation, by spike-timing-dependent plasticity"
          + " (Diehl and Cook 2015)."
    },
    subcommands = {StdpTrainCommand.class, StdpCommand.StdpEvaluateCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ann2snn stdp train --dataset mnist --neurons 400 --out stdp"})
public final class StdpCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name what to do: train or evaluate");
  }

  /** Evaluates what was learned before. */
  @Command(
      name = "evaluate",
      description = {
        "Classifies the test samples of a data set by a network that ann2snn stdp train wrote, a"
            + " checkpoint included."
      },
      footer = {"", "Example: ann2snn stdp evaluate stdp/network.h5 --dataset mnist"})
  static final class StdpEvaluateCommand extends BaseCommand {
    @Parameters(paramLabel = "FILE", description = "A network.h5.")
    private Path file;

    @Mixin private DataOptions data;
    @Mixin private EnergyOptions energy;

    @Option(
        names = {"-o", "--out"},
        paramLabel = "FILE",
        description = "File for the results, JSON; - is the standard output. Default: none.")
    private Path out;

    @Mixin private ComputeOptions compute;

    @Override
    public void run() throws Exception {
      int threads = compute.threads(this);
      Output.requireFile(this, out);
      BadFileException.when(
          !Files.isRegularFile(file), "%s: no such file; ann2snn stdp train writes one", file);
      EnergySettings energySettings = energy.settings();
      LearningState state = LearningFile.read(file);
      Dataset dataset = data.load(this, compute.seed, taking(state));
      Results results =
          evaluate(this, state, file, dataset, data.notices(), energySettings, threads);
      Output.results(this, results, out, compute.json);
    }
  }

  /**
   * Classifies the test samples by what was learned.
   *
   * @param command tells how it gets on
   * @param file that the network is in
   * @param threads on which results do not depend
   */
  static Results evaluate(
      BaseCommand command,
      LearningState state,
      Path file,
      Dataset dataset,
      List<String> notices,
      EnergySettings energy,
      int threads)
      throws IOException, InterruptedException {
    Fit.require(file, List.of(state.network().inputs()), state.classes().classes(), dataset);
    long seed = Long.parseLong(state.facts().getOrDefault("seed", "0"));
    CompetitiveEvaluation evaluation;
    try (Bar bar = Bar.start(command.terminal(), "Simulating", dataset.test().size())) {
      evaluation =
          new CompetitiveEvaluator(state.network(), StdpLearning.testSeed(seed), threads)
              .evaluate(dataset.test(), state.classes(), bar::step);
    }
    return new LearnedResults(dataset, state, evaluation)
        .build(notices, energy, provenance(state, file));
  }

  private static TakingNetwork taking(LearningState state) {
    return TakingNetwork.of(
        state.network().inputs(),
        state.classes().classes(),
        Optional.ofNullable(state.facts().get(ColumnScale.KEY)));
  }

  private static ObjectNode provenance(LearningState state, Path file) throws IOException {
    ObjectNode provenance = new JsonMapper().createObjectNode();
    provenance.putObject("environment").put(Version.KEY, Version.current());
    ObjectNode network = provenance.putObject("network");
    network.put("sha256", ContentDigest.ofFile(file));
    new TreeMap<>(state.facts()).forEach(network::put);
    return provenance;
  }
}
