package io.github.ann2snn.cli.stdp;

import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.EnergyOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.dynamics.unsupervised.LearningFile;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Option(names = "--out", paramLabel = "FILE", description = "Also write the results here.")
    private Path out;

    @Mixin private ComputeOptions compute;

    @Override
    public void run() throws Exception {
      int threads = compute.threads(this);
      if (out != null) {
        Output.requireFile(this, out);
      }
      if (!Files.isRegularFile(file)) {
        throw new BadFileException(file + ": no such file; ann2snn stdp train writes one");
      }
      EnergySettings energySettings = energy.settings();
      LearningState state = LearningFile.read(file);
      Dataset dataset = data.load(this, compute.seed);
      Results results =
          new StdpEvaluation(this, dataset, threads)
              .run(state, file, data.notices(), energySettings);
      Output.results(this, results, out, compute.json);
    }
  }
}
