package io.github.ann2snn.cli;

import io.github.ann2snn.cli.report.Results;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.Model;
import io.github.ann2snn.train.ModelFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Model and spiking network on the same samples. */
@Command(
    name = "compare",
    description = "Runs a model and its spiking network on the same test samples.",
    footer = {"", "Example: ann2snn compare model.zip network.nir --dataset mnist --timesteps 32"})
final class CompareCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = "The model, a Deeplearning4j zip.")
  private Path model;

  @Parameters(index = "1", paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Mixin private DataOptions data;
  @Mixin private OverrideOptions overrides;

  @Option(names = "--out", paramLabel = "FILE", description = "Also write the results here.")
  private Path out;

  @Mixin private ComputeOptions compute;

  @Override
  void run() throws Exception {
    int threads = compute.threads(this);
    if (out != null) {
      Output.requireFile(this, out);
    }
    Model loaded = ModelFile.load(model);
    NetworkArgument argument = NetworkArgument.read(this, network, overrides, compute.seed);
    Dataset dataset = data.load(this, compute.seed);
    Results results =
        new Comparison(this, dataset, data.notices(), threads)
            .compare(loaded, model, argument.network(), network, argument.settings());
    Output.results(this, results, out, compute.json);
  }
}
