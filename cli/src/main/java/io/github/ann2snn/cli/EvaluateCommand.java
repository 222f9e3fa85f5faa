package io.github.ann2snn.cli;

import io.github.ann2snn.cli.report.Results;
import io.github.ann2snn.datasets.Dataset;
import java.nio.file.Path;
import picocli.CommandLine.Command;
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
final class EvaluateCommand extends BaseCommand {
  @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
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
    NetworkArgument argument = NetworkArgument.read(this, network, overrides, compute.seed);
    Dataset dataset = data.load(this, compute.seed);
    Results results =
        new Comparison(this, dataset, data.notices(), threads)
            .evaluate(argument.network(), network, argument.settings());
    Output.results(this, results, out, compute.json);
  }
}
