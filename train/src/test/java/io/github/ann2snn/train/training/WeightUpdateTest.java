package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.step.TrainingStep;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whole updates against Deeplearning4j's {@code fit}. */
class WeightUpdateTest {
  private static final int ROWS = 20;

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @ParameterizedTest(name = "{0} by {1}, weight decay {2}")
  @CsvSource({
    "6x6x1-c3k3-bn-a2-5-3, SGD, 0.05, 0.1",
    "6x6x1-c3k3-bn-a2-5-3, NESTEROVS, 0, 0.05",
    "6x6x1-c3k3-m2-5-3, NESTEROVS, 0.02, 0.05",
    "6x6x1-7-bn-5-3, SGD, 0, 0.05",
    "6x6x1-c3k3-a2-5-3, ADAM, 0.01, 0.001"
  })
  void trainsAsDl4jDoes(String architecture, Updater updater, double l2, double rate) {
    TrainingConfig config =
        TrainingConfigBuilder.of(Architecture.parse(architecture))
            .updater(updater)
            .l2(l2)
            .learningRate(rate)
            .build();
    MultiLayerNetwork expected = NetworkFactory.create(config);
    MultiLayerNetwork actual = NetworkFactory.create(config);
    JavaAdam.install(actual);
    TrainingStep step = TrainingStep.of(actual, config, ROWS);
    WeightUpdate update = new WeightUpdate(actual);
    for (int batch = 0; batch < 4; batch++) {
      Split samples = ImageSamples.split(ROWS, batch);
      step.read(samples, 0, ROWS);
      Arrays.fill(step.labels(), 0);
      for (int row = 0; row < ROWS; row++) {
        step.labels()[3 * row + samples.label(row)] = 1;
      }
      INDArray x = ArrayMemory.matrix(step.inputs(), ROWS, 36);
      INDArray y = ArrayMemory.matrix(step.labels(), ROWS, 3);
      expected.fit(x, y);
      step.gradients(ROWS);
      update.apply(Optional.empty());
    }
    assertEquals(4, actual.getIterationCount());
    assertEquals(expected.getIterationCount(), actual.getIterationCount());
    assertArrayEquals(values(expected.params()), values(actual.params()), 2e-5f);
    INDArray state = expected.getUpdater().getStateViewArray();
    if (state != null) {
      assertArrayEquals(values(state), values(actual.getUpdater().getStateViewArray()), 2e-5f);
    }
  }
}
