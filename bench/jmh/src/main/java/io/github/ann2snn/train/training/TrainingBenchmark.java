package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.statistics.EpochStatistics;
import io.github.ann2snn.train.step.Product;
import io.github.ann2snn.train.step.TrainingStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An epoch of the trainer, beside one of the loop that Deeplearning4j's documentation leads to.
 * Both networks begin with the same weights.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class TrainingBenchmark {
  @Param("mnist")
  String name;

  @Param("784-512-256-10")
  String architecture;

  private final List<DataSet> batches = new ArrayList<>();
  private TrainingConfig config;
  private Dataset dataset;
  private MultiLayerNetwork trained;
  private TrainingStep step;
  private GradientStep regimen;
  private WeightUpdate update;
  private MultiLayerNetwork plain;
  private Random random;
  private int epoch;

  /** Reads the samples, and makes the networks and the plain loop's batches. */
  @Setup
  public void prepare() throws BadFileException {
    config = TrainingConfig.of(Architecture.parse(architecture));
    dataset = new DatasetLoader(DatasetOptions.DEFAULTS).load(name);
    trained = NetworkFactory.create(config);
    JavaAdam.install(trained);
    step = TrainingStep.of(trained, config, config.batchSize());
    regimen = new GradientStep(trained, config);
    update = new WeightUpdate(trained);
    plain = NetworkFactory.create(config);
    random = new Random(config.seed());
    Split order = dataset.train().shuffled(config.seed());
    for (int from = 0; from < order.size(); from += config.batchSize()) {
      batches.add(batch(order.slice(from, Math.min(from + config.batchSize(), order.size()))));
    }
  }

  private DataSet batch(Split rows) {
    int classes = config.architecture().outputs();
    float[] inputs = new float[rows.size() * rows.width()];
    float[] labels = new float[rows.size() * classes];
    for (int row = 0; row < rows.size(); row++) {
      rows.read(row, inputs, row * rows.width());
      labels[row * classes + rows.label(row)] = 1;
    }
    return new DataSet(
        ArrayMemory.matrix(inputs, rows.size(), rows.width()),
        ArrayMemory.matrix(labels, rows.size(), classes));
  }

  /** This program's epoch, which averages the weights, without checkpoint and test accuracy. */
  @Benchmark
  public double trainer() {
    WeightAverage average = new WeightAverage(trained);
    int batches = Epoch.batches(config, dataset.train().size());
    EpochStatistics statistics = new EpochStatistics(trained, ++epoch, batches);
    Epoch run =
        new Epoch(
            trained,
            config,
            step,
            regimen,
            update,
            epoch,
            TrainingListener.NONE,
            statistics,
            Optional.of(average));
    EpochSamples samples = new EpochSamples(dataset.train(), dataset, config, epoch);
    return Product.eachByOneThread(() -> run.run(samples));
  }

  /** The batches, shuffled as wholes, and {@code fit} for each, with ND4J's own Adam. */
  @Benchmark
  public void plainLoop() {
    Collections.shuffle(batches, random);
    batches.forEach(plain::fit);
  }
}
