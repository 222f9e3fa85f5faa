package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.training.LearningRateSchedule;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.statistics.EpochStatistics;
import io.github.ann2snn.train.step.TrainingStep;
import io.github.ann2snn.train.training.Epoch.TrainingDivergedException;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One update of a small network, with and without what a regimen does to it. */
class GradientStepTest {
  private static final double RATE = 0.125;

  private static TrainingConfigBuilder config(Updater updater) {
    return Samples.config().updater(updater).learningRate(RATE).epochs(4);
  }

  private static INDArray inputs() {
    return Nd4j.createFromArray(new float[][] {{1, 0, .5f, 2, 0, 1, 0}, {0, 3, 1, 0, .5f, 0, 1}});
  }

  private static MultiLayerNetwork updated(TrainingConfig config, long update) {
    MultiLayerNetwork network = NetworkFactory.create(config);
    JavaAdam.install(network);
    GradientStep regimen = new GradientStep(network, config);
    TrainingStep step = TrainingStep.of(network, config, 2);
    regimen.begin(update, 5);
    float[] inputs = inputs().dup('c').data().asFloat();
    System.arraycopy(inputs, 0, step.inputs(), 0, inputs.length);
    step.labels()[0] = 1;
    step.labels()[5] = 1;
    network.setScore(step.gradients(2));
    regimen.beforeUpdate();
    new WeightUpdate(network).apply(Optional.empty());
    regimen.end();
    return network;
  }

  private static MultiLayerNetwork updated(TrainingConfigBuilder config) {
    return updated(config.build(), 0);
  }

  private static double[] parameters(MultiLayerNetwork network) {
    return network.params().dup().data().asDouble();
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double[] times(double factor, double[] values) {
    double[] product = values.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factor;
    }
    return product;
  }

