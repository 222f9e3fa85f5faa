package io.github.ann2snn.train.step;

import io.github.ann2snn.ann.architecture.Stage.Pooling.Kind;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.Arrays;

/** Pooling; the gradient of a maximum goes to the first of the largest. */
final class PoolingLayer implements StepLayer {
  private final Flow in;
  private final Flow out;
  private final Kind kind;
  private final int area;
  private final int positions;
  private final float share;
  private final Segments segments;

  /** Where each maximum comes from. */
  private final int[] sources;

  PoolingLayer(Flow in, Flow out, Kind kind, Window window, FeatureMaps input) {
    this.in = in;
    this.out = out;
    this.kind = kind;
    this.area = input.area();
    this.positions = window.output(input, 1).area();
    this.share = 1f / window.area();
    this.segments = Segments.of(window, input);
    this.sources = new int[kind == Kind.MAX ? out.values().length : 0];
  }

  /** A window that sees the whole map. */
  static PoolingLayer global(Flow in, Flow out, Kind kind, FeatureMaps input) {
    Window all = new Window(WindowAxis.of(1, 1), WindowAxis.of(input.area(), 1));
    FeatureMaps line = new FeatureMaps(input.channels(), 1, input.area());
    return new PoolingLayer(in, out, kind, all, line);
  }

  @Override
  public void forward(Part part) {
    int taps = segments.taps().length;
    int channels = out.width() / positions;
    float start = kind == Kind.MAX ? Float.NEGATIVE_INFINITY : 0;
    Arrays.fill(out.values(), part.from() * out.width(), part.to() * out.width(), start);
    for (int map = part.from() * channels; map < part.to() * channels; map++) {
      for (int tap = 0; tap < taps; tap++) {
        if (kind == Kind.AVERAGE) {
          segments.collect(tap, share, in.values(), map * area, out.values(), map * positions);
        } else {
          compare(tap, map);
        }
      }
    }
  }

  private void compare(int tap, int map) {
    int[] runs = segments.taps()[tap];
    float[] x = in.values();
    float[] y = out.values();
    for (int s = 0; s < runs.length; s += 3) {
      int p = map * positions + runs[s];
      int i = map * area + runs[s + 1];
      for (int k = 0; k < runs[s + 2]; k++, i += segments.stride()) {
        if (x[i] > y[p + k] || Float.isNaN(x[i])) {
          y[p + k] = x[i];
          sources[p + k] = i;
        }
      }
    }
  }

  @Override
  public void backward(Part part) {
    if (!in.needsGradients()) {
      return;
    }
    float[] g = out.gradients();
    Arrays.fill(in.gradients(), part.from() * in.width(), part.to() * in.width(), 0);
    if (kind == Kind.MAX) {
      for (int p = part.from() * out.width(); p < part.to() * out.width(); p++) {
        in.gradients()[sources[p]] += g[p];
      }
      return;
    }
    int channels = out.width() / positions;
    for (int map = part.from() * channels; map < part.to() * channels; map++) {
      for (int tap = 0; tap < segments.taps().length; tap++) {
        segments.spread(tap, share, g, map * positions, in.gradients(), map * area);
      }
    }
  }
}
