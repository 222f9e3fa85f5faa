package io.github.ann2snn.train.qcfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class QcfsLayerTest {
  private static OutputLayer output(int outputs) {
    return new OutputLayer.Builder(LossFunction.L2)
        .nOut(outputs)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static MultiLayerNetwork network(InputType inputs, double l2, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(3).updater(new Sgd(0.25)).l2(l2).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(inputs).build());
    network.init();
    return network;
  }

  private static MultiLayerNetwork small(double l2) {
    return network(
        InputType.feedForward(2),
        l2,
        new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build(),
        new QcfsLayer("q", 4),
        output(1));
  }

  /** Sums -1, 0.625 and 3, which λ = 2 makes 0, 0.5 and 2; output 0.5 * 3 + 2 * 5 = 11.5. */
  private static MultiLayerNetwork byHand(double l2) {
    MultiLayerNetwork network = small(l2);
    network.setParam("0_W", Nd4j.createFromArray(new float[][] {{-1, 0.5f, 2}, {0, 0.125f, 1}}));
    network.setParam("0_b", Nd4j.zeros(1, 3));
    network.setParam("1_lambda", Nd4j.createFromArray(2f));
    network.setParam("2_W", Nd4j.createFromArray(new float[][] {{7}, {3}, {5}}));
    network.setParam("2_b", Nd4j.zeros(1, 1));
    return network;
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @Test
  void activatesAndBackpropagatesAsByHand() {
    MultiLayerNetwork network = byHand(0);
    INDArray x = Nd4j.createFromArray(new float[][] {{1, 1}});
    assertArrayEquals(new float[] {0, 0.5f, 2}, values(network.feedForward(x).get(2)));
    assertEquals(11.5f, network.output(x).getFloat(0));

    network.setInput(x);
    network.setLabels(Nd4j.createFromArray(new float[][] {{9.5f}}));
    network.computeGradientAndScore();
    // The error 2 gives the output 4; the neurons get 28, 12 and 20.
    INDArray lambda = network.gradient().getGradientFor("1_lambda");
    assertEquals(12 * (0.5f - 0.625f) / 2 + 20, lambda.getFloat(0), 1e-5f);
    assertArrayEquals(
        new float[] {0, 12, 0, 0, 12, 0}, values(network.gradient().getGradientFor("0_W")), 1e-5f);
    assertArrayEquals(new float[] {0, 12, 0}, values(network.gradient().getGradientFor("0_b")));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void theUpdateOfLambdaIsTheMeanOverTheBatchWithoutWeightDecay(double l2) {
    MultiLayerNetwork network = byHand(l2);
    network.fit(
        Nd4j.createFromArray(new float[][] {{1, 1}, {0, 0}}),
        Nd4j.createFromArray(new float[][] {{9.5f}, {0}}));
    float gradient = 12 * (0.5f - 0.625f) / 2 + 20;
    assertEquals(2 - 0.25f * gradient / 2, network.getParam("1_lambda").getFloat(0), 1e-5f);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3})
  void followsAConvolution(int seed) {
    Nd4j.getRandom().setSeed(seed);
    MultiLayerNetwork network =
        network(
            InputType.convolutional(6, 5, 2),
            0,
            new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.IDENTITY).build(),
            new QcfsLayer("q", 3),
            output(2));
    INDArray x = Nd4j.rand(DataType.FLOAT, 7, 2, 6, 5);
    List<INDArray> layers = network.feedForward(x, false);
    float[] z = values(layers.get(1));
    float[] h = values(layers.get(2));
    assertArrayEquals(new long[] {7, 4, 4, 3}, layers.get(2).shape());
    ClipFloorShift function = new ClipFloorShift(3, TrainedScale.INITIAL);
    for (int i = 0; i < z.length; i++) {
      assertEquals(function.value(z[i]), h[i]);
    }

    network.setInput(x);
    network.setLabels(Nd4j.ones(DataType.FLOAT, 7, 2));
    network.computeGradientAndScore();
    // What reaches the layer: 2 (y - 1) times the output's weights.
    INDArray y = layers.get(3);
    INDArray epsilon = y.sub(1).mul(2).mmul(network.getParam("2_W").transpose());
    double expected = function.backpropagate(values(epsilon), z, 0, z.length);
    float actual = network.gradient().getGradientFor("1_lambda").getFloat(0);
    assertEquals(expected, actual, 1e-4 * Math.abs(expected) + 1e-5);
  }

  @Test
  void keepsItsSettingsInTheConfiguration() {
    MultiLayerConfiguration before = small(0).getLayerWiseConfigurations();
    MultiLayerConfiguration after = MultiLayerConfiguration.fromJson(before.toJson());
    assertEquals(before, after);
    QcfsLayer layer = (QcfsLayer) after.getConf(1).getLayer();
    assertEquals(4, layer.getLevels());
    assertEquals("q", layer.getLayerName());
    assertEquals(before.clone(), before);
  }

  @Test
  void refusesLevelsAndDataTypes() {
    assertEquals(
        "levels must be from 1 to 65536; got 0",
        assertThrows(IllegalArgumentException.class, () -> new QcfsLayer("q", 0)).getMessage());
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).list();
    list.layer(new DenseLayer.Builder().nIn(2).nOut(2).build()).layer(new QcfsLayer("q", 2));
    list.layer(new OutputLayer.Builder().nIn(2).nOut(2).build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    assertEquals(
        "a QcfsLayer needs data type FLOAT; got DOUBLE",
        assertThrows(IllegalArgumentException.class, network::init).getMessage());
  }
}
