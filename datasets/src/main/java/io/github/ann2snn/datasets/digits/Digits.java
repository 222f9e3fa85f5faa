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
    private static final double FAR = 1e9;

    /** Squared distance of each pixel to the nearest stroke, in pixels. */
    private final double[] distances = new double[SIDE * SIDE];

    /** Lifts the pen off an empty sheet. */
    void clear() {
      Arrays.fill(distances, FAR);
    }

    /** Draws a polyline, reaching no further than {@code reach} pixels from it. */
    void draw(Stroke line, double reach) {
      for (int i = 1; i < line.xs().length; i++) {
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

  /**
   * One random distortion of an outline, from outline coordinates to pixels: a smooth elastic
   * displacement (after Simard, Steinkraus and Platt, "Best practices for convolutional neural
   * networks applied to visual document analysis", ICDAR 2003, here of the strokes instead of the
   * pixels), then scale, slant, rotation and translation.
   */
  private static final class Handwriting {
    private static final double CENTRE = SIDE / 2.0 - 0.5;
    private static final double PIXELS_PER_UNIT = 9.2;
    private static final double POINT_JITTER = 0.05;
    private static final double ELASTICITY = 0.14;
    private static final double MAX_TILT = 0.15; // tangent of half the angle: about 17 degrees
    private static final double SLANT = 0.22;

    /** Displacement vectors stand at the knots of a grid over [-1.2, 1.2] x [-1.2, 1.2]. */
    private static final int KNOTS = 4;

    private static final double KNOT_DISTANCE = 2.4 / (KNOTS - 1);

    private final SplitMix64 random;
    private final double[] knotX = new double[KNOTS * KNOTS];
    private final double[] knotY = new double[KNOTS * KNOTS];
    private final double xx;
    private final double xy;
    private final double yx;
    private final double yy;
    private final double shiftX;
    private final double shiftY;

    Handwriting(SplitMix64 random) {
      this.random = random;
      for (int i = 0; i < knotX.length; i++) {
        knotX[i] = ELASTICITY * random.bell();
        knotY[i] = ELASTICITY * random.bell();
      }
      double t = random.uniform(-MAX_TILT, MAX_TILT);
      double cos = (1 - t * t) / (1 + t * t);
      double sin = 2 * t / (1 + t * t);
      double slant = SLANT * random.bell();
      double width = PIXELS_PER_UNIT * random.uniform(0.75, 1.2);
      double height = PIXELS_PER_UNIT * random.uniform(0.8, 1.1);
      xx = cos * width;
      xy = (-cos * slant - sin) * height;
      yx = sin * width;
      yy = (cos - sin * slant) * height;
      shiftX = CENTRE + random.uniform(-1.8, 1.8);
      shiftY = CENTRE + random.uniform(-1.8, 1.8);
    }

    /** The stroke as this hand writes it: a polyline in pixels. */
    Stroke write(Stroke outline) {
      Stroke line = jittered(outline).flattened();
      double[] pixelX = new double[line.xs().length];
      double[] pixelY = new double[line.xs().length];
      for (int i = 0; i < pixelX.length; i++) {
        double x = line.xs()[i] + displacement(knotX, line.xs()[i], line.ys()[i]);
        double y = line.ys()[i] + displacement(knotY, line.xs()[i], line.ys()[i]);
        pixelX[i] = shiftX + xx * x + xy * y;
        pixelY[i] = shiftY + yx * x + yy * y;
      }
      return new Stroke(pixelX, pixelY, false);
    }

    private Stroke jittered(Stroke stroke) {
      double[] xs = stroke.xs().clone();
      double[] ys = stroke.ys().clone();
      for (int i = 0; i < xs.length; i++) {
        xs[i] += POINT_JITTER * random.bell();
        ys[i] += POINT_JITTER * random.bell();
      }
      return new Stroke(xs, ys, stroke.curved());
    }

    private static double displacement(double[] knots, double x, double y) {
      double column = Math.min(Math.max((x + 1.2) / KNOT_DISTANCE, 0), KNOTS - 1.000001);
      double row = Math.min(Math.max((y + 1.2) / KNOT_DISTANCE, 0), KNOTS - 1.000001);
      int left = (int) column;
      int top = (int) row;
      double across = smooth(column - left);
      double down = smooth(row - top);
      int corner = top * KNOTS + left;
      double above = knots[corner] + across * (knots[corner + 1] - knots[corner]);
      int below = corner + KNOTS;
      double under = knots[below] + across * (knots[below + 1] - knots[below]);
      return above + down * (under - above);
    }

    private static double smooth(double t) {
      return t * t * (3 - 2 * t);
    }
  }
}
