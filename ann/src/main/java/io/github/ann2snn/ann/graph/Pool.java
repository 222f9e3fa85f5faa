package io.github.ann2snn.ann.graph;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import java.util.List;

/**
 * Makes one value of what a window sees, channel by channel. Sums begin with 0 and are made row by
 * row, ascending.
 *
 * @param kind what is made of them
 * @param window kernel size, stride, padding and dilation
 */
public record Pool(Kind kind, Window window) implements Operation {
  /** What is made of the values that a window sees. */
  public enum Kind {
    /** The largest; padding is not seen. */
    MAX("MaxPool"),
    /** Their sum divided by the number of taps, those in the padding included. */
    AVERAGE("AveragePool"),
    /** Their sum divided by their number; padding is not seen. */
    AVERAGE_WITHOUT_PADDING("AveragePool");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  @Override
  public String kindName() {
    return kind.title;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    return kind == Kind.AVERAGE
        ? Windows.output(shape, window, shape.channels())
        : Windows.outputOfSeen(shape, window);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    FeatureMaps in = shapes.get(0).maps();
    FeatureMaps out = window.output(in, in.channels());
    float[] y = new float[out.size()];
    for (int j = 0; j < y.length; j++) {
      y[j] = pooled(inputs.get(0), Windows.seen(window, in, out.channel(j), out.y(j), out.x(j)));
    }
    return y;
  }

  private float pooled(float[] x, List<Integer> seen) {
    float made = kind == Kind.MAX ? Float.NEGATIVE_INFINITY : 0;
    for (int i : seen) {
      made = kind == Kind.MAX ? Math.max(made, x[i]) : made + x[i];
    }
    return switch (kind) {
      case MAX -> made;
      case AVERAGE -> made / window.area();
      case AVERAGE_WITHOUT_PADDING -> made / seen.size();
    };
  }
}
