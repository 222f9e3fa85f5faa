package io.github.ann2snn.datasets.digits;

import java.util.ArrayList;
import java.util.List;

/**
 * One movement of the pen through some points: x to the right, y downwards, the digit within about
 * [-0.7, 0.7] x [-1, 1].
 *
 * @param xs x of each point
 * @param ys y of each point
 * @param curved whether a Catmull-Rom spline joins the points, otherwise straight lines do
 */
record Stroke(double[] xs, double[] ys, boolean curved) {
  private static final int STEPS = 5;

  /**
   * Reads strokes written as {@code "~ x,y x,y ... | - x,y x,y ..."}: {@code ~} starts a curve,
   * {@code -} a polyline.
   */
  static List<Stroke> parse(String strokes) {
    List<Stroke> parsed = new ArrayList<>();
    for (String stroke : strokes.split(" \\| ", -1)) {
      String[] words = stroke.split(" ", -1);
      double[] xs = new double[words.length - 1];
      double[] ys = new double[words.length - 1];
      for (int i = 0; i < xs.length; i++) {
        int comma = words[i + 1].indexOf(',');
        xs[i] = Double.parseDouble(words[i + 1].substring(0, comma));
        ys[i] = Double.parseDouble(words[i + 1].substring(comma + 1));
      }
      parsed.add(new Stroke(xs, ys, words[0].equals("~")));
    }
    return List.copyOf(parsed);
  }

  int points() {
    return xs.length;
  }

  /** The stroke as a polyline of short pieces: smooth, and able to bend. */
  Stroke flattened() {
    int pieces = points() - 1;
    double[] fineX = new double[pieces * STEPS + 1];
    double[] fineY = new double[fineX.length];
    for (int i = 0; i < fineX.length; i++) {
      int piece = Math.min(i / STEPS, pieces - 1);
      double t = (double) (i - piece * STEPS) / STEPS;
      fineX[i] = curved ? catmullRom(xs, piece, t) : xs[piece] + t * (xs[piece + 1] - xs[piece]);
      fineY[i] = curved ? catmullRom(ys, piece, t) : ys[piece] + t * (ys[piece + 1] - ys[piece]);
    }
    return new Stroke(fineX, fineY, false);
  }

  private static double catmullRom(double[] p, int i, double t) {
    double before = i > 0 ? p[i - 1] : 2 * p[0] - p[1];
    double after = i + 2 < p.length ? p[i + 2] : 2 * p[i + 1] - p[i];
    double linear = p[i + 1] - before;
    double quadratic = 2 * before - 5 * p[i] + 4 * p[i + 1] - after;
    double cubic = 3 * (p[i] - p[i + 1]) + after - before;
    return p[i] + 0.5 * t * (linear + t * (quadratic + t * cubic));
  }
}
