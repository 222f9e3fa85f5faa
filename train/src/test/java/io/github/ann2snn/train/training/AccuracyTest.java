package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.ValidationSplit;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AccuracyTest {
  private static final String IMAGES = "6x6x1-c4k3-bn-a2-6-bn-3";

  @TempDir Path folder;

  private static Accuracy accuracy(MultiLayerNetwork network, Activation hidden) {
    Layout layout = ConfigurationReader.layout(network.getLayerWiseConfigurations());
    return Accuracy.of(network, layout, Samples.config().activation(hidden).build());
  }

  private static INDArray outputs(MultiLayerNetwork network, Split samples) {
    float[][] rows = new float[samples.size()][];
    Arrays.setAll(rows, samples::sample);
    return network.output(Nd4j.createFromArray(rows));
  }

  /** What Deeplearning4j says. */
  private static double expected(MultiLayerNetwork network, Split samples) {
    INDArray classes = outputs(network, samples).argMax(1);
    int correct = 0;
    for (int i = 0; i < samples.size(); i++) {
      correct += classes.getInt(i) == samples.label(i) ? 1 : 0;
    }
    return correct / (double) samples.size();
  }

  @ParameterizedTest
  @CsvSource({"RELU,MCXENT", "RELU,MSE", "QCFS,MCXENT", "SIGMOID,MSE", "TANH,MCXENT"})
  void isThatOfDeeplearning4j(Activation activation, Loss loss) throws IOException {
    TrainingConfig config =
        Samples.config()
            .activation(activation)
            .levels(activation == Activation.QCFS ? 4 : 0)
            .loss(loss)
            .validationFraction(0.2)
            .build();
    TrainingResult result =
        new Trainer(config, Samples.dataset(), TrainingListener.NONE)
            .train(folder.resolve("model.zip"));
    MultiLayerNetwork network = result.model().network();
    double told = result.epochs().get(2).testAccuracy().orElseThrow();
    assertEquals(expected(network, Samples.dataset().test()), told);
    Split held =
        ValidationSplit.holdOut(Samples.dataset().train(), 0.2, config.seed())
            .validation()
            .orElseThrow();
    assertEquals(
        expected(network, held), result.epochs().get(2).validationAccuracy().orElseThrow());
    assertTrue(told > 0.35, "no better than by chance: " + told);
  }

  /** The last batch is not full. */
  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH"})
  void samplesOfSeveralBatchesCount(Activation activation) {
    MultiLayerNetwork network =
        NetworkFactory.create(Samples.config().activation(activation).build());
    Split samples = Samples.split(10_203, 77);
    assertEquals(expected(network, samples), accuracy(network, activation).of(samples));
  }

  @ParameterizedTest
  @ValueSource(strings = {IMAGES, "6x6x1-c4k3-gap-3", "6x6x1-c4k2-c8k3g4p1-a3p1-gmp-3"})
  void theGraphOfANetworkInTrainingGivesItsOutputs(String architecture) throws IOException {
    TrainingConfig config = ImageSamples.config(architecture).averageWeights(true).build();
    MultiLayerNetwork network =
        new Trainer(config, ImageSamples.dataset(), TrainingListener.NONE)
            .train(folder.resolve("model.zip"))
            .model()
            .network();
    Split samples = ImageSamples.split(150, 3);
    float[][] made = new ForwardPass(ConfigurationReader.graph(network)).outputs(samples);
    INDArray outputs = outputs(network, samples);
    for (int i = 0; i < made.length; i++) {
      assertArrayEquals(outputs.getRow(i).toFloatVector(), made[i], 1e-5f);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH"})
  void logitsThatSigmoidRoundsToOneAreKeptApart(Activation activation) {
    MultiLayerNetwork network =
        NetworkFactory.create(Samples.config().activation(activation).loss(Loss.MSE).build());
    network.params().assign(0);
    network.getLayer(2).getParam("b").putScalar(0, 40).putScalar(2, 50);
    Split samples = Split.ofFloats(new float[14], new byte[] {2, 0}, 7);
    assertEquals(0.5, accuracy(network, activation).of(samples));
    assertEquals(1, accuracy(network, activation).of(samples.slice(0, 1)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH"})
  void tiesGoToTheLowestClass(Activation activation) {
    MultiLayerNetwork network =
        NetworkFactory.create(Samples.config().activation(activation).build());
    network.params().assign(0);
    network.getLayer(2).getParam("b").putScalar(1, 0.5).putScalar(2, 0.5);
    Split samples = Split.ofFloats(new float[21], new byte[] {0, 1, 2}, 7);
    assertEquals(0, accuracy(network, activation).of(samples.slice(0, 1)));
    assertEquals(1, accuracy(network, activation).of(samples.slice(1, 2)));
    assertEquals(1 / 3.0, accuracy(network, activation).of(samples));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH"})
  void theNetworkIsLeftAlone(Activation activation) {
    MultiLayerNetwork network =
        NetworkFactory.create(Samples.config().activation(activation).build());
    INDArray before = outputs(network, Samples.split(5, 1));
    accuracy(network, activation).of(Samples.split(203, 77));
    assertEquals(before, outputs(network, Samples.split(5, 1)));
    assertEquals(5, before.sumNumber().doubleValue(), 1e-5);
  }

  @Test
  void withoutSamplesThereIsNone() {
    Accuracy accuracy = accuracy(NetworkFactory.create(Samples.config().build()), Activation.RELU);
    Split none = Samples.split(1, 1).slice(0, 0);
    assertEquals(
        "accuracy needs at least one sample",
        assertThrows(IllegalArgumentException.class, () -> accuracy.of(none)).getMessage());
  }
}
