package io.github.ann2snn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.BadFileException;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class NetworksTest {
  private static final INDArray INPUTS = Nd4j.create(new float[][] {{0.5f, 0.25f}, {0, 1}});

  private static DenseLayer hidden(Activation activation) {
    return new DenseLayer.Builder().nIn(2).nOut(5).activation(activation).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nIn(5)
        .nOut(3)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static MultiLayerNetwork chain(Activation activation) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(hidden(activation))
                .layer(output())
                .build());
    network.init();
    return network;
  }

  private static ComputationGraph graph() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", hidden(Activation.RELU), "in")
                .addLayer("out", output(), "hidden")
                .setOutputs("out")
                .build());
    network.init();
    return network;
  }

  private static Samples samples() {
    INDArray labels = Nd4j.create(new float[][] {{0, 1, 0}, {0, 0, 1}});
    return Networks.samples(new ListDataSetIterator<>(new DataSet(INPUTS, labels).asList(), 1));
  }

  private static void assertSame(INDArray expected, AnnModel model) {
    float[][] outputs =
        new ForwardPass(model.forPixels(ModelOptions.NONE)).outputs(samples().split());
    for (int i = 0; i < outputs.length; i++) {
      assertArrayEquals(expected.getRow(i).toFloatVector(), outputs[i], 1e-6f);
    }
  }

  @Test
  void networksComputeWhatTheyDoInDeeplearning4j() throws Exception {
    MultiLayerNetwork chain = chain(Activation.RELU);
    assertSame(chain.output(INPUTS), Networks.model(chain));
    ComputationGraph graph = graph();
    assertSame(graph.outputSingle(INPUTS), Networks.model(graph));
  }

  @Test
  void samplesOfAnIteratorAreItsRows() {
    Samples samples = samples();
    assertEquals(2, samples.split().size());
    assertEquals(List.of(2), samples.shape());
    assertEquals(3, samples.classes());
    assertArrayEquals(new float[] {0.5f, 0.25f}, samples.split().sample(0));
    assertEquals(1, samples.split().label(0));
    assertEquals(2, samples.split().label(1));
  }

  @Test
  void whatIsNotSupportedIsNamed() {
    var refused =
        assertThrows(BadFileException.class, () -> Networks.model(chain(Activation.SOFTSIGN)));
    assertTrue(refused.getMessage().contains("SoftSign"), refused.getMessage());
    DataSet beyond =
        new DataSet(Nd4j.create(new float[][] {{7, 0}}), Nd4j.create(new float[][] {{0, 1}}));
    var values =
        assertThrows(
            IllegalArgumentException.class,
            () -> Networks.samples(new ListDataSetIterator<>(beyond.asList(), 1)));
    assertTrue(
        values.getMessage().startsWith("sample 0 has 7.0 as its input 0"), values.getMessage());
    DataSet series = new DataSet(Nd4j.create(1, 2, 4), Nd4j.create(1, 3, 4));
    var labels =
        assertThrows(
            IllegalArgumentException.class,
            () -> Networks.samples(new ListDataSetIterator<>(List.of(series), 1)));
    assertTrue(labels.getMessage().contains("a row for each sample"), labels.getMessage());
  }
}
