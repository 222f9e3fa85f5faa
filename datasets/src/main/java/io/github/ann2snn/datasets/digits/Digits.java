package io.github.ann2snn.datasets.digits;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.digits.DigitOutlines.Stroke;
import io.github.ann2snn.files.SplitMix64;
import java.util.Arrays;
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

  /**
   * 60,000 training and 10,000 test samples, each class equally often, in shuffled order. A process
   * draws them once.
   */
  public static Dataset load() {
    return Drawn.DATASET;
  }

  /** Not drawn before it is asked for. */
  private static final class Drawn {
    static final Dataset DATASET =
        Dataset.of(
            "digits",
            List.of(1, SIDE, SIDE),
            IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
            draw(TRAIN_SAMPLES, TRAIN_SEED),
            draw(TEST_SAMPLES, TEST_SEED));
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

  /** Draws polylines into a grey image with soft edges; one pen per thread, for many images. */
  private static final class Pen {
    private static final int SIDE = Digits.SIDE;
    private static final double FAR = 1e9;

    /** Squared distance of each pixel to the nearest stroke, in pixels. */
    private final double[] distances = new double[SIDE * SIDE];

    /** Lifts the pen off an empty sheet. */
    void clear() {
      Arrays.fill(distances, FAR);
    }

    /** Draws a polyline, reaching no further than {@code reach} pixels from it. */
    void draw(Stroke line, double reach) {
      for (int i = 1; i < line.points(); i++) {
        segment(line.xs()[i - 1], line.ys()[i - 1], line.xs()[i], line.ys()[i], reach);
      }
    }

    private void segment(double x0, double y0, double x1, double y1, double reach) {
      double dx = x1 - x0;
      double dy = y1 - y0;
      double perLength = 1 / Math.max(dx * dx + dy * dy, 1e-12);
      int left = Math.max(0, (int) (Math.min(x0, x1) - reach));
      int right = Math.min(SIDE - 1, (int) (Math.max(x0, x1) + reach + 1));
      int top = Math.max(0, (int) (Math.min(y0, y1) - reach));
      int bottom = Math.min(SIDE - 1, (int) (Math.max(y0, y1) + reach + 1));
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          double t = ((x - x0) * dx + (y - y0) * dy) * perLength;
          t = t < 0 ? 0 : t > 1 ? 1 : t; // comparisons: twice as fast as Math.min and max here
          double awayX = x - x0 - t * dx;
          double awayY = y - y0 - t * dy;
          double distance = awayX * awayX + awayY * awayY;
          if (distance < distances[y * SIDE + x]) {
            distances[y * SIDE + x] = distance;
          }
        }
      }
    }

    /**
     * Turns the strokes into grey values, 0 for paper: full ink up to {@code halfWidth - softness}
     * from a stroke's middle, none beyond {@code halfWidth + softness}. The ink is uneven.
     */
    void ink(
        double halfWidth,
        double softness,
        double unevenness,
        SplitMix64 random,
        byte[] image,
        int offset) {
      double outer = halfWidth + softness;
      for (int i = 0; i < distances.length; i++) {
        if (distances[i] < outer * outer) {
          double cover = Math.min(1, (outer - Math.sqrt(distances[i])) / (2 * softness));
          double ink = cover * (1 - unevenness * random.nextDouble());
          image[offset + i] = (byte) (int) (255 * ink + 0.5);
        }
      }
    }
  }
}
