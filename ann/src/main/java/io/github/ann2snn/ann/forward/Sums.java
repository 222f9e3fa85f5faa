package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.lanes.Places;
import io.github.ann2snn.runtime.lanes.WeightTile;
import java.util.ArrayList;
import java.util.List;

/** A convolution; a dense layer is one of one position. */
final class Sums implements Maker {
  private final Lanes lanes;
  private final FeatureMaps out;
  private final int channelsPerGroup;
  private final Patterns patterns;
  private final List<Places> columns = new ArrayList<>();

  /** Those of one group after the other. */
  private final List<List<WeightTile>> groups = new ArrayList<>();

  private Sums(Convolve convolve, FeatureMaps in, Lanes lanes) {
    this.lanes = lanes;
    this.out = convolve.window().output(in, convolve.outputChannels());
    this.channelsPerGroup = convolve.channelsPerGroup();
    this.patterns = new Patterns(convolve.window(), in, channelsPerGroup, lanes.samples());
    int stride = convolve.window().horizontal().stride();
    for (Sliding run : patterns.columns()) {
      int samples = lanes.samples();
      // Where nothing is read, the stride may be of any size.
      int step = run.count() == 1 || run.taps() == 0 ? samples : stride * samples;
      columns.add(new Places(run.count(), samples, step, samples));
    }
    float[] weight = convolve.weight();
    float[] bias = convolve.bias();
    int perGroup = convolve.outputChannels() / convolve.groups();
    for (int first = 0; first < bias.length; first += perGroup) {
      groups.add(WeightTile.cut(weight, bias, first, first + perGroup));
    }
  }

  static Sums of(Convolve convolve, FeatureMaps in, Lanes lanes) {
    return new Sums(convolve, in, lanes);
  }

  static Sums of(Dense dense, Lanes lanes) {
    Convolve convolve =
        new Convolve(dense.outputs(), Window.square(1, 1), 1, dense.weight(), dense.bias());
    return new Sums(convolve, new FeatureMaps(dense.inputs(), 1, 1), lanes);
  }

  @Override
  public void make(List<float[]> inputs, float[] y, Done done) {
    patterns.forEachRow((run, row) -> makeRow(inputs.get(0), y, run, row, done));
  }

  private void makeRow(float[] x, float[] y, int run, int row, Done done) {
    int yStep = out.area() * lanes.samples();
    for (int group = 0; group < groups.size(); group++) {
      int channel = group * channelsPerGroup;
      for (WeightTile tile : groups.get(group)) {
        for (int c = 0; c < columns.size(); c++) {
          int column = patterns.columns().get(c).position();
          int from = lanes.at(patterns.origin(channel, row, column));
          int to = lanes.at(out.index(tile.first(), row, column));
          lanes.kernel().sums(tile, patterns.taps(run, c), x, from, y, to, yStep, columns.get(c));
        }
        for (int o = tile.first(); o < tile.first() + tile.height(); o++) {
          done.done(out.index(o, row, 0), out.width());
        }
      }
    }
  }
}
