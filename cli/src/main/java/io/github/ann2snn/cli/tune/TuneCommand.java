package io.github.ann2snn.cli.tune;

import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.api.Model;
import io.github.ann2snn.api.Models;
import io.github.ann2snn.api.Tuner;
import io.github.ann2snn.api.Tuning;
import io.github.ann2snn.api.TuningOptions;
import io.github.ann2snn.cli.evaluate.ClusterOptions;
import io.github.ann2snn.cli.evaluate.ClusterRun;
import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.ModelInput;
import io.github.ann2snn.cli.run.Training;
import io.github.ann2snn.cli.run.Training.Checkpoint;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.OperatingPoint;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningSettings;
import io.github.ann2snn.convert.tuning.TuningText;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches the cheapest setting within an accuracy drop. */
@Command(
    name = "tune",
    description = {
      "Searches normalisation, percentiles, initial potential, steps, coding, readout and early exit"
          + " for the cheapest setting that loses little accuracy. Only training samples decide; the"
          + " test samples are evaluated once, with the setting chosen.",
      "A model that has learned all training samples is surer of them than of others: then a"
          + " surrogate is trained like it on three quarters of them, and the rest decides.",
      ""
    },
    footer = {
      "",
      "Example: ann2snn tune model.zip --dataset mnist --max-accuracy-drop 0.1 --out tuning"
    })
public final class TuneCommand extends BaseCommand {
  @Parameters(paramLabel = "MODEL", description = ModelInput.FILES)
  private Path model;

  @Mixin private ModelInput.OfFile input;

