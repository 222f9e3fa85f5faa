package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.training.Augmentation;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.ValidationSplit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EpochSamplesTest {
  private static final Dataset DATASET = ImageSamples.dataset();
  private static final int WIDTH = 36;

  private static TrainingConfigBuilder config() {
    return ImageSamples.config("36-5-3")
        .augmentation(Augmentation.SHIFT, Augmentation.FLIP, Augmentation.CROP);
  }

  private static EpochSamples samples(TrainingConfig config, Split train, int epoch) {
    return new EpochSamples(train, DATASET, config, epoch);
  }

  private static float[] inputs(EpochSamples samples, int from, int rows) {
    float[] inputs = new float[rows * WIDTH];
    samples.read(from, rows, inputs, new float[rows * samples.classes()]);
    return inputs;
  }

  private static float[] labels(EpochSamples samples, int rows) {
    float[] labels = new float[rows * samples.classes()];
    samples.read(0, rows, new float[rows * WIDTH], labels);
    return labels;
  }

  @Test
  void areTheSameInBatchesOfAnySize() {
    EpochSamples samples = samples(config().build(), DATASET.train(), 1);
    float[] together = inputs(samples, 0, 203);
    float[] plain =
        inputs(samples(ImageSamples.config("36-5-3").build(), DATASET.train(), 1), 0, 203);
    assertFalse(Arrays.equals(plain, together));
    for (int from : new int[] {202, 100, 0}) {
      int rows = Math.min(17, 203 - from);
      assertArrayEquals(
          Arrays.copyOfRange(together, from * WIDTH, (from + rows) * WIDTH),
          inputs(samples(config().build(), DATASET.train(), 1), from, rows));
    }
  }

  /** A sample alone, which comes first, changes as it does among all. */
  @Test
  void dependOnSeedEpochAndSampleAlone() {
    TrainingConfig config = config().build();
    float[] first = inputs(samples(config, DATASET.train(), 2), 0, 1);
    int index = DATASET.train().shuffled(ValidationSplit.SeedStream.ORDER.of(9, 2)).index(0);
    Split alone = DATASET.train().slice(index, index + 1);
    assertArrayEquals(first, inputs(samples(config, alone, 2), 0, 1));
    int others = 0;
    for (int epoch = 3; epoch < 13; epoch++) {
      others += Arrays.equals(first, inputs(samples(config, alone, epoch), 0, 1)) ? 0 : 1;
    }
    assertTrue(others >= 9, "" + others);
    float[] otherSeed = inputs(samples(config().seed(10).build(), alone, 2), 0, 1);
    assertFalse(Arrays.equals(first, otherSeed));
  }

  @Test
  void smoothLabelsByHand() {
    Split two = DATASET.train().slice(0, 2);
    EpochSamples samples = samples(config().labelSmoothing(0.3).build(), two, 1);
    float[] labels = labels(samples, 2);
    int first = two.shuffled(ValidationSplit.SeedStream.ORDER.of(9, 1)).label(0);
    for (int i = 0; i < 3; i++) {
      assertEquals(i == first ? 0.8 : 0.1, labels[i], 1e-7);
    }
    assertEquals(1, labels[3] + labels[4] + labels[5], 1e-6);
    float[] usual = labels(samples(config().build(), two, 1), 1);
    assertEquals(1, usual[first]);
    assertEquals(1, usual[0] + usual[1] + usual[2]);
  }
}
