package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.List;

/** A pooling; a global one has one position. */
final class Pooling implements Maker {
  private final Pool pool;
  private final FeatureMaps out;
  private final Patterns patterns;
  private final Lanes lanes;

  private Pooling(Pool pool, FeatureMaps in, Lanes lanes) {
    this.pool = pool;
    this.out = pool.window().output(in, in.channels());
    this.patterns = new Patterns(pool.window(), in, 1, lanes.samples());
    this.lanes = lanes;
  }

  static Pooling of(Pool pool, FeatureMaps in, Lanes lanes) {
    return new Pooling(pool, in, lanes);
  }

  static Pooling global(Shape shape, Lanes lanes) {
    Window all = new Window(WindowAxis.of(1, 1), WindowAxis.of(shape.perChannel(), 1));
    FeatureMaps in = new FeatureMaps(shape.channels(), 1, shape.perChannel());
    return new Pooling(new Pool(Pool.Kind.AVERAGE, all), in, lanes);
  }

  @Override
  public void make(List<float[]> inputs, float[] y, Done done) {
    patterns.forEachRow((run, row) -> makeRow(inputs.get(0), y, run, row, done));
  }

  private void makeRow(float[] x, float[] y, int run, int row, Done done) {
    for (int c = 0; c < patterns.columns().size(); c++) {
      Sliding columns = patterns.columns().get(c);
      int[] seen = patterns.taps(run, c).offsets();
      for (int channel = 0; channel < out.channels(); channel++) {
        for (int column = 0; column < columns.count(); column++) {
          int position = columns.position() + column;
          int from = lanes.at(patterns.origin(channel, row, position));
          pooled(seen, x, from, y, lanes.at(out.index(channel, row, position)));
        }
      }
    }
    for (int channel = 0; channel < out.channels(); channel++) {
      done.done(out.index(channel, row, 0), out.width());
    }
  }

  private void pooled(int[] seen, float[] x, int from, float[] y, int to) {
    int samples = lanes.samples();
    switch (pool.kind()) {
      case MAX -> lanes.kernel().max(seen, x, from, y, to, samples);
      case AVERAGE ->
          lanes.kernel().mean(seen, (float) pool.window().area(), x, from, y, to, samples);
      case AVERAGE_WITHOUT_PADDING ->
          lanes.kernel().mean(seen, seen.length, x, from, y, to, samples);
    }
  }
}
