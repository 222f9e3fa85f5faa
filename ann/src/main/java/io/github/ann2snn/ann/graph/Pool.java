package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
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
    Shape output = shape.windowed(window, shape.channels());
    if (kind != Kind.AVERAGE) {
      requireSeen(window.vertical(), shape.maps().height());
      requireSeen(window.horizontal(), shape.maps().width());
    }
    return output;
  }

  /** Refuses a window that lies in the padding alone somewhere. */
  private static void requireSeen(WindowAxis axis, int size) {
    int last = axis.positions(size) - 1;
    if (axis.dilation() == 1) {
      // Taps side by side leave out none that lies between two others.
      requireSeen(axis, size, 0);
      requireSeen(axis, size, last);
    } else if (Math.max(axis.before(), axis.after()) > 0) {
      for (int position = 0; position <= last; position++) {
        requireSeen(axis, size, position);
      }
    }
  }

  private static void requireSeen(WindowAxis axis, int size, int position) {
    // The first tap that does not lie before the values must not lie behind them.
    long before = Math.max(0, axis.before() - (long) position * axis.stride());
    long tap = (before + axis.dilation() - 1) / axis.dilation();
    long at = (long) position * axis.stride() + tap * axis.dilation() - axis.before();
    if (tap >= axis.taps() || at >= size) {
      throw Refusal.of(
          "position %d of a window of %d taps over %d values with padding %d and %d sees padding"
              + " alone",
          position, axis.taps(), size, axis.before(), axis.after());
    }
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    FeatureMaps in = shapes.get(0).maps();
    FeatureMaps out = window.output(in, in.channels());
    float[] y = new float[out.size()];
    for (int j = 0; j < y.length; j++) {
      y[j] = pooled(inputs.get(0), seen(in, out.channel(j), out.y(j), out.x(j)));
    }
    return y;
  }

  /** The numbers of the values of a channel that the window sees, row by row, ascending. */
  private List<Integer> seen(FeatureMaps in, int channel, int row, int column) {
    List<Integer> seen = new ArrayList<>();
    for (int k = 0; k < window.vertical().taps(); k++) {
      int v = window.vertical().at(row, k);
      for (int l = 0; l < window.horizontal().taps(); l++) {
        int h = window.horizontal().at(column, l);
        if (v >= 0 && v < in.height() && h >= 0 && h < in.width()) {
          seen.add(in.index(channel, v, h));
        }
      }
    }
    return seen;
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