  private static double norm(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private static double[] before(TrainingConfigBuilder config) {
    return parameters(NetworkFactory.create(config.build()));
  }

  @ParameterizedTest
  @EnumSource(Updater.class)
  void ratesMultiplyTheUpdate(Updater updater) {
    TrainingConfigBuilder config = config(updater);
    double[] usual = difference(parameters(updated(config)), before(config));
    assertTrue(norm(usual) > 0.01);
    TrainingConfig warming = config(updater).warmupEpochs(2).build();
    double[] third = difference(parameters(updated(warming, 2)), before(config));
    assertArrayEquals(times(0.3, usual), third, 1e-7);
    TrainingConfig cosine = config(updater).schedule(LearningRateSchedule.COSINE).build();
    double[] half = difference(parameters(updated(cosine, 10)), before(config));
    assertArrayEquals(times(0.5, usual), half, 1e-7);
  }

  /** What is saved has the rate asked for, so that an old and a new model zip are alike. */
  @ParameterizedTest
  @EnumSource(Updater.class)
  void theConfigurationKeepsItsRate(Updater updater) {
    TrainingConfigBuilder config = config(updater).schedule(LearningRateSchedule.STEP);
    MultiLayerNetwork network = updated(config.build(), 15);
    assertEquals(RATE, network.getLearningRate(0));
    assertEquals(RATE, network.getLearningRate(2));
  }

  @ParameterizedTest
  @EnumSource(Updater.class)
  void decayTakesPartsOfWeightsAlone(Updater updater) {
    TrainingConfigBuilder config = config(updater);
    MultiLayerNetwork fresh = NetworkFactory.create(config.build());
    MultiLayerNetwork usual = updated(config);
    MultiLayerNetwork decayed = updated(config.weightDecay(0.4));
    for (int layer = 0; layer < 3; layer++) {
      INDArray weights = fresh.getLayer(layer).getParam("W");
      INDArray expected = usual.getLayer(layer).getParam("W").sub(weights.mul(RATE * 0.4));
      assertTrue(
          expected.equalsWithEps(decayed.getLayer(layer).getParam("W"), 1e-6), "layer " + layer);
      assertEquals(usual.getLayer(layer).getParam("b"), decayed.getLayer(layer).getParam("b"));
    }
    // The loss is that of the weights as they were: it knows nothing of the decay.
    assertTrue(usual.score() > 0);
    assertEquals(usual.score(), decayed.score());
  }

  @Test
  void clippedGradientsHaveTheNormAndTheDirection() {
    TrainingConfigBuilder config = config(Updater.SGD);
    double[] usual = difference(parameters(updated(config)), before(config));
    double norm = norm(usual) / RATE;
    double[] clipped = difference(parameters(updated(config.clipNorm(norm / 4))), before(config));
    assertArrayEquals(times(0.25, usual), clipped, 1e-7);
    double[] shorter =
        difference(parameters(updated(config.clipNorm(norm * 1.01))), before(config));
    assertArrayEquals(usual, shorter);
  }

  /** The statistics of batch normalisation are kept as gradients, and are none. */
  @Test
  void clippingLeavesStatisticsAlone() {
    TrainingConfigBuilder config =
        TrainingConfigBuilder.of(io.github.ann2snn.ann.architecture.Architecture.parse("7-5-bn-3"))
            .updater(Updater.SGD)
            .learningRate(RATE);
    MultiLayerNetwork usual = updated(config);
    MultiLayerNetwork clipped = updated(config.clipNorm(1e-3));
    for (String statistic : new String[] {"mean", "var"}) {
      assertEquals(usual.getLayer(1).getParam(statistic), clipped.getLayer(1).getParam(statistic));
    }
    double moved =
        norm(difference(parameters(clipped), before(config)))
            - norm(difference(parameters(usual), before(config)));
    assertTrue(moved < 0, "" + moved);
  }

  @Test
  void stopsBeforeALossThatIsNotFiniteChangesWeights() {
    TrainingConfig config = config(Updater.ADAM).build();
    Dataset dataset = Samples.dataset();
    MultiLayerNetwork network = NetworkFactory.create(config);
    JavaAdam.install(network);
    network.getLayer(1).getParam("W").putScalar(3, Float.NaN);
    double[] before = parameters(network);
    int batches = Epoch.batches(config, dataset.train().size());
    Epoch epoch =
        new Epoch(
            network,
            config,
            TrainingStep.of(network, config, config.batchSize()),
            new GradientStep(network, config),
            new WeightUpdate(network),
            1,
            TrainingListener.NONE,
            new EpochStatistics(network, 1, batches),
            Optional.empty());
    EpochSamples samples = new EpochSamples(dataset.train(), dataset, config, 1);
    String message =
        assertThrows(TrainingDivergedException.class, () -> epoch.run(samples)).getMessage();
    assertTrue(message.contains("the loss is NaN, a weight of layer dense_1"), message);
    assertArrayEquals(before, parameters(network));
  }

  @Test
  void theFirstLayerThatIsNotFiniteIsNamed() {
    MultiLayerNetwork network = NetworkFactory.create(config(Updater.SGD).build());
    assertEquals(Optional.empty(), new Divergence(network).inWeights());
    assertEquals(
        "as the labels make it of the finite outputs of layer output",
        new Divergence(network).where(inputs()));
    network.getLayer(1).getParam("b").assign(Float.MAX_VALUE);
    network.getLayer(1).getParam("W").assign(Float.MAX_VALUE);
    assertEquals(
        "an output of layer dense_1 is not finite", new Divergence(network).where(inputs()));
    network.getLayer(2).getParam("W").putScalar(0, Float.POSITIVE_INFINITY);
    network.getLayer(1).getParam("b").putScalar(1, Float.NaN);
    assertEquals(
        Optional.of("a weight of layer dense_1 is not finite"),
        new Divergence(network).inWeights());
    assertEquals(
        "a weight of layer dense_1 is not finite", new Divergence(network).where(inputs()));
  }
}
