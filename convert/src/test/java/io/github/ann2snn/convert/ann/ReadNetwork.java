package io.github.ann2snn.convert.ann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.datasets.Split;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

final class ReadNetwork {
  private ReadNetwork() {}

  /** The layers read from a network, run in plain Java, give what the network gives. */
  static void assertReadsWhatRuns(MultiLayerNetwork network, Split samples)
      throws ConversionRefusedException {
    Dl4jAnn ann = new Dl4jAnn(network, MaxPooling.GATE);
    PlainAnn plain = new PlainAnn(ann.layers());
    int[] sample = {0};
    ann.run(
        samples,
        (rows, inputs, activations) -> {
          for (int row = 0; row < rows; row++) {
            Split one = samples.slice(sample[0]++, sample[0]);
            int from = row;
            plain.run(
                one,
                (r, in, expected) -> {
                  assertEquals(expected.length, activations.length);
                  for (int l = 0; l < expected.length; l++) {
                    int width = expected[l].length;
                    float[] actual =
                        Arrays.copyOfRange(activations[l], from * width, (from + 1) * width);
                    assertArrayEquals(expected[l], actual, 2e-6f);
                  }
                });
          }
        });
    assertEquals(samples.size(), sample[0]);
  }
}
