package io.github.ann2snn.train.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.inference.MacCount.MacCounter;
import io.github.ann2snn.train.training.NetworkFactory;
import io.github.ann2snn.train.training.Samples;
import io.github.ann2snn.train.training.TrainingConfigBuilder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class InferenceTest {
  /** 2-2-3: hidden neurons copy the inputs; logits are h0, h1 and h0 + h1 - 1. */
  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        NetworkFactory.create(TrainingConfigBuilder.of(Architecture.parse("2-2-3")).build());
    network.setParam("0_W", Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}}));
    network.setParam("1_W", Nd4j.createFromArray(new float[][] {{1, 0, 1}, {0, 1, 1}}));
    network.getLayer(1).getParam("b").putScalar(2, -1);
    return network;
  }

  @Test
  void onePassTellsClassesMarginsAndOperations() {
    Split samples =
        Split.ofFloats(
            new float[] {
              1, 0.25f, // logits 1, 0.25, 0.25
              0.5f, 0.75f, // 0.5, 0.75, 0.25
              1, 1, // 1, 1, 1: a tie goes to the lowest index
              0, 0, // 0, 0, -1
            },
            new byte[4],
            2);
    Inference inference = Inference.of(network(), samples);
    assertArrayEquals(new int[] {0, 1, 0, 0}, inference.classes());
    assertArrayEquals(new float[] {0.75f, 0.25f, 0, 0}, inference.margins());
    MacCounter counter = new MacCounter(network());
    new Classifier(network()).forEachActivations(samples, counter);
    assertEquals(counter.count(), inference.macs());
    assertEquals(6 * 2 / 4.0 + 6 * 3 / 4.0, inference.macs().effective());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void classesAreThoseOfTheClassifier(long seed) {
    MultiLayerNetwork network = NetworkFactory.create(Samples.config().seed(seed).build());
    Split samples = Samples.split(700, seed);
    assertArrayEquals(
        new Classifier(network).predict(samples), Inference.of(network, samples).classes());
  }

  @Test
  void refusesNoSamples() {
    Split none = Split.ofFloats(new float[0], new byte[0], 2);
    assertEquals(
        "counting MACs needs at least one sample",
        assertThrows(IllegalArgumentException.class, () -> Inference.of(network(), none))
            .getMessage());
  }
}
