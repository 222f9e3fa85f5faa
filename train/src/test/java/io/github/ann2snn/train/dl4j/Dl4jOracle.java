package io.github.ann2snn.train.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.train.model.Dl4jOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of Deeplearning4j, whose outputs are those of what {@link Dl4jModel} reads. */
final class Dl4jOracle {
  /** Of the largest output; sums are added in another order. */
  private static final double TOLERANCE = 1e-5;

  private static final int SAMPLES = 5;

  private final Path file;
  private final Model network;
  private final SplitMix64 random;
  private Optional<Shape> told = Optional.empty();

  private Dl4jOracle(Path folder, Model network, long seed) {
    this.file = folder.resolve("model.zip");
    this.network = network;
    this.random = new SplitMix64(seed);
  }

  /** A chain whose layers rectify, if they do not say otherwise. */
  static MultiLayerConfiguration chain(
      InputType input, org.deeplearning4j.nn.conf.layers.Layer... layers) {
    ListBuilder list = new NeuralNetConfiguration.Builder().activation(Activation.RELU).list();
    for (org.deeplearning4j.nn.conf.layers.Layer layer : layers) {
      list.layer(layer);
    }
    return list.setInputType(input).build();
  }

  /** Three classes. */
  static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** A chain with random numbers. */
  static Dl4jOracle of(Path folder, MultiLayerConfiguration configuration, long seed) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    Dl4jOracle oracle = new Dl4jOracle(folder, network, seed);
    Arrays.stream(network.getLayers()).forEach(oracle::fill);
    return oracle;
  }

  /** A graph with random numbers. */
  static Dl4jOracle of(Path folder, ComputationGraphConfiguration configuration, long seed) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    Dl4jOracle oracle = new Dl4jOracle(folder, network, seed);
    Arrays.stream(network.getLayers()).forEach(oracle::fill);
    return oracle;
  }

  /** Tells the reader what the file does not. */
  Dl4jOracle told(Integer... shape) {
    told = Optional.of(Shape.of(shape));
    return this;
  }

  private void fill(Layer layer) {
    for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
      boolean positive = parameter.getKey().equals("var") || parameter.getKey().equals("lambda");
      boolean slope = layer.conf().getLayer().getClass().getSimpleName().equals("PReLULayer");
      INDArray values = parameter.getValue();
      for (long i = 0; i < values.length(); i++) {
        double value = random.nextDouble() - 0.5;
        values.putScalar(i, positive ? value + 1 : slope ? value + 0.5 : value);
      }
    }
  }

  /**
   * Saves the network, reads it and compares the outputs of both.
   *
   * @param sizes of a sample as Deeplearning4j takes it
   */
  AnnModel agree(long... sizes) throws IOException {
    ModelSerializer.writeModel(network, file.toFile(), true);
    AnnModel model = Dl4jModel.read(file, told);
    long[] batch = new long[sizes.length + 1];
    batch[0] = SAMPLES;
    System.arraycopy(sizes, 0, batch, 1, sizes.length);
    INDArray samples = Nd4j.create(batch);
    for (long i = 0; i < samples.length(); i++) {
      samples.putScalar(i, random.nextDouble() * 2 - 1);
    }
    INDArray expected =
        network instanceof ComputationGraph graph
            ? graph.outputSingle(samples)
            : ((MultiLayerNetwork) network).output(samples);
    INDArray first = model.channelsLast() ? channelsFirst(samples) : samples;
    float[] values = first.dup('c').data().asFloat();
    int perSample = values.length / SAMPLES;
    ReferenceForward forward = new ReferenceForward(model.graph());
    double largest = expected.amaxNumber().doubleValue();
    for (int s = 0; s < SAMPLES; s++) {
      float[] y = forward.run(Arrays.copyOfRange(values, s * perSample, (s + 1) * perSample));
      float[] row = expected.getRow(s).dup('c').data().asFloat();
      assertEquals(row.length, y.length);
      for (int c = 0; c < y.length; c++) {
        assertTrue(
            Math.abs(y[c] - row[c]) <= TOLERANCE * largest,
            "sample " + s + ": " + Arrays.toString(y) + ", not " + Arrays.toString(row));
      }
    }
    assertEquals("dl4j", model.format());
    requireLoaded(values, expected);
    return model;
  }

  /** What Deeplearning4j makes of the file is what the network made that was saved. */
  private void requireLoaded(float[] values, INDArray expected) throws IOException {
    int perSample = values.length / SAMPLES;
    List<float[]> samples = new ArrayList<>();
    for (int s = 0; s < SAMPLES; s++) {
      samples.add(Arrays.copyOfRange(values, s * perSample, (s + 1) * perSample));
    }
    float[][] outputs = Dl4jOutputs.of(file, told).outputs(samples);
    for (int s = 0; s < SAMPLES; s++) {
      float[] row = expected.getRow(s).dup('c').data().asFloat();
      assertArrayEquals(row, outputs[s], 1e-6f);
    }
  }

  private static INDArray channelsFirst(INDArray samples) {
    return samples.rank() == 4 ? samples.permute(0, 3, 1, 2) : samples.permute(0, 2, 1);
  }
}
