package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.EarlyExitOptions;
import io.github.ann2snn.cli.options.EnergyOptions;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.options.NetworkArgument.ModelArgument;
import io.github.ann2snn.cli.options.OverrideOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code evaluate} and {@code compare} have in common. */
final class EvaluationOptions {
  @Mixin private DataOptions data;
  @Mixin private OverrideOptions overrides;
  @Mixin private EarlyExitOptions earlyExit;
  @Mixin private EnergyOptions energy;

  @Option(names = "--out", paramLabel = "FILE", description = "Also write the results here.")
  private Path out;

  @Mixin private ComputeOptions compute;

  /**
   * Runs a network, and the model it came from where one is given, on the test samples.
   *
   * @param cluster runs the network, if not this machine
   */
  void run(
      BaseCommand command, Path networkFile, Optional<Path> modelFile, Optional<ClusterRun> cluster)
      throws IOException, InterruptedException {
    int threads = compute.threads(command);
    if (out != null) {
      Output.requireFile(command, out);
    }
    EnergySettings energySettings = energy.settings();
    Optional<ModelArgument> model = Optional.empty();
    if (modelFile.isPresent()) {
      model = Optional.of(ModelArgument.read(modelFile.get()));
    }
    NetworkArgument network = NetworkArgument.read(command, networkFile, overrides, compute.seed);
    Dataset dataset =
        ClusterRun.load(command, data, cluster, earlyExit.isCalibrated(), compute.seed);
    Results results =
        new Comparison(command, dataset, data.notices(), threads, cluster)
            .run(model, network, earlyExit.choice(), energySettings);
    Output.results(command, results, out, compute.json);
  }
}
