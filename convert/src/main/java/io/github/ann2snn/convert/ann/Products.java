package io.github.ann2snn.convert.ann;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.Arrays;
import java.util.Optional;

/**
 * One connection for two that follow each other without activation, where that is exact: matrices,
 * and convolutions of which one looks at single positions. Sums are made in double precision and
 * rounded once.
 */
final class Products {
  /** Four times the weights of a layer of 4,096 units behind one of as many. */
  private static final int MOST_WEIGHTS = 1 << 26;

  private static final double MOST_PRODUCTS = 1L << 37;

  private Products() {}

  /** Whether a convolution maps each position by itself. */
  static boolean isPointwise(Convolution convolution) {
    return isPointwise(convolution.window().vertical())
        && isPointwise(convolution.window().horizontal());
  }

  private static boolean isPointwise(WindowAxis axis) {
    return axis.taps() == 1 && axis.stride() == 1 && axis.before() == 0 && axis.after() == 0;
  }

  /** One connection for both, if there is one. */
  static Optional<Connection> of(Connection first, Connection second) {
    if (first instanceof Convolution before && second instanceof Convolution behind) {
      boolean fits = before.output().equals(behind.input());
      if (fits && (isPointwise(before) || isPointwise(behind))) {
        return Optional.of(product(before, behind));
      }
    } else if (second instanceof Affine behind) {
      return matrix(first).map(before -> product(before, behind));
    }
    return Optional.empty();
  }

  /** A matrix for a connection between single values. */
  private static Optional<Affine> matrix(Connection connection) {
    if (connection instanceof Affine affine) {
      return Optional.of(affine);
    }
    boolean single = connection.outputsPerChannel() == 1;
    if (!(connection instanceof Convolution c) || !single || c.input().area() > 1) {
      return Optional.empty();
    }
    requireFew((double) c.inputs() * c.outputs(), 1);
    float[] weight = new float[c.inputs() * c.outputs()];
    for (int i = 0; i < c.inputs(); i++) {
      int input = i;
      c.forEachTarget(i, (j, w) -> weight[j * c.inputs() + input] = w);
    }
    return Optional.of(new Affine(c.inputs(), c.outputs(), weight, c.bias()));
  }

  private static Connection product(Affine first, Affine second) {
    int inputs = first.inputs();
    requireFew((double) second.outputs() * inputs, first.outputs());
    float[] weight = new float[second.outputs() * inputs];
    float[] bias = Folding.applied(second, doubles(first.bias()));
    double[] row = new double[inputs];
    for (int j = 0; j < second.outputs(); j++) {
      Arrays.fill(row, 0);
      for (int m = 0; m < first.outputs(); m++) {
        double w = second.weight(j, m);
        for (int i = 0; w != 0 && i < inputs; i++) {
          row[i] += w * first.weight(m, i);
        }
      }
      for (int i = 0; i < inputs; i++) {
        weight[j * inputs + i] = (float) row[i];
      }
    }
    return new Affine(inputs, second.outputs(), weight, bias);
  }

  /** Groups that both keep apart stay apart. */
  private static Connection product(Convolution first, Convolution second) {
    Window window = isPointwise(second) ? first.window() : second.window();
    int columns = window.horizontal().taps();
    int area = Math.toIntExact(window.area());
    int groups = gcd(first.groups(), second.groups());
    int inputs = first.input().channels() / groups;
    int outputs = second.outputChannels();
    requireFew((double) outputs * inputs * area, second.channelsPerGroup());
    float[] weight = new float[outputs * inputs * area];
    double[] sums = new double[inputs * area];
    for (int o = 0; o < outputs; o++) {
      Arrays.fill(sums, 0);
      int offset = o / (outputs / groups) * inputs;
      int group = o / second.outputsPerGroup() * second.channelsPerGroup();
      for (int m = group; m < group + second.channelsPerGroup(); m++) {
        int from = m / first.outputsPerGroup() * first.channelsPerGroup();
        for (int c = from; c < from + first.channelsPerGroup(); c++) {
          for (int tap = 0; tap < area; tap++) {
            int k = tap / columns;
            int l = tap % columns;
            sums[(c - offset) * area + tap] +=
                weight(first, m, c, k, l) * weight(second, o, m, k, l);
          }
        }
      }
      for (int at = 0; at < sums.length; at++) {
        weight[o * sums.length + at] = (float) sums[at];
      }
    }
    double[] between = new double[first.outputs()];
    Arrays.setAll(between, first::bias);
    float[] bias = Folding.uniform(Folding.applied(second, between), second);
    return new Convolution(first.input(), outputs, window, groups, weight, bias);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Refuses a product that takes minutes to make, or more room than any network's weights. */
  private static void requireFew(double weights, int sums) {
    Refusal.when(
        weights > MOST_WEIGHTS || weights * sums > MOST_PRODUCTS,
        "multiplied with the weights before it, without activation between, it would have %.0f"
            + " weights of %d summands each. Put a ReLU between them.",
        weights,
        sums);
  }

  /** Of the two, the one that looks at single positions has one tap. */
  private static double weight(Convolution convolution, int o, int c, int k, int l) {
    return isPointwise(convolution)
        ? convolution.weight(o, c, 0, 0)
        : convolution.weight(o, c, k, l);
  }

  /**
   * One that does what two do; empty where zeros between them would have to be told apart, or where
   * the second sees what the first gives as other maps.
   */
  static Optional<OneToOne> of(OneToOne first, OneToOne second) {
    FeatureMaps between = first.output();
    if (!between.equals(second.input())) {
      return Optional.empty();
    }
    FeatureMaps input = first.input();
    Every rows = second.rows().after(first.rows());
    Every columns = second.columns().after(first.columns());
    int height = second.output().height();
    int width = second.output().width();
    if (!keepsZeros(second.rows(), between.height(), rows, input.height(), height)
        || !keepsZeros(second.columns(), between.width(), columns, input.width(), width)) {
      return Optional.empty();
    }
    int[] to = first.to();
    int[] then = second.to();
    float[] before = first.weightByChannel();
    float[] behind = second.weightByChannel();
    float[] weight = new float[to.length];
    int leading = 0;
    for (int c = 0; c < to.length; c++) {
      int middle = to[c];
      to[c] = middle < 0 ? OneToOne.NOWHERE : then[middle];
      if (to[c] >= 0) {
        weight[leading++] = (float) ((double) before[c] * behind[middle]);
      }
    }
    double[] values = new double[first.outputs()];
    Arrays.setAll(values, first::bias);
    return Optional.of(
        new OneToOne(
            input,
            second.output(),
            to,
            rows,
            columns,
            Arrays.copyOf(weight, leading),
            Folding.uniform(Folding.applied(second, values), second)));
  }

  /** Whether every position that takes no value between the two takes none of the input either. */
  private static boolean keepsZeros(
      Every second, int between, Every both, int input, int positions) {
    for (int p = 0; p < positions; p++) {
      boolean inside = second.place(p) >= 0 && second.place(p) < between;
      if (!inside && both.place(p) >= 0 && both.place(p) < input) {
        return false;
      }
    }
    return true;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }
}
