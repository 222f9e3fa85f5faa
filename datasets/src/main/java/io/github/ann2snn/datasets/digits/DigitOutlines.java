package io.github.ann2snn.datasets.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the ten digits are written by hand: for each digit some styles, each a few strokes. */
final class DigitOutlines {
  private static final String[][] STYLES = {
    {
      "~ 0,-1 -.42,-.7 -.56,0 -.42,.7 0,1 .42,.7 .56,0 .42,-.7 0,-1",
      "~ .2,-.92 -.3,-.8 -.58,-.1 -.42,.7 .05,1 .48,.55 .52,-.25 .22,-.88 -.12,-.92",
    },
    {
      "- 0,-1 0,1", //
      "- -.34,-.58 .06,-1 .06,1", //
      "- -.34,-.6 .04,-1 .04,.97 | - -.4,.98 .46,.97",
    },
    {
      "~ -.5,-.6 -.25,-.95 .22,-.95 .48,-.55 .28,-.05 -.2,.5 -.55,.95 | - -.55,.95 .58,.93",
      "~ -.5,-.55 -.2,-.95 .28,-.9 .45,-.5 .2,.1 -.25,.75 -.55,.9 -.58,.65 -.3,.58 .15,.9 .62,.85",
      "~ -.42,-.8 .05,-1 .42,-.7 .3,-.2 -.1,.35 -.52,.9 | ~ -.52,.9 -.1,.82 .25,.95 .6,.9",
    },
    {
      "~ -.5,-.75 -.15,-1 .35,-.85 .4,-.4 .1,-.1 -.18,-.05"
          + " | ~ -.18,-.05 .3,.05 .52,.45 .35,.85 -.1,1 -.55,.75",
      "- -.5,-.95 .45,-.95 -.08,-.2 | ~ -.08,-.2 .4,-.05 .55,.42 .3,.9 -.15,1 -.55,.75",
      "~ -.4,-.9 .1,-1 .38,-.65 .15,-.2 -.1,-.08 .3,.08 .45,.5 .2,.9 -.2,1 -.5,.9",
    },
    {
      "- -.38,-.95 -.55,.15 .62,.1 | - .3,-.6 .24,1",
      "- .3,1 .3,-1 -.6,.3 .65,.3",
      "~ -.45,-.9 -.52,-.35 -.38,.02 .1,.04 .42,-.1 | - .46,-.95 .3,1",
    },
    {
      "- .5,-.95 -.35,-.95 -.45,-.12 | ~ -.45,-.12 .05,-.3 .5,.05 .5,.6 .1,.98 -.5,.8",
      "~ .55,-.95 .1,-.9 -.34,-.88 -.38,-.5 -.3,-.12 .2,-.08 .48,.35 .3,.85 -.1,1 -.5,.85",
      "- -.38,-.9 -.42,-.15 | ~ -.42,-.15 .1,-.25 .46,.15 .38,.7 0,1 -.5,.85 | - -.38,-.9 .55,-.98",
    },
    {
      "~ .4,-.95 -.1,-.6 -.48,0 -.48,.6 -.1,1 .38,.8 .46,.35 .1,.05 -.28,.2 -.48,.55",
      "~ .12,-1 -.25,-.4 -.45,.2 -.38,.75 0,1 .36,.75 .36,.3 .02,.12 -.3,.35 -.4,.65",
      "~ .3,-.85 -.05,-.98 -.4,-.5 -.5,.2 -.3,.85 .15,.98 .46,.6 .3,.15 -.1,.1 -.42,.4",
    },
    {
      "- -.55,-.95 .52,-.95 -.1,1",
      "- -.5,-.92 .55,-.95 -.05,1 | - -.3,.06 .48,.02",
      "~ -.55,-.75 -.3,-.95 .1,-.88 .52,-.95 | ~ .52,-.95 .22,-.3 .02,.3 -.05,1",
      "- -.52,-.55 -.48,-.92 .55,-.92 .02,1",
    },
    {
      "~ .42,-.72 0,-1 -.42,-.68 -.2,-.22 .25,.12 .48,.58 0,1 -.48,.58 -.25,.12 .2,-.22 .42,-.72",
      "~ 0,-1 -.38,-.8 -.36,-.3 0,-.08 .36,-.3 .38,-.8 0,-1"
          + " | ~ 0,-.08 -.45,.2 -.45,.8 0,1 .45,.8 .45,.2 0,-.08",
    },
    {
      "~ .4,-.6 .05,-.98 -.4,-.75 -.45,-.3 -.1,-.02 .28,-.22 .42,-.65 | - .44,-.75 .34,1",
      "~ .42,-.5 .1,-.98 -.36,-.78 -.45,-.3 -.1,0 .3,-.22 .42,-.6 .4,.2 .2,.78 -.2,1 -.5,.82",
      "~ .3,-.85 -.1,-.98 -.45,-.6 -.3,-.12 .15,-.15 .4,-.6 .36,-.9"
          + " | ~ .36,-.9 .36,-.2 .22,.5 .1,1",
    },
  };

  private static final List<List<List<Stroke>>> STROKES =
      Arrays.stream(STYLES).map(s -> Arrays.stream(s).map(Stroke::parse).toList()).toList();

  private DigitOutlines() {}

  /** The styles of {@code digit}, 0 ... 9; each is a list of strokes. */
  static List<List<Stroke>> styles(int digit) {
    return STROKES.get(digit);
  }

  /**
   * One movement of the pen through some points: x to the right, y downwards, the digit within
   * about [-0.7, 0.7] x [-1, 1].
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

    /** The stroke as a polyline of short pieces: smooth, and able to bend. */
    Stroke flattened() {
      int pieces = xs.length - 1;
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
}
