package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.model.ConfigurationReader;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks worked out by hand. */
class ConvolutionTest {
  private static MultiLayerNetwork network(String architecture) {
    return NetworkFactory.create(
        TrainingConfigBuilder.of(Architecture.parse(architecture)).build());
  }

  /** What each DL4J layer gives for one sample; the logits of its graph last. */
  private static float[][] activations(MultiLayerNetwork network, float... sample) {
    List<INDArray> layers = network.feedForward(Nd4j.createFromArray(new float[][] {sample}));
    float[][] activations = new float[layers.size() - 1][];
    Arrays.setAll(activations, i -> layers.get(i + 1).dup('c').data().asFloat());
    ReferenceForward forward = new ReferenceForward(ConfigurationReader.graph(network).logits());
    activations[activations.length - 1] = forward.run(sample);
    return activations;
  }

  @Test
  void correlatesPadsRectifiesAndAverages() {
    MultiLayerNetwork network = network("2x2x1-c1k2p1-a3-2");
    network.setParam("0_W", Nd4j.createFromArray(1f, 2f, 3f, 4f).reshape(1, 1, 2, 2));
    network.setParam("0_b", Nd4j.createFromArray(-5f));
    network.setParam("2_W", Nd4j.createFromArray(new float[][] {{2, -1}}));
    network.setParam("2_b", Nd4j.createFromArray(0f, 1f));
    float[][] activations = activations(network, 1, 2, 3, 4);
    // Before bias and ReLU: 4 11 6, 14 30 14, 6 11 4.
    assertArrayEquals(new float[] {0, 6, 1, 9, 25, 9, 1, 6, 0}, activations[0]);
    assertArrayEquals(new float[] {57 / 9f}, activations[1], 1e-6f);
    assertArrayEquals(new float[] {114 / 9f, 1 - 57 / 9f}, activations[2], 1e-5f);
  }

  /** Number (c * height + y) * width + x of the row is channel c, row y, column x. */
  @Test
  void mapsAreRowsChannelByChannel() {
    MultiLayerNetwork network = network("2x3x2-c2k1-12");
    network.setParam("0_W", Nd4j.createFromArray(0f, 10f, 1f, 0f).reshape(2, 2, 1, 1));
    network.setParam("1_W", Nd4j.eye(12));
    float[] sample = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    // Channel 0 becomes ten times channel 1, and channel 1 becomes channel 0.
    float[] expected = {70, 80, 90, 100, 110, 120, 1, 2, 3, 4, 5, 6};
    float[][] activations = activations(network, sample);
    assertArrayEquals(expected, activations[0]);
    assertArrayEquals(expected, activations[1]);
    assertEquals(
        5, network.output(Nd4j.createFromArray(new float[][] {sample})).argMax(1).getInt(0));
  }

  @Test
  void imagesMayGoStraightIntoADenseLayer() {
    MultiLayerNetwork network = network("2x3x2-12");
    network.setParam("0_W", Nd4j.eye(12));
    float[] sample = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    assertArrayEquals(sample, activations(network, sample)[0]);
  }

  @Test
  void normalisesBeforeTheActivation() {
    MultiLayerNetwork network = network("2x2x1-c1k1-bn-m2-2");
    network.setParam("0_W", Nd4j.createFromArray(2f).reshape(1, 1, 1, 1));
    network.setParam("0_b", Nd4j.createFromArray(1f));
    network.setParam("1_gamma", Nd4j.createFromArray(3f));
    network.setParam("1_beta", Nd4j.createFromArray(-1f));
    network.setParam("1_mean", Nd4j.createFromArray(2f));
    network.setParam("1_var", Nd4j.createFromArray(4f));
    float[][] activations = activations(network, 0, 0.5f, 1, 1.5f);
    assertArrayEquals(new float[] {1, 2, 3, 4}, activations[0]);
    // Normalised to -2.5, -1, 0.5, 2.
    assertArrayEquals(new float[] {0, 0, 0.5f, 2}, activations[2], 1e-5f);
    assertArrayEquals(new float[] {2}, activations[3], 1e-5f);
  }

  @Test
  void averagesWholeMaps() {
    MultiLayerNetwork network = network("2x2x2-c2k1-gap-2");
    network.setParam("0_W", Nd4j.createFromArray(1f, 0f, 0f, 1f).reshape(2, 2, 1, 1));
    float[][] activations = activations(network, 1, 2, 3, 4, 5, 6, 7, 12);
    assertArrayEquals(new float[] {2.5f, 7.5f}, activations[1]);
  }

  @Test
  void statisticsAreThoseOfTheSamples() {
    TrainingConfig config =
        TrainingConfigBuilder.of(Architecture.parse("1x2x1-c2k1-bn-2-bn-2")).build();
    MultiLayerNetwork network = NetworkFactory.create(config);
    network.setParam("0_W", Nd4j.createFromArray(1f, -2f).reshape(2, 1, 1, 1));
    Split samples = Split.ofFloats(new float[] {1, 2, 3, 6}, new byte[2], 2);
    BatchNormStatistics.measure(network, config, samples);
    // 1, 2, 3, 6: mean 3, variance (4 + 1 + 0 + 9) / 4
    assertArrayEquals(new float[] {3, -6}, param(network, "1_mean"));
    assertArrayEquals(new float[] {3.5f, 14}, param(network, "1_var"));
    float[][] first = activations(network, 1, 2);
    float[][] second = activations(network, 3, 6);
    float[] means = param(network, "4_mean");
    for (int j = 0; j < 2; j++) {
      assertEquals((first[3][j] + second[3][j]) / 2, means[j], 1e-5);
    }
  }

  private static float[] param(MultiLayerNetwork network, String name) {
    return Arrays.copyOf(network.getParam(name).dup().data().asFloat(), 2);
  }
}
