package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import java.util.List;
import java.util.Random;

/** Small learnable images of 6 x 6: a bright row, column or diagonal, and noise. */
public final class ImageSamples {
  static final int SIDE = 6;

  private ImageSamples() {}

  static Split split(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size * SIDE * SIDE];
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) random.nextInt(3);
      int place = random.nextInt(SIDE);
      for (int j = 0; j < SIDE * SIDE; j++) {
        int y = j / SIDE;
        int x = j % SIDE;
        boolean bright =
            switch (labels[i]) {
              case 0 -> y == place;
              case 1 -> x == place;
              default -> (x + y) % SIDE == place;
            };
        values[i * SIDE * SIDE + j] = (bright ? 0.7f : 0) + 0.3f * random.nextFloat();
      }
    }
    return Split.ofFloats(values, labels, SIDE * SIDE);
  }

  public static Dataset dataset() {
    return new Dataset(
        "lines",
        List.of(1, SIDE, SIDE),
        List.of("row", "column", "diagonal"),
        split(203, 1),
        split(101, 2),
        "sha-of-train",
        "sha-of-test");
  }

  public static TrainingConfigBuilder config(String architecture) {
    return TrainingConfigBuilder.of(Architecture.parse(architecture))
        .epochs(3)
        .batchSize(17)
        .seed(9)
        .learningRate(0.01);
  }
}
