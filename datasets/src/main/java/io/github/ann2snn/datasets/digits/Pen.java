package io.github.ann2snn.datasets.digits;

import io.github.ann2snn.files.SplitMix64;
import java.util.Arrays;

/** Draws polylines into a grey image with soft edges; one pen per thread, for many images. */
final class Pen {
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
