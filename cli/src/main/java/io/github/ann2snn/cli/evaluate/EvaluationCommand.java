package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.cli.fit.FitReport;
import io.github.ann2snn.cli.options.ChipOptions;
import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.EarlyExitOptions;
import io.github.ann2snn.cli.options.EnergyOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.ModelInput;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.options.RunOptions.OverrideOptions;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code evaluate} and {@code compare} have in common. */
public abstract class EvaluationCommand extends BaseCommand {
  @Mixin private DataOptions data;
  @Mixin private OverrideOptions overrides;
  @Mixin private EarlyExitOptions earlyExit;
  @Mixin private EnergyOptions energy;
  @Mixin private ChipOptions chip;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File for the results, JSON; - is the standard output. Default: none.")
  private Path out;

  @Mixin private ComputeOptions compute;

  @Override
  public final void run() throws IOException, InterruptedException {
    Output.requireFile(this, out);
    data.begin(this);
    runNetworks();
  }

  /** Runs what is to be run. */
  abstract void runNetworks() throws IOException, InterruptedException;

  /**
   * Runs a network, and the model it came from where one is given, on the test samples.
   *
   * @param modelFile that model
   * @param cluster runs the network, if not this machine
   */
  final void run(Path networkFile, Optional<ModelReading> modelFile, Optional<ClusterRun> cluster)
      throws IOException, InterruptedException {
    int threads = compute.threads(this);
    EnergySettings energySettings = energy.settings().on(chip.chip(this).map(FitReport::layout));
    NetworkArgument network = NetworkArgument.read(this, networkFile, overrides, compute.seed);
    Optional<ModelArgument> model = Optional.empty();
    if (modelFile.isPresent()) {
      model = Optional.of(modelFile.get().read(network));
    }
    Dataset dataset = ClusterRun.load(this, data, cluster, network.taking(model), compute.seed);
    Results results =
        new Comparison(this, dataset, data.notices(), threads, cluster)
            .run(model, network, earlyExit.choice, energySettings);
    Output.results(this, results, out, compute.json);
  }

  /** Reads the model of a network. */
  @FunctionalInterface
  interface ModelReading {
    ModelArgument read(NetworkArgument network) throws IOException;
  }

  /** Runs a model alone. */
  final void run(Path modelFile, ModelInput input) throws IOException, InterruptedException {
    List<String> idle =
        Stream.of(
                OverrideOptions.class,
                EarlyExitOptions.class,
                EnergyOptions.class,
                ChipOptions.class)
            .flatMap(options -> given(options).stream())
            .toList();
    refuse(
        !idle.isEmpty(), "%s: for a spiking network, and none is given", String.join(", ", idle));
    ModelArgument model = ModelArgument.read(this, modelFile, input);
    int threads = compute.threads(this);
    Dataset dataset = data.load(this, compute.seed, model.taking());
    Fit.require(model, dataset);
    ModelFigures figures;
    try (Bar bar = Bar.start(terminal(), "Running the model", dataset.test().size())) {
      Inference inference = Inference.of(model.graph(), dataset.test(), threads, bar::step);
      figures = ModelFigures.of(model, dataset, inference);
    }
    Output.finish(
        this,
        compute.json ? JsonDocument.text(figures) : figures.text(),
        out,
        file -> ModelFigures.DOCUMENT.write(figures, file));
  }

  /** The spiking network alone. */
  @Command(
      name = "evaluate",
      description = "Runs a spiking network on the test split of a data set.",
      footer = {
        "",
        "Example: ann2snn evaluate network.nir --dataset mnist --timesteps 8 --readout spikes"
      })
  @OptionGroup.In(OptionGroup.CLUSTER)
  public static final class EvaluateCommand extends EvaluationCommand {
    @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
    private Path network;

    @Mixin private ClusterOptions cluster;

    @Option(
        names = "--skip-corrupt",
        description =
            "With --master: leave out parts of the samples that cannot be read, and say which.",
        showDefaultValue = Visibility.NEVER)
    private boolean skipCorrupt;

    @Override
    void runNetworks() throws IOException, InterruptedException {
      refuse(
          skipCorrupt && !cluster.isAsked(),
          "--skip-corrupt needs --master, e.g. --master local[*]");
      refuse(
          cluster.isAsked() && !given(ChipOptions.class).isEmpty(),
          "--chip runs the samples here, --master elsewhere; leave one out (ann2snn fit --dataset runs a few)");
      try (ClusterRun there = cluster.connect(this, skipCorrupt).orElse(null)) {
        run(network, Optional.empty(), Optional.ofNullable(there));
      }
    }
  }

  /** Model and spiking network on the same samples. */
  @Command(
      name = "compare",
      description = {
        "Runs a model and its spiking network on the same test samples; without a network, the model"
            + " alone.",
        ""
      },
      footer = {
        "",
        "Example: ann2snn compare model.zip network.nir --dataset mnist --timesteps 32",
        "Example: ann2snn compare resnet.onnx --dataset mnist --check expected.npz"
      })
  public static final class CompareCommand extends EvaluationCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = ModelInput.FILES)
    private Path model;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "NET",
        description = "The network that was converted from it, a NIR file.")
    private Optional<Path> network;

    @Mixin private ModelInput.OfFile input;

    @Override
    void runNetworks() throws IOException, InterruptedException {
      if (network.isPresent()) {
        run(
            network.get(),
            Optional.of(converted -> ModelArgument.read(this, model, input, converted)),
            Optional.empty());
      } else {
        run(model, input);
      }
    }
  }
}
