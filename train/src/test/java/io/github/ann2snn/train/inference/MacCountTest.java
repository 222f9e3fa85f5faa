package io.github.ann2snn.train.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.inference.MacCount.LayerMacs;
import io.github.ann2snn.train.training.NetworkFactory;
import io.github.ann2snn.train.training.TrainingConfigBuilder;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MacCountTest {
  /** 3-2-4: hidden neuron 0 is input 0 minus input 1, hidden neuron 1 is input 2. */
  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        NetworkFactory.create(TrainingConfigBuilder.of(Architecture.parse("3-2-4")).build());
    network.setParam("0_W", Nd4j.createFromArray(new float[][] {{1, 0}, {-1, 0}, {0, 1}}));
    return network;
  }

  @Test
  void countsNonzeroInputsTimesNeurons() {
    Split samples =
        Split.ofFloats(
            new float[] {
              1, 0, 0, // 1 nonzero input, hidden (1, 0)
              0, 1, 0.5f, // 2, hidden (0, 0.5)
              1, 0.25f, 1, // 3, hidden (0.75, 1)
              0, 0, 0, // 0, hidden (0, 0)
            },
            new byte[4],
            3);
    MacCount count = Inference.of(network(), samples).macs();
    assertEquals(
        List.of(
            new LayerMacs("dense_0", 3, 2, 6 * 2 / 4.0),
            new LayerMacs("output", 2, 4, 4 * 4 / 4.0)),
        count.layers());
    assertEquals(6 + 8, count.dense());
    assertEquals(1.5 * 2 + 1.0 * 4, count.effective());
  }

  @Test
  void needsASample() {
    Split none = Split.ofFloats(new float[0], new byte[0], 3);
    MultiLayerNetwork network = network();
    assertEquals(
        "counting MACs needs at least one sample",
        assertThrows(IllegalArgumentException.class, () -> Inference.of(network, none).macs())
            .getMessage());
  }
}
