package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.cli.evaluate.Comparison;
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
import io.github.ann2snn.cli.options.RunOptions;
import io.github.ann2snn.cli.run.Training.Checkpoint;
import io.github.ann2snn.cli.run.Training.Saving;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Deeplearning4j;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.cli.shell.ResultsFolder;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.GraphAnn;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.train.tensorboard.EventFolder;
import io.github.ann2snn.train.training.StartingWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The whole pipeline. */
@Command(
    name = "run",
    description = "Does everything: trains, converts, evaluates and compares.",
    footer = {"", "Example: ann2snn run --dataset mnist --timesteps 16 --out results"})
public final class RunCommand extends BaseCommand {
  @Mixin private DataOptions data;
  @Mixin private TrainingOptions training;
  @Mixin private CheckpointOptions checkpoint;
  @Mixin private EventOptions events;
  @Mixin private ConversionOptions conversion;
  @Mixin private RunOptions simulation;
  @Mixin private EarlyExitOptions earlyExit;
  @Mixin private EnergyOptions energy;
  @Mixin private ChipOptions chip;
  @Mixin private ComputeOptions compute;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Folder for model.zip, network.nir, results.json and report.html.")
  private Path out;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Take this model and train none: ONNX, Keras (.h5, .keras), a Deeplearning4j zip, or"
              + " PyTorch's weights (.npz, .safetensors) with --architecture.")
  private Path brought;

  @Mixin private ModelInput input;

  @Override
  public void run() throws Exception {
    Path modelFile = out.resolve("model.zip");
    Path networkFile = out.resolve("network.nir");
    Path unfinished = UnfinishedRun.file(out);
    Output.requireNoFile(this, out);
    Output.requireKind(this, unfinished, UnfinishedRun.DOCUMENT.schema());
    // Those of the run first: a model that it has not replaced yet then contradicts; and they tell
    // whether there is one to train.
    if (checkpoint.resume && Files.exists(unfinished)) {
      adopt(unfinished);
    }
    ResultsFolder folder =
        brought == null
            ? new ResultsFolder(this, out, modelFile, networkFile)
            : new ResultsFolder(this, out, networkFile);
    if (brought == null) {
      Deeplearning4j.require("%s without --model, which trains one,", name());
      CheckpointOptions.requireWritable(this, modelFile);
    }
    folder.require();
    events.require(this);
    if (checkpoint.resume) {
      refuse(
          Files.exists(folder.results()) && !Files.exists(unfinished),
          "the run into %s is finished; %s",
          out,
          Files.exists(modelFile)
              ? "ann2snn train --resume --out "
                  + modelFile
                  + " --epochs N goes on with the training alone"
              : "without --resume it begins anew");
      if (brought == null) {
        training.continues(checkpoint.adopt(this, modelFile));
      }
    }
    int threads = compute.threads(this);
    SimulationSettings settings = simulation.settings(this, compute.seed);
    EnergySettings energySettings = energy.settings().on(chip.chip(this).map(FitReport::layout));
    ConversionSettings plan =
        conversion.plan(
            this, settings, simulation.readoutStart(), energySettings.profiles().wanted());
    ConversionConfig conversionConfig = plan.config();
    Subject subject =
        brought == null ? trained(modelFile, conversionConfig) : taken(modelFile, conversionConfig);
    Dataset dataset = subject.dataset;
    UnfinishedRun asked = UnfinishedRun.of(given());
    ModelArgument model =
        subject.model.make(
            () -> {
              UnfinishedRun.DOCUMENT.write(asked, unfinished);
              folder.replacing(modelFile);
            });
    SpikingNetwork converted = Conversions.convert(this, plan, model, dataset, threads);
    UnfinishedRun.DOCUMENT.write(asked, unfinished);
    folder.replacing(networkFile);
    NirWriter.write(converted, networkFile);
    Results results =
        new Comparison(this, dataset, data.notices(), threads, Optional.empty())
            .run(
                Optional.of(model),
                new NetworkArgument(
                    networkFile,
                    converted,
                    SimulationSettings.of(converted.defaults(), settings.seed())),
                earlyExit.choice,
                energySettings);
    folder.write(results, compute.json);
    AtomicFile.delete(unfinished);
  }

  /**
   * What is converted.
   *
   * @param dataset that it is for
   * @param model makes it
   */
  private record Subject(Dataset dataset, ModelMaking model) {}

  @FunctionalInterface
  private interface ModelMaking {
    ModelArgument make(Saving saving) throws IOException;
  }

  /** A model that will be trained. */
  private Subject trained(Path modelFile, ConversionConfig conversionConfig) throws Exception {
    refuse(
        input.check().isPresent() || !given(ModelInput.class).isEmpty(),
        "%s is for a model that is brought: --model FILE",
        given(ModelInput.class));
    Optional<StartingWeights> start = training.start(this);
    TrainingConfig checked = training.check(this, compute.seed);
    requireConvertible(checked.activation());
    fromOptions(() -> conversionConfig.requireLayers(checked.architecture().layers()));
    Dataset dataset = data.load(this, compute.seed, training.taking(checked));
    TrainingConfig config = training.config(this, dataset, compute.seed);
    String continuation = Files.exists(UnfinishedRun.file(out)) ? name() : "ann2snn train";
    checkpoint.require(this, continuation, modelFile, config, dataset);
    Optional<EventFolder> written = events.folder(this, config, dataset);
    return new Subject(
        dataset,
        saving -> {
          Checkpoint kept =
              new Checkpoint(
                  modelFile, checkpoint.resume, name() + " --resume --out " + out, saving, start);
          Training.train(this, config, dataset, kept, written);
          return ModelArgument.of(modelFile);
        });
  }

  /** A model that the user has. */
  private Subject taken(Path modelFile, ConversionConfig conversionConfig)
      throws IOException, ConversionRefusedException {
    List<String> others = new ArrayList<>(given(TrainingOptions.class));
    others.addAll(given(RegimenOptions.class));
    others.remove("--architecture");
    others.addAll(given(EventOptions.class));
    refuse(!others.isEmpty(), "%s is for training, and --model %s trains none", others, brought);
    refuse(
        Files.exists(modelFile) && Files.exists(brought) && !Files.isSameFile(modelFile, brought),
        "--out: %s holds another model, %s; name another folder",
        out,
        modelFile.getFileName());
    input.hasArchitecture(training.architecture);
    ModelArgument model = ModelArgument.read(this, brought, input);
    fromOptions(() -> conversionConfig.requireLayers(model.layers()));
    GraphAnn.require(model.graph(), conversionConfig.maxPooling(), conversionConfig.signed());
    Dataset dataset = data.load(this, compute.seed, model.taking());
    Fit.require(model, dataset);
    return new Subject(dataset, saving -> model);
  }

  /** Takes the options that are kept there; that they can be none is no fault of the user's. */
  private void adopt(Path unfinished) throws IOException {
    List<String> options = UnfinishedRun.DOCUMENT.read(unfinished).options();
    try {
      adopt(options);
    } catch (ParameterException e) {
      throw UnfinishedRun.DOCUMENT.damage(unfinished, "%s", e.getMessage());
    }
  }

  /** Says before training what conversion would say after it. */
  private static void requireConvertible(Activation activation) throws ConversionRefusedException {
    if (!activation.isConvertible()) {
      throw ConversionRefusedException.of(
          "a network with --activation %s cannot be converted, only one with relu or qcfs; nothing was trained. ann2snn train trains it alone.",
          activation);
    }
  }
}
