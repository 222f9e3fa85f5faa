package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.cli.shell.BaseCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The spiking network alone. */
@Command(
    name = "evaluate",
    description = "Runs a spiking network on the test split of a data set.",
    footer = {
      "",
      "Example: ann2snn evaluate network.nir --dataset mnist --timesteps 8 --readout spikes"
    })
public final class EvaluateCommand extends BaseCommand {
  @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Mixin private EvaluationOptions evaluation;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--skip-corrupt",
      description =
          "With --master: leave out parts of the samples that cannot be read, and say which.",
      showDefaultValue = Visibility.NEVER)
  private boolean skipCorrupt;

  @Override
  public void run() throws IOException, InterruptedException {
    if (skipCorrupt && !cluster.isAsked()) {
      throw usage("--skip-corrupt needs --master, e.g. --master local[*]");
    }
    try (ClusterRun run = cluster.connect(this).orElse(null)) {
      Optional<ClusterRun> there = Optional.ofNullable(run);
      there.filter(r -> skipCorrupt).ifPresent(ClusterRun::skipCorrupt);
      evaluation.run(this, network, Optional.empty(), there);
    }
  }
}
