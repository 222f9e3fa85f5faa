package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.record.EpochRecord;
import io.github.ann2snn.ann.record.EpochRecord.Times;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.ValidationSplit;
import io.github.ann2snn.datasets.ValidationSplit.SeedStream;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.statistics.EpochStatistics;
import io.github.ann2snn.train.statistics.LayerStatistics;
import io.github.ann2snn.train.step.Product;
import io.github.ann2snn.train.step.TrainingStep;
import io.github.ann2snn.train.training.Epoch.TrainingDivergedException;
import io.github.ann2snn.train.training.TrainingListener.EpochReport;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trains a network by mini-batch gradient descent. Every epoch depends on the settings, the data
 * and the weights before it alone, so an interrupted training that is resumed ends with the same
 * bits as one that was not.
 */
public final class Trainer {
  private final TrainingConfig config;
  private final Dataset dataset;
  private final ValidationSplit samples;
  private final TrainingListener listener;

  /**
   * A trainer for one data set.
   *
   * @throws IllegalArgumentException if the architecture's inputs are not the data set's samples,
   *     its outputs not the number of classes, a label is not a class, there is no sample, or too
   *     few to hold out the fraction asked for, or samples to augment are no images
   */
  public Trainer(TrainingConfig config, Dataset dataset, TrainingListener listener) {
    this.config = config;
    this.dataset = dataset;
    this.listener = Objects.requireNonNull(listener, "listener");
    checkFits();
    EpochSamples.augmenter(config.regimen(), dataset);
    this.samples =
        ValidationSplit.holdOut(dataset.train(), config.validationFraction(), config.seed());
  }

  private void checkFits() {
    Architecture architecture = config.architecture();
    if (architecture.inputs() != dataset.width() || architecture.outputs() != dataset.classes()) {
      throw Refusal.of(
          "architecture for %s must begin with %d inputs and end with %d classes; got %s",
          dataset.name(), dataset.width(), dataset.classes(), architecture);
    }
    if (!architecture.takes(dataset.shape())) {
      throw Refusal.of(
          "architecture for %s, whose samples are %s (channels, height, width), must begin with that as height x width x channels; got %s",
          dataset.name(), dataset.shape(), architecture);
    }
    Split train = dataset.train();
    Refusal.when(train.size() == 0, "%s has no training samples", dataset.name());
    for (int i = 0; i < train.size(); i++) {
      if (train.label(i) >= dataset.classes()) {
        throw Refusal.of(
            "labels of %s must be from 0 to %d; training sample %d has %d",
            dataset.name(), dataset.classes() - 1, i, train.label(i));
      }
    }
  }

  /**
   * Trains from fresh weights, and writes the model and its provenance to {@code file} after every
   * epoch.
   *
   * @throws TrainingDivergedException if the loss or a weight is not finite
   * @throws IOException if the file cannot be written
   */
  public TrainingResult train(Path file) throws IOException {
    Refusal.when(!config.startSha256().isEmpty(), "training begins with a model; none was given");
    return begin(NetworkFactory.create(config), file);
  }

  /**
   * The same from the weights of a model, whose SHA-256 the settings tell.
   *
   * @throws BadFileException if the model is another, or of no use to this training
   */
  public TrainingResult train(Path file, StartingWeights start) throws IOException {
    start.requireFits(config);
    BadFileException.when(
        !start.sha256().equals(config.startSha256()),
        "%s: its SHA-256 is %s, but training begins with %s",
        start.file(),
        start.sha256(),
        config.startSha256());
    return begin(start.network(config, samples.train()), file);
  }

  private TrainingResult begin(MultiLayerNetwork network, Path file) throws IOException {
    return Product.eachByOneThread(() -> run(network, record(network), 0, Optional.empty(), file));
  }

  /**
   * Continues the training whose checkpoint is {@code file}, to {@code config.epochs()} epochs. A
   * checkpoint that has them all is returned as it is, and the listener told.
   *
   * @throws BadFileException if the file is not a checkpoint of this data set and these settings
   *     (other than {@code epochs}), or has more epochs than asked for
   * @throws TrainingDivergedException if the loss or a weight is not finite
   * @throws IOException if the file cannot be read or written
   */
  public TrainingResult resume(Path file) throws IOException {
    TrainingState state = ModelFile.training(file);
    Optional<String> difference = state.difference(dataset.trainSha256(), config);
    if (difference.isPresent()) {
      throw BadFileException.of(
          "%s: cannot resume: %s; use the same, or train from the start (options of a data set, such as --label-column, are not kept: give them again)",
          file, difference.get());
    }
    Model model = ModelFile.load(file);
    MultiLayerNetwork network = ModelFile.loadForTraining(file);
    int completed = state.epochsCompleted();
    Optional<TrainingRecord> kept =
        TrainingRecord.of(file, model.provenance().orElseThrow().modelSha256());
    if (state.hasStoppedEarly() || completed == config.epochs()) {
      if (state.hasStoppedEarly()) {
        listener.stoppedEarly(completed, state.modelEpoch());
      } else {
        listener.alreadyComplete(completed);
      }
      if (kept.isPresent()) {
        listener.recorded(kept.get());
      }
      return new TrainingResult(model, kept, List.of());
    }
    TrainingRecord before =
        kept.map(TrainingRecord::epochs).map(record(network)::with).orElse(record(network));
    return Product.eachByOneThread(
        () -> run(network, before, completed, best(state, model.network()), file));
  }

