package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import io.github.ann2snn.train.training.StartingWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that trains. */
@OptionGroup.In(OptionGroup.TRAINING)
final class TrainingOptions {
  /** So many samples are held out where nothing is said, of at least {@link #MANY}. */
  private static final int HELD_OUT = 2_000;

  private static final int MANY = 20_000;

  @Option(
      names = "--architecture",
      paramLabel = "LAYERS",
      description = {
        "Layers, inputs first, joined by '-'. Default: INPUTS-512-256-CLASSES, dense layers. For"
            + " images, HEIGHTxWIDTHxCHANNELS, then cN with kK (convolution to N channels with a"
            + " K x K kernel; optional sSTRIDE, pPADDING, dDILATION, gGROUPS: as many as channels go in, depthwise), aK or mK (average or max"
            + " pooling), bn (batch normalisation), gap (global average pooling), such as",
        "28x28x1-c16k3p1-a2-c32k3p1-a2-128-10. Or a name, with inputs and classes of the data set:"
            + " mlp (the default), lenet (c20k5-a2-c50k5-a2-500) or vgg8 (twice c64k3p1-bn, a2, the same"
            + " of 128 and of 256 channels, 512)."
      })
  String architecture;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "relu",
      description =
          "Hidden layers: relu, sigmoid, tanh, or qcfs (quantised, for conversion to few steps); only"
              + " relu and qcfs can be converted.")
  Activation activation;

  @Option(
      names = "--levels",
      paramLabel = "L",
      description =
          "Levels of qcfs above zero, best as many as the steps to run. Default: "
              + TrainingConfig.DEFAULT_LEVELS
              + ".")
  Integer levels;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "mcxent",
      description = "mcxent (categorical cross-entropy, softmax) or mse (sigmoid).")
  Loss loss;

  @Option(
      names = "--updater",
      paramLabel = "NAME",
      defaultValue = "adam",
      description = "adam, sgd or nesterovs.")
  Updater updater;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Default: 0.001 for adam, 0.01 for the others.")
  Double learningRate;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description =
          "Probability that the output of a hidden neuron is dropped in training. Default: 0.1 with"
              + " relu, where every dense layer gets at least 100 of them, otherwise 0.")
  Double dropout;

  @Option(
      names = "--l2",
      paramLabel = "L",
      defaultValue = "0",
      description =
          "Adds L/2 times the sum of all squared weights to the loss; see --weight-decay.")
  double l2;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Passes over the training samples.")
  int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Samples per update.")
  int batchSize;

  @Option(
      names = "--validation-split",
      paramLabel = "F",
      description =
          "Share of the training samples that is not learned from: their accuracy is shown after each epoch, and by them it is chosen how the spiking network runs. Default: that of 2,000 samples where there are at least 20,000, otherwise 0.")
  Double validationSplit;

  @Option(
      names = "--average-weights",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      showDefaultValue = Help.Visibility.NEVER,
      description =
          "Whether the model gets the mean of the weights over an epoch's updates (the default) or"
              + " those of its last update, as in the Keras example. Training itself is the same.")
  boolean averageWeights;

  @Mixin private RegimenOptions regimen;

  @Option(
      names = "--from",
      paramLabel = "MODEL.zip",
      description =
          "Begin with the weights of this trained model, not with random ones, such as for two epochs"
              + " of --activation qcfs from a model with relu. Default of --architecture: its layers."
              + " "
              + StartingWeights.WORKED_NAME
              + ": the 2-3-1 network of docs/backpropagation.md.")
  private Optional<Path> from;

  private Optional<StartingWeights> start = Optional.empty();

  /** The model that a training which continues began with, as its checkpoint keeps it. */
  private String begun = "";

  /** Takes what no option says of a training that continues. */
  void continues(TrainingState state) {
    begun = state.config().startSha256();
  }

  /**
   * Reads the model that training begins with, if one is given.
   *
   * @throws io.github.ann2snn.files.BadFileException if it cannot be used
   */
  Optional<StartingWeights> start(BaseCommand command) throws IOException {
    if (from.isPresent()) {
      start =
          Optional.of(
              from.get().equals(Path.of(StartingWeights.WORKED_NAME))
                  ? StartingWeights.worked()
                  : StartingWeights.read(from.get()));
      command.say("Training begins with the weights of %s.", from.get());
    }
    return start;
  }

  /**
   * The settings as far as they are known before there is a data set, which is all but the inputs
   * and classes of an architecture that is not given, or by its name.
   *
   * @throws picocli.CommandLine.ParameterException if one is out of range
   */
  TrainingConfig check(BaseCommand command, long seed) {
    return config(command, seed, MANY, () -> Architecture.parse(asked()));
  }

  /**
   * The settings for a data set.
   *
   * @throws BadFileException if the model to begin with is of other sizes
   */
  TrainingConfig config(BaseCommand command, Dataset dataset, long seed) throws BadFileException {
    TrainingConfig config =
        config(
            command,
            seed,
            dataset.train().size(),
            () -> {
              Architecture parsed = Architecture.parse(asked());
              return isOfAnySize() ? parsed.resized(dataset.shape(), dataset.classes()) : parsed;
            });
    if (start.isPresent()) {
      Architecture its = start.get().architecture();
      List<Integer> shape =
          its.input().isRow() ? List.of(its.inputs()) : its.input().maps().shape();
      Fit.require(start.get().file(), shape, its.outputs(), dataset);
      start.get().requireFits(config);
    }
    return config;
  }

  private TrainingConfig config(
      BaseCommand command, long seed, int samples, Supplier<Architecture> layers) {
    return command.fromOptions(
        () -> {
          Architecture taken = layers.get();
          return new TrainingConfig(
              taken,
              activation,
              levels(),
              loss,
              updater,
              learningRate == null ? updater.defaultLearningRate() : learningRate,
              dropout == null ? TrainingConfig.usualDropout(taken, activation) : dropout,
              l2,
              epochs,
              batchSize,
              seed,
              validationFraction(samples),
              averageWeights,
              regimen.regimen(),
              start.map(StartingWeights::sha256).orElse(begun));
        });
  }

  private String asked() {
    if (architecture != null) {
      return architecture;
    }
    return start.map(model -> model.architecture().toString()).orElse("mlp");
  }

  private boolean isOfAnySize() {
    return Architecture.isName(asked());
  }

  /** What the architecture asked for says of its samples. */
  TakingNetwork taking(TrainingConfig checked) {
    Architecture asked = checked.architecture();
    return isOfAnySize()
        ? TakingNetwork.UNKNOWN
        : TakingNetwork.of(asked.inputs(), asked.outputs(), Optional.empty());
  }

  private double validationFraction(int samples) {
    if (validationSplit != null) {
      return validationSplit;
    }
    return samples >= MANY ? (double) HELD_OUT / samples : 0;
  }

  private int levels() {
    if (levels == null) {
      return activation == Activation.QCFS ? TrainingConfig.DEFAULT_LEVELS : 0;
    }
    Refusal.when(
        activation != Activation.QCFS,
        "--levels is for --activation qcfs alone; got --activation %s",
        activation);
    return levels;
  }
}
