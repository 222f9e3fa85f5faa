package io.github.ann2snn.ann.training;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import java.util.Set;

/** Settings of which a test names some; {@link #build} checks them. */
public final class TrainingConfigBuilder {
  private final Architecture architecture;
  private Activation activation = Activation.RELU;
  private Integer levels;
  private Loss loss = Loss.MCXENT;
  private Updater updater = Updater.ADAM;
  private Double learningRate;
  private double dropout;
  private double l2;
  private int epochs = 10;
  private int batchSize = 128;
  private long seed = 42;
  private double validationFraction;
  private boolean averageWeights = true;
  private LearningRateSchedule schedule = LearningRateSchedule.CONSTANT;
  private int warmupEpochs;
  private double weightDecay;
  private int earlyStopping;
  private Set<Augmentation> augmentation = Set.of();
  private double labelSmoothing;
  private double clipNorm;
  private String startSha256 = "";

  private TrainingConfigBuilder(Architecture architecture) {
    this.architecture = architecture;
  }

  /** Those of a small network that is trained in no time. */
  public static TrainingConfigBuilder small() {
    return of(Architecture.parse("7-11-5-3")).epochs(3).batchSize(17).seed(9).learningRate(0.01);
  }

  /** The defaults of {@link TrainingConfig#of}, and of the levels and the rate. */
  public static TrainingConfigBuilder of(Architecture architecture) {
    return new TrainingConfigBuilder(architecture);
  }

  /** Begins with these settings. */
  public static TrainingConfigBuilder of(TrainingConfig config) {
    TrainingConfigBuilder builder = of(config.architecture());
    builder.activation = config.activation();
    builder.levels = config.activation() == Activation.QCFS ? (Integer) config.levels() : null;
    builder.loss = config.loss();
    builder.updater = config.updater();
    builder.learningRate = config.learningRate();
    builder.dropout = config.dropout();
    builder.l2 = config.l2();
    builder.epochs = config.epochs();
    builder.batchSize = config.batchSize();
    builder.seed = config.seed();
    builder.validationFraction = config.validationFraction();
    builder.averageWeights = config.averageWeights();
    Regimen regimen = config.regimen();
    builder.schedule = regimen.schedule();
    builder.warmupEpochs = regimen.warmupEpochs();
    builder.weightDecay = regimen.weightDecay();
    builder.earlyStopping = regimen.earlyStopping();
    builder.augmentation = regimen.augmentation();
    builder.labelSmoothing = regimen.labelSmoothing();
    builder.clipNorm = regimen.clipNorm();
    builder.startSha256 = config.startSha256();
    return builder;
  }

  public TrainingConfigBuilder activation(Activation value) {
    activation = value;
    return this;
  }

  public TrainingConfigBuilder levels(int value) {
    levels = value;
    return this;
  }

  public TrainingConfigBuilder loss(Loss value) {
    loss = value;
    return this;
  }

  public TrainingConfigBuilder updater(Updater value) {
    updater = value;
    return this;
  }

  public TrainingConfigBuilder learningRate(double value) {
    learningRate = value;
    return this;
  }

  public TrainingConfigBuilder dropout(double value) {
    dropout = value;
    return this;
  }

  public TrainingConfigBuilder l2(double value) {
    l2 = value;
    return this;
  }

  public TrainingConfigBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  public TrainingConfigBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  public TrainingConfigBuilder seed(long value) {
    seed = value;
    return this;
  }

  public TrainingConfigBuilder validationFraction(double value) {
    validationFraction = value;
    return this;
  }

  public TrainingConfigBuilder averageWeights(boolean value) {
    averageWeights = value;
    return this;
  }

  public TrainingConfigBuilder schedule(LearningRateSchedule value) {
    schedule = value;
    return this;
  }

  public TrainingConfigBuilder warmupEpochs(int value) {
    warmupEpochs = value;
    return this;
  }

  public TrainingConfigBuilder weightDecay(double value) {
    weightDecay = value;
    return this;
  }

  public TrainingConfigBuilder earlyStopping(int value) {
    earlyStopping = value;
    return this;
  }

  public TrainingConfigBuilder augmentation(Augmentation... value) {
    augmentation = Set.of(value);
    return this;
  }

  public TrainingConfigBuilder labelSmoothing(double value) {
    labelSmoothing = value;
    return this;
  }

  public TrainingConfigBuilder startSha256(String value) {
    startSha256 = value;
    return this;
  }

  public TrainingConfigBuilder clipNorm(double value) {
    clipNorm = value;
    return this;
  }

  /**
   * The settings; the learning rate is the updater's default where none was given.
   *
   * @throws IllegalArgumentException naming the rule and the value, if one is out of range
   */
  public TrainingConfig build() {
    int usual = activation == Activation.QCFS ? TrainingConfig.DEFAULT_LEVELS : 0;
    double rate = learningRate == null ? updater.defaultLearningRate() : learningRate;
    return new TrainingConfig(
        architecture,
        activation,
        levels == null ? usual : levels,
        loss,
        updater,
        rate,
        dropout,
        l2,
        epochs,
        batchSize,
        seed,
        validationFraction,
        averageWeights,
        new Regimen(
            schedule,
            warmupEpochs,
            weightDecay,
            earlyStopping,
            augmentation,
            labelSmoothing,
            clipNorm),
        startSha256);
  }
}