  private TrainingRecord record(MultiLayerNetwork network) {
    return TrainingRecord.of(
        dataset.name(), dataset.trainSha256(), config, TrainingRecord.text(layout(network)));
  }

  private Optional<BestEpoch> best(TrainingState state, MultiLayerNetwork model) {
    if (state.bestEpoch().isEmpty()) {
      return Optional.empty();
    }
    double accuracy = accuracy(model).of(samples.validation().orElseThrow());
    return Optional.of(new BestEpoch(state.modelEpoch(), accuracy, model.params()));
  }

  private TrainingResult run(
      MultiLayerNetwork network,
      TrainingRecord before,
      int completed,
      Optional<BestEpoch> bestBefore,
      Path file)
      throws IOException {
    JavaAdam.install(network);
    int rows = Math.min(config.batchSize(), samples.train().size());
    TrainingStep step = TrainingStep.of(network, config, rows);
    GradientStep regimen = new GradientStep(network, config);
    WeightUpdate update = new WeightUpdate(network);
    List<EpochReport> reports = new ArrayList<>();
    Optional<BestEpoch> best = bestBefore;
    TrainingRecord record = before;
    Model model = null;
    listener.recorded(record);
    for (int epoch = completed + 1; epoch <= config.epochs(); epoch++) {
      long start = System.nanoTime();
      Optional<WeightAverage> average =
          config.averageWeights() ? Optional.of(new WeightAverage(network)) : Optional.empty();
      int batches = Epoch.batches(config, samples.train().size());
      EpochStatistics statistics = new EpochStatistics(network, epoch, batches);
      double loss =
          new Epoch(network, config, step, regimen, update, epoch, listener, statistics, average)
              .run(new EpochSamples(samples.train(), dataset, config, epoch));
      double trainingSeconds = seconds(start);
      network.setEpochCount(epoch);
      MultiLayerNetwork result = average.map(this::averaged).orElse(network);
      EpochRecord ended = evaluated(result, statistics, loss, trainingSeconds, start);
      if (config.regimen().stopsEarly()) {
        best = Optional.of(BestEpoch.better(best, epoch, ended.validationAccuracy(), result));
      }
      TrainingState state = state(epoch, best);
      listener.saving();
      model =
          save(file, best.map(b -> b.of(network)).orElse(result), network, state, record, ended);
      record = record.with(ended.endedWith(model.provenance().orElseThrow().modelSha256()));
      EpochReport report = EpochReport.of(ended, seconds(start));
      reports.add(report);
      listener.epochFinished(report);
      listener.recorded(record);
      if (state.hasStoppedEarly()) {
        listener.stoppedEarly(epoch, state.modelEpoch());
        break;
      }
    }
    return new TrainingResult(model, Optional.of(record), reports);
  }

  private EpochRecord evaluated(
      MultiLayerNetwork result,
      EpochStatistics statistics,
      double loss,
      double trainingSeconds,
      long start) {
    Accuracy accuracy = accuracy(result);
    Double validation = samples.validation().map(accuracy::of).orElse(null);
    Double test = dataset.test().size() > 0 ? accuracy.of(dataset.test()) : null;
    LayerStatistics layers = new LayerStatistics(result, samples.train());
    Times times =
        new Times(System.currentTimeMillis(), trainingSeconds, seconds(start) - trainingSeconds);
    return statistics.record(loss, validation, test, layers, times);
  }

  private static Model save(
      Path file,
      MultiLayerNetwork result,
      MultiLayerNetwork trained,
      TrainingState state,
      TrainingRecord before,
      EpochRecord ended)
      throws IOException {
    Path beside = ModelFile.recordPath(file);
    return ModelFile.save(
        file,
        result,
        trained,
        state,
        sha256 -> TrainingRecord.DOCUMENT.write(before.with(ended.endedWith(sha256)), beside));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private TrainingState state(int epoch, Optional<BestEpoch> best) {
    return new TrainingState(
        dataset.name(),
        dataset.trainSha256(),
        dataset.scale().map(ColumnScale::toString),
        config,
        epoch,
        best.stream().mapToInt(BestEpoch::number).findFirst());
  }

  private MultiLayerNetwork averaged(WeightAverage average) {
    MultiLayerNetwork network = average.averaged();
    // Epochs begin at 1, so this order is none of theirs.
    Split order = samples.train().shuffled(SeedStream.ORDER.of(config.seed(), 0));
    BatchNormStatistics.measure(network, config, order);
    return network;
  }

  private Accuracy accuracy(MultiLayerNetwork network) {
    return Accuracy.of(network, layout(network), config);
  }

  private static Layout layout(MultiLayerNetwork network) {
    return ConfigurationReader.layout(network.getLayerWiseConfigurations());
  }
}
