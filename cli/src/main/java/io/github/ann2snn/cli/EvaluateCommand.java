package io.github.ann2snn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The spiking network alone. */
@Command(
    name = "evaluate",
    description = "Runs a spiking network on the test split of a data set.",
    footer = {
      "",
      "Example: ann2snn evaluate network.nir --dataset mnist --timesteps 8 --readout spikes"
    })
final class EvaluateCommand extends BaseCommand {
  @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Mixin private EvaluationOptions evaluation;
  @Mixin private ClusterOptions cluster;

  @Override
  void run() throws IOException, InterruptedException {
    try (ClusterRun run = cluster.connect(this).orElse(null)) {
      evaluation.run(this, network, Optional.empty(), Optional.ofNullable(run));
    }
  }
}
