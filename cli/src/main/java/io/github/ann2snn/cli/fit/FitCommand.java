package io.github.ann2snn.cli.fit;

import io.github.ann2snn.cli.options.ChipOptions;
import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.options.RunOptions.OverrideOptions;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.interop.chip.Chip;
import io.github.ann2snn.interop.chip.ChipFit;
import io.github.ann2snn.interop.chip.Traffic;
import io.github.ann2snn.interop.chip.file.ChipFile;
import io.github.ann2snn.report.document.FitDocument;
import io.github.ann2snn.report.document.FitPart;
import io.github.ann2snn.report.table.FitTable;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether a network fits a chip. */
@Command(
    name = "fit",
    description = {
      "Says whether a network fits a neuromorphic chip: lays it on the chip's cores, tells what does"
          + " not fit and what would, and counts cores, memory and, with a data set, the spikes that"
          + " go from core to core.",
      "",
      "That a network does not fit is an answer, not an error: the exit code is 0.",
      ""
    },
    footer = {
      "",
      "Example: ann2snn fit network.nir",
      "Example: ann2snn fit network.nir --chip loihi",
      "Example: ann2snn fit network.nir --chip speck --dataset mnist --samples 100 --out fit.json"
    })
public final class FitCommand extends BaseCommand {
  @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Option(
      names = "--chip",
      paramLabel = "NAME",
      description =
          "loihi, loihi2, speck, spinnaker, spinnaker2, truenorth, or a JSON file"
              + " (docs/hardware.md has an example), FILE#NAME where it holds several. Default: a line"
              + " for each of the six.")
  private Optional<String> chip;

  @Mixin private DataOptions data;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many test samples run to count spikes, at most: the first ones.")
  private int samples;

  @Mixin private OverrideOptions overrides;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "File for the result, JSON, which report draws; - is the standard output. Default: none.")
  private Path out;

  @Mixin private ComputeOptions compute;

  @Override
  public void run() throws IOException, InterruptedException {
    Output.requireFile(this, out);
    refuse(samples < 1, "--samples is %s, expected at least 1", samples);
    refuse(
        isGiven("--samples") && !isGiven("--dataset"),
        "--samples is for counting spikes; name their data set: --dataset NAME");
    int threads = compute.threads(this);
    if (chip.isEmpty()) {
      printAll();
      return;
    }
    Chip asked = ChipOptions.read(this, chip.get());
    NetworkArgument argument = NetworkArgument.read(this, network, overrides, compute.seed);
    ChipFit fit = ChipFit.of(argument.network(), asked);
    Optional<Traffic> traffic = Optional.empty();
    String dataset = null;
    if (isGiven("--dataset")) {
      Dataset loaded = data.load(this, compute.seed, argument.taking(Optional.empty()));
      Fit.require(argument, loaded);
      dataset = loaded.name();
      traffic = Optional.of(count(fit, argument, loaded, threads));
    }
    FitDocument document =
        new FitDocument(
            FitDocument.SCHEMA,
            String.valueOf(network.getFileName()),
            dataset,
            new FitReport(fit, argument.settings().coding(), traffic).part(),
            argument.evaluator().provenance(Optional.empty()));
    Output.finish(
        this,
        compute.json
            ? JsonDocument.text(document)
            : FitTable.of(document.fit(), terminal().style()),
        out,
        file -> FitDocument.DOCUMENT.write(document, file));
  }

  private boolean isGiven(String option) {
    return given().stream().anyMatch(word -> word.startsWith(option + "="));
  }

  private void printAll() throws IOException {
    refuse(
        isGiven("--dataset") || compute.json || out != null,
        "--dataset, --json and --out are for one chip; name it: --chip loihi");
    NetworkArgument argument = NetworkArgument.read(this, network, overrides, compute.seed);
    List<FitPart> fits =
        ChipFile.builtIn().stream()
            .map(each -> ChipFit.of(argument.network(), each))
            .map(fit -> new FitReport(fit, argument.settings().coding(), Optional.empty()).part())
            .toList();
    print(FitTable.of(fits, terminal().style()));
  }

  private Traffic count(ChipFit fit, NetworkArgument argument, Dataset dataset, int threads)
      throws InterruptedException {
    Split test = dataset.test();
    Split first = test.select(IntStream.range(0, Math.min(samples, test.size())).toArray());
    Simulators.notice(argument.network()).ifPresent(notice -> say("%s", notice));
    try (Bar bar = Bar.start(terminal(), "Simulating", first.size())) {
      return Traffic.of(
          fit,
          Simulators.of(argument.network(), argument.settings()),
          first,
          threads,
          Optional.empty(),
          bar::step);
    }
  }
}
