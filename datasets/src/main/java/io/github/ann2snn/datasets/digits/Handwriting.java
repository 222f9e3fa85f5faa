package io.github.ann2snn.datasets.digits;

import io.github.ann2snn.datasets.digits.DigitOutlines.Stroke;
import io.github.ann2snn.files.SplitMix64;

/**
 * One random distortion of an outline, from outline coordinates to pixels: a smooth elastic
 * displacement (after Simard, Steinkraus and Platt, "Best practices for convolutional neural
 * networks applied to visual document analysis", ICDAR 2003, here of the strokes instead of the
 * pixels), then scale, slant, rotation and translation.
 */
final class Handwriting {
  private static final double CENTRE = Digits.SIDE / 2.0 - 0.5;
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
    double[] pixelX = new double[line.points()];
    double[] pixelY = new double[line.points()];
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
