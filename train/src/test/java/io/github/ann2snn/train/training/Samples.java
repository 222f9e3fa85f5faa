package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import java.util.List;
import java.util.Random;

/** Small learnable data: a corner of the unit cube per class, and noise. */
public final class Samples {
  public static final int WIDTH = 7;
  static final int CLASSES = 3;

  private Samples() {}

  public static Split split(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size * WIDTH];
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) random.nextInt(CLASSES);
      for (int j = 0; j < WIDTH; j++) {
        float corner = j % CLASSES == labels[i] ? 1 : 0;
        values[i * WIDTH + j] = 0.5f * corner + 0.5f * random.nextFloat();
      }
    }
    return Split.ofFloats(values, labels, WIDTH);
  }

  public static Dataset dataset() {
    return dataset(split(203, 1), "sha-of-train");
  }

  public static Dataset dataset(Split train, String trainSha256) {
    return new Dataset(
        "corners",
        List.of(WIDTH),
        List.of("a", "b", "c"),
        train,
        split(101, 2),
        trainSha256,
        "sha-of-test");
  }

  public static TrainingConfigBuilder config() {
    return TrainingConfigBuilder.small();
  }
}