  @Mixin private DataOptions data;
  @Mixin private TuneOptions options;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = "tuning",
      description =
          "Folder for network.nir, tuning.json and surrogate.zip; a tuning that was interrupted goes"
              + " on from what is there. Another --max-accuracy-drop, --confidence, --objective or"
              + " --budget takes over the trials; the earlier answer is kept in DIR/earlier.")
  private Path out;

  @Mixin private ComputeOptions compute;
  @Mixin private ClusterOptions cluster;

  @Override
  public void run() throws Exception {
    int threads = compute.threads(this);
    TuningOptions asked = fromOptions(() -> options.asked(compute.seed));
    TuningFolder folder = new TuningFolder(out);
    Path surrogate = folder.surrogate();
    Output.requireFolder(
        this,
        out,
        folder.document(),
        folder.network(),
        surrogate,
        ModelFile.provenancePath(surrogate));
    Optional<TuningDocument> before = folder.current();
    refuse(
        before.isEmpty() && Files.exists(folder.network()),
        "--out: %s is of no tuning, and is not replaced; name another folder",
        folder.network());
    ModelArgument argument = ModelArgument.read(this, model, input);
    TuningDocument document;
    try (ClusterRun run = cluster.connect(this, false).orElse(null)) {
      document = tune(argument, asked, folder, before, threads, Optional.ofNullable(run));
    }
    if (document.choice() == null) {
      throw new IOException(
          Text.of(
              "no setting was shown to lose at most %s points; allow more with --max-accuracy-drop, ask for less --confidence, or allow more steps with --timesteps",
              document.settings().maxAccuracyDrop()));
    }
    reproduction(document).forEach(line -> say("%s", line));
  }

  private TuningDocument tune(
      ModelArgument argument,
      TuningOptions asked,
      TuningFolder folder,
      Optional<TuningDocument> before,
      int threads,
      Optional<ClusterRun> cluster)
      throws Exception {
    Dataset dataset = ClusterRun.load(this, data, cluster, argument.taking(), compute.seed);
    Fit.require(argument, dataset);
    TuningSettings settings = asked.settings(argument.model(), dataset);
    if (before.isPresent()) {
      before.get().requireSameExploration(folder.document(), settings);
      if (answers(before.get(), settings, folder)) {
        say("%s is finished: nothing is simulated again.", folder.document());
        print(before.get());
        return before.get();
      }
    }
    Tuner tuner =
        Tuner.with(asked)
            .withThreads(threads)
            .withProgress(progress())
            .withListener(new TuningProgress(this, argument, settings, folder))
            .withFramework(argument.framework())
            .withSurrogates((config, samples) -> surrogate(config, dataset, folder));
    if (cluster.isPresent()) {
      tuner = tuner.withEngine(cluster.get());
    }
    Tuning tuning = tuner.tune(argument.model(), Samples.training(dataset), Samples.test(dataset));
    print(tuning.document());
    if (tuning.network().isPresent()) {
      NirWriter.write(tuning.network().get(), folder.network());
    }
    TuningDocument.DOCUMENT.write(tuning.document(), folder.document());
    if (tuning.network().isPresent()) {
      say("Wrote %s and %s", folder.network(), folder.document());
    } else {
      say("Wrote %s", folder.document());
    }
    return tuning.document();
  }

  private Model surrogate(TrainingConfig config, Dataset dataset, TuningFolder folder)
      throws IOException {
    Path file = folder.surrogate();
    Checkpoint checkpoint =
        new Checkpoint(
            file, Files.exists(file), "the same command line", () -> {}, Optional.empty());
    // Training tells the accuracy on the test samples, which a tuning must not know.
    Dataset withoutTest = dataset.withTest(dataset.test().slice(0, 0), dataset.testSha256());
    Training.train(this, config, withoutTest, checkpoint, Optional.empty());
    return Models.read(file);
  }

  private static boolean answers(
      TuningDocument document, TuningSettings asked, TuningFolder folder) {
    return document.settings().equals(asked)
        && document.allDone()
        && (document.choice() == null || Files.exists(folder.network()));
  }

  private void print(TuningDocument document) {
    print(compute.json ? JsonDocument.text(document) : TuningText.of(document));
  }

  /** The command lines that make a chosen network and its test figures again. */
  private List<String> reproduction(TuningDocument document) {
    TuningSettings settings = document.settings();
    Setting setting = document.choice().setting();
    OperatingPoint point = document.choice().point();
    List<String> convert = new ArrayList<>(List.of("ann2snn", "convert", model.toString()));
    convert.addAll(data.arguments());
    convert.add("--normalization=" + setting.normalization());
    if (!setting.percentiles().isEmpty()) {
      convert.add("--percentile=" + setting.percentileText());
    }
    convert.add("--initial-potential=" + setting.initialPotential());
    convert.add("--calibration-samples=" + settings.calibrationSamples());
    if (setting.timesteps() != null) {
      convert.add("--calibration-timesteps=" + setting.timesteps());
      convert.add("--calibrate=" + setting.calibration());
    }
    convert.add("--timesteps=" + point.timesteps());
    convert.add("--readout-start=" + point.readoutStart());
    convert.add("--coding=" + setting.coding());
    convert.add("--readout=" + setting.readout());
    convert.add("--seed=" + settings.seed());
    convert.add("--out=" + out.resolve("again.nir"));
    List<String> evaluate =
        new ArrayList<>(List.of("ann2snn", "evaluate", out.resolve("network.nir").toString()));
    evaluate.addAll(data.arguments());
    evaluate.add("--seed=" + settings.seed());
    point.exit().ifPresent(rule -> evaluate.add("--early-exit=" + rule.margin()));
    return List.of(
        "The same network, and its test figures, again:",
        "  " + command(convert),
        "  " + command(evaluate));
  }

  private static String command(List<String> words) {
    return String.join(" ", words.stream().map(UsedOptions::quoted).toList());
  }

  /** What {@code tune} is asked for. */
  @OptionGroup.In(OptionGroup.SEARCH)
  private static final class TuneOptions {
    @Option(
        names = "--max-accuracy-drop",
        paramLabel = "POINTS",
        required = true,
        showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
        description = "The most that accuracy may fall below the model's, in percentage points.")
    private double maxAccuracyDrop;

    @Option(
        names = "--confidence",
        paramLabel = "C",
        defaultValue = "0.95",
        description = "Of the upper bound of the accuracy drop: greater than 0.5, less than 1.")
    private double confidence;

    @Option(
        names = "--objective",
        paramLabel = "NAME",
        defaultValue = "synops",
        description =
            "What is to be cheap, per sample: synops (synaptic operations alone, without the MACs of an"
                + " analogue first layer), energy (nanojoules of cmos-45nm-fp32, with them) or latency"
                + " (mean steps).")
    private Objective objective;

    @Option(
        names = "--budget",
        paramLabel = "N",
        defaultValue = "40",
        description = "Simulations of the search, at most.")
    private int budget;

    @Option(
        names = {"-t", "--timesteps"},
        paramLabel = "T",
        defaultValue = "32",
        description = "The most simulation steps; one simulation tells about all fewer ones.")
    private int timesteps;

    @Option(
        names = "--coding",
        paramLabel = "NAME",
        split = ",",
        defaultValue = "current,regular",
        description =
            "Input codings to try, separated by commas: current, poisson, regular, binary.")
    private List<InputCoding> codings;

    @Option(
        names = "--calibration-samples",
        paramLabel = "N",
        defaultValue = "10000",
        description = "Training samples to measure activations on, at most.")
    private int calibrationSamples;

    @Option(
        names = "--no-surrogate",
        description =
            "Train no surrogate: decide on samples that the model has learned, and believe too much.",
        showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private boolean noSurrogate;

    /** As the library takes them, which checks all numbers. */
    TuningOptions asked(long seed) {
      return new TuningOptions(
          objective,
          maxAccuracyDrop,
          confidence,
          budget,
          timesteps,
          codings,
          calibrationSamples,
          seed,
          !noSurrogate);
    }
  }
}
