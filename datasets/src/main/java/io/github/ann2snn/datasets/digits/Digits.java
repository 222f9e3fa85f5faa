package io.github.ann2snn.datasets.digits;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.SplitMix64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The built-in data set: ten classes of 28x28 grey images of handwritten-looking digits, drawn from
 * stroke outlines with random distortion. It needs no file and is the same bytes on every machine,
 * because it uses only exactly defined arithmetic (+, -, *, / and square root) and a generator
 * keyed by the index of the sample.
 */
public final class Digits {
  static final int SIDE = 28;
  static final int CLASSES = 10;
  static final int TRAIN_SAMPLES = 60_000;
  static final int TEST_SAMPLES = 10_000;

  private static final long TRAIN_SEED = 0x616e6e32736e6eL;
  private static final long TEST_SEED = TRAIN_SEED + 1;
  private static final int PIXELS = SIDE * SIDE;
  private static final int BLOCK = 500;

  private Digits() {}

  /** 60,000 training and 10,000 test samples, each class equally often, in shuffled order. */
  public static Dataset load() {
    Split train = draw(TRAIN_SAMPLES, TRAIN_SEED);
    Split test = draw(TEST_SAMPLES, TEST_SEED);
    List<String> names = IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
    return Dataset.of("digits", List.of(1, SIDE, SIDE), names, train, test);
  }

  /** {@code samples} images, a multiple of the number of classes. */
  static Split draw(int samples, long seed) {
    byte[] labels = shuffledLabels(samples, seed);
    byte[] pixels = new byte[samples * PIXELS];
    IntStream.rangeClosed(0, (samples - 1) / BLOCK)
        .parallel()
        .forEach(block -> drawBlock(block * BLOCK, labels, seed, pixels));
    return Split.ofBytes(pixels, labels, PIXELS);
  }

  private static void drawBlock(int from, byte[] labels, long seed, byte[] pixels) {
    Pen pen = new Pen();
    for (int i = from; i < Math.min(from + BLOCK, labels.length); i++) {
      drawSample(pen, labels[i], SplitMix64.keyed(seed, i), pixels, i * PIXELS);
    }
  }

  private static void drawSample(Pen pen, int digit, SplitMix64 random, byte[] pixels, int offset) {
    List<List<Stroke>> styles = DigitOutlines.styles(digit);
    List<Stroke> outline = styles.get(random.nextInt(styles.size()));
    Handwriting hand = new Handwriting(random);
    double halfWidth = random.uniform(0.7, 1.7);
    double softness = random.uniform(0.5, 0.9);
    pen.clear();
    for (Stroke stroke : outline) {
      pen.draw(hand.write(stroke), halfWidth + softness);
    }
    pen.ink(halfWidth, softness, random.uniform(0, 0.3), random, pixels, offset);
  }

  private static byte[] shuffledLabels(int samples, long seed) {
    byte[] labels = new byte[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = (byte) (i % CLASSES);
    }
    SplitMix64 random = SplitMix64.keyed(seed, -1);
    for (int i = samples - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      byte swapped = labels[i];
      labels[i] = labels[j];
      labels[j] = swapped;
    }
    return labels;
  }
}
