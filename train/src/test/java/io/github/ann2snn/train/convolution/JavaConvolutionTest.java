package io.github.ann2snn.train.convolution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.model.TrainingConfig.Updater;
import io.github.ann2snn.train.training.NetworkFactory;
import io.github.ann2snn.train.training.TrainingConfigBuilder;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class JavaConvolutionTest {
  private static final int SAMPLES = 37;

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({
    "7x6x2-c3k3-c4k2-3, 1",
    "7x6x2-c3k3x2s2x1p1d2x1-a2x1s1-c4k2-3, 2",
    "9x9x1-c5k5s2p2-bn-c3k3p2d2-m5-2-3, 3",
    "9x9x1-c5k1-c3k9-3, 4",
    "8x7x2-c3k3s2p0+1x1-m2s1p0+1-c4k2p0+1-3, 6",
    // more patches than one chunk takes
    "28x28x1-c2k9-c2k13-3, 5",
  })
  void trainsAsDl4jDoes(String architecture, long seed) {
    TrainingConfig config =
        TrainingConfigBuilder.of(Architecture.parse(architecture))
            .seed(seed)
            .updater(Updater.SGD)
            .learningRate(0.05)
            .build();
    MultiLayerNetwork expected = NetworkFactory.create(config);
    MultiLayerNetwork actual = NetworkFactory.create(config);
    JavaConvolution.install(actual);
    int inputs = config.architecture().inputs();
    for (int step = 0; step < 3; step++) {
      INDArray x = random(new Random(seed + step), inputs);
      INDArray y = labels();
      expected.fit(x, y);
      actual.fit(x, y);
      assertClose(expected.output(x), actual.output(x));
      assertClose(expected.params(), actual.params());
    }
  }

  private static INDArray random(Random random, int inputs) {
    float[] values = new float[SAMPLES * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return ArrayMemory.matrix(values, SAMPLES, inputs);
  }

  private static INDArray labels() {
    INDArray labels = Nd4j.zeros(SAMPLES, 3);
    for (int i = 0; i < SAMPLES; i++) {
      labels.putScalar(i, i % 3, 1);
    }
    return labels;
  }

  private static void assertClose(INDArray expected, INDArray actual) {
    double difference = expected.sub(actual).amaxNumber().doubleValue();
    assertTrue(difference < 1e-5, "difference " + difference);
  }
}
