package io.github.ann2snn.cli.explain;

import io.github.ann2snn.api.Explainer;
import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.ModelInput;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.options.RunOptions.OverrideOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.explanation.Explanation;
import io.github.ann2snn.report.explanation.ExplanationText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a spiking network's error comes from. */
@Command(
    name = "explain",
    description = {
      "Says where a spiking network's error comes from: splits the error of every neuron into"
          + " clipping, quantisation, what it inherits from the layers before and uneven arrival of"
          + " spikes, and tries which other setting of a layer helps. Uses training samples only.",
      ""
    },
    footer = {"", "Example: ann2snn explain model.zip network.nir --dataset mnist --timesteps 32"})
@OptionGroup.In(OptionGroup.SIMULATION)
public final class ExplainCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = ModelInput.FILES)
  private Path model;

  @Mixin private ModelInput.OfFile input;

  @Parameters(
      index = "1",
      paramLabel = "NET",
      description = "The network that was converted from it, a NIR file.")
  private Path network;

  @Mixin private DataOptions data;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "Training samples to explain, at most; as many others are taken to check changes on."
              + " Default: 2000, fewer for deep networks of many connections, 100 at least.")
  private Integer samples;

  @Mixin private OverrideOptions overrides;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File for the explanation, JSON; - is the standard output. Default: none.")
  private Path out;

  @Mixin private ComputeOptions compute;

  @Override
  public void run()
      throws IOException, InterruptedException, ConversionRefusedException, BadFileException {
    int threads = compute.threads(this);
    refuse(samples != null && samples < 1, "--samples is %s, expected at least 1", samples);
    Output.requireFile(this, out);
    NetworkArgument spiking = NetworkArgument.read(this, network, overrides, compute.seed);
    ModelArgument original = ModelArgument.read(this, model, input, spiking);
    spiking.evaluator().stranger(original.model()).ifPresent(notice -> warn("NOTICE: %s", notice));
    Explainer explainer =
        Explainer.of(
            original.model(), spiking.evaluator().withThreads(threads).withProgress(progress()));
    explainer.notices().forEach(notice -> warn("%s: %s", network, notice));
    Dataset dataset = data.load(this, compute.seed, spiking.taking(Optional.of(original)));
    Fit.require(spiking, dataset);
    if (samples != null) {
      explainer = explainer.withSamples(samples);
    }
    Explanation explanation =
        explainer.withNotices(data.notices()).explain(Samples.training(dataset));
    Output.finish(
        this,
        compute.json ? explanation.toJson() : ExplanationText.of(explanation),
        out,
        explanation::write);
  }
}
