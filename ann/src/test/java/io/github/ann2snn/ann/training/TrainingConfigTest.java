package io.github.ann2snn.ann.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingConfigTest {
  private static Arguments broken(String message, UnaryOperator<TrainingConfigBuilder> change) {
    return Arguments.of(message, change);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(
            "learning rate must be a finite number greater than 0; got 0.0",
            b -> b.learningRate(0)),
        broken(
            "learning rate must be a finite number greater than 0; got NaN",
            b -> b.learningRate(Double.NaN)),
        broken(
            "learning rate must be a finite number greater than 0; got Infinity",
            b -> b.learningRate(Double.POSITIVE_INFINITY)),
        broken("dropout must be at least 0 and less than 1; got 1.0", b -> b.dropout(1)),
        broken("dropout must be at least 0 and less than 1; got -0.1", b -> b.dropout(-0.1)),
        broken("l2 must be a finite number, at least 0; got -1.0", b -> b.l2(-1)),
        broken(
            "levels must be from 1 to 65536; got 0", b -> b.activation(Activation.QCFS).levels(0)),
        broken("levels belong to activation qcfs, not to relu; got 4", b -> b.levels(4)),
        broken("epochs must be at least 1; got 0", b -> b.epochs(0)),
        broken("batch size must be at least 1; got -3", b -> b.batchSize(-3)),
        broken(
            "validation fraction must be at least 0 and less than 1; got 1.0",
            b -> b.validationFraction(1)),
        broken("epochs of warm-up must be at least 0; got -1", b -> b.warmupEpochs(-1)),
        broken(
            "the warm-up must end before training does: its epochs (--warmup-epochs) must be fewer"
                + " than all 3 (--epochs); got 3",
            b -> b.warmupEpochs(3)),
        broken(
            "weight decay must be a finite number, at least 0; got -0.1", b -> b.weightDecay(-0.1)),
        broken(
            "epochs without a better accuracy, before training stops early, must be at least 0; got"
                + " -2",
            b -> b.earlyStopping(-2)),
        broken(
            "early stopping chooses by samples that are held out, and none are: hold some out with"
                + " --validation-split 0.1, or leave --early-stopping out; got validation fraction"
                + " 0.0",
            b -> b.earlyStopping(2)),
        broken(
            "label smoothing must be at least 0 and less than 1; got 1.0",
            b -> b.labelSmoothing(1)),
        broken(
            "the norm to clip at must be a finite number, at least 0; got NaN",
            b -> b.clipNorm(Double.NaN)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void namesRuleAndValue(String message, UnaryOperator<TrainingConfigBuilder> change) {
    TrainingConfigBuilder builder = change.apply(TrainingConfigBuilder.small());
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"ADAM,0.001", "SGD,0.01", "NESTEROVS,0.01"})
  void takesTheUpdatersLearningRate(Updater updater, double expected) {
    TrainingConfig config =
        TrainingConfigBuilder.of(Architecture.parse("2-2")).updater(updater).build();
    assertEquals(expected, config.learningRate());
    assertEquals(updater, config.updater());
  }

  @ParameterizedTest
  @CsvSource({
    "784-512-256-10, RELU, 0.1",
    "4-100-3, RELU, 0.1",
    "784-512-99-10, RELU, 0",
    "784-10, RELU, 0",
    "28x28x1-c20k5-a2-c50k5-a2-500-10, RELU, 0.1",
    "28x28x1-c16k3p1-bn-gap-10, RELU, 0",
    "784-512-256-10, QCFS, 0",
    "784-512-256-10, SIGMOID, 0"
  })
  void someOfManyNeuronsAreDroppedWhereNobodySays(
      String layers, Activation activation, double dropout) {
    assertEquals(dropout, TrainingConfig.usualDropout(Architecture.parse(layers), activation));
  }

  @Test
  void hasDefaults() {
    Architecture architecture = Architecture.parse("2-2");
    TrainingConfig config = TrainingConfig.of(architecture);
    assertEquals(TrainingConfigBuilder.of(architecture).build(), config);
    assertEquals(
        TrainingConfigBuilder.of(config).epochs(3).validationFraction(0.5).build(),
        config.with(3, 0.5));
  }

  @Test
  void rebuildsItselfWithLevels() {
    TrainingConfig config = TrainingConfigBuilder.small().activation(Activation.QCFS).build();
    assertEquals(8, config.levels());
    assertEquals(config, TrainingConfigBuilder.of(config).build());
    assertEquals(3, TrainingConfigBuilder.of(config).levels(3).build().levels());
    assertEquals(0, TrainingConfigBuilder.small().build().levels());
  }

  @Test
  void rebuildsItself() {
    TrainingConfig config =
        TrainingConfigBuilder.small()
            .activation(Activation.TANH)
            .loss(Loss.MSE)
            .updater(Updater.SGD)
            .dropout(0.25)
            .l2(0.5)
            .validationFraction(0.125)
            .schedule(LearningRateSchedule.COSINE)
            .warmupEpochs(1)
            .weightDecay(0.01)
            .earlyStopping(2)
            .augmentation(Augmentation.FLIP)
            .labelSmoothing(0.2)
            .clipNorm(3)
            .build();
    assertEquals(config, TrainingConfigBuilder.of(config).build());
  }

  @Test
  void namesChoicesInLowerCase() {
    assertEquals("[relu, sigmoid, tanh, qcfs]", Arrays.toString(Activation.values()));
    assertEquals("[mcxent, mse]", Arrays.toString(Loss.values()));
    assertEquals("[adam, sgd, nesterovs]", Arrays.toString(Updater.values()));
  }
}
