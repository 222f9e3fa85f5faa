package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.training.Regimen;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.ValidationSplit.SeedStream;
import io.github.ann2snn.files.SplitMix64;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Samples as an epoch shows them: in an order, augmented and with labels that are smoothed. What is
 * random is keyed by (seed, epoch, sample), so that it is the same in batches of any size.
 */
final class EpochSamples {
  private final Split order;
  private final int classes;
  private final float smoothing;
  private final Optional<Augmenter> augmenter;
  private final long seed;

  EpochSamples(Split train, Dataset dataset, TrainingConfig config, int epoch) {
    this.order = train.shuffled(SeedStream.ORDER.of(config.seed(), epoch));
    this.classes = dataset.classes();
    this.smoothing = (float) config.regimen().labelSmoothing();
    this.augmenter = augmenter(config.regimen(), dataset);
    this.seed = SeedStream.AUGMENTATION.of(config.seed(), epoch);
  }

  /**
   * What changes the images of a data set, if anything does.
   *
   * @throws IllegalArgumentException if it is asked for, and they are none
   */
  static Optional<Augmenter> augmenter(Regimen regimen, Dataset dataset) {
    return regimen.augmentation().isEmpty()
        ? Optional.empty()
        : Optional.of(new Augmenter(regimen.augmentation(), dataset.shape()));
  }

  int size() {
    return order.size();
  }

  int width() {
    return order.width();
  }

  int classes() {
    return classes;
  }

  /**
   * Reads some samples, row by row.
   *
   * @param inputs room for {@code rows} times {@link #width} numbers
   * @param labels likewise for the probabilities of the classes
   */
  void read(int from, int rows, float[] inputs, float[] labels) {
    IntStream.range(0, rows).parallel().forEach(row -> read(from + row, row, inputs));
    Arrays.fill(labels, 0, rows * classes, smoothing / classes);
    for (int row = 0; row < rows; row++) {
      labels[row * classes + order.label(from + row)] += 1 - smoothing;
    }
  }

  private void read(int sample, int row, float[] inputs) {
    int at = row * order.width();
    order.read(sample, inputs, at);
    if (augmenter.isPresent()) {
      augmenter.get().apply(inputs, at, SplitMix64.keyed(seed, order.index(sample)));
    }
  }
}
