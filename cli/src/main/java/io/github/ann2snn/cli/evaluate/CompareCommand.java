package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.cli.shell.BaseCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Model and spiking network on the same samples. */
@Command(
    name = "compare",
    description = "Runs a model and its spiking network on the same test samples.",
    footer = {"", "Example: ann2snn compare model.zip network.nir --dataset mnist --timesteps 32"})
public final class CompareCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = "The model, a Deeplearning4j zip.")
  private Path model;

  @Parameters(index = "1", paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Mixin private EvaluationOptions evaluation;

  @Override
  public void run() throws IOException, InterruptedException {
    evaluation.run(this, network, Optional.of(model), Optional.empty());
  }
}
