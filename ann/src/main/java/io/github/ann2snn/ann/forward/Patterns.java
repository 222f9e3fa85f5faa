package io.github.ann2snn.ann.forward;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.lanes.Taps;
import java.util.List;

/**
 * What a window sees: for each run of rows and each run of columns the taps that lie on values,
 * channel by channel, row by row, ascending.
 */
final class Patterns {
  /** Taps that are kept; a window larger than that is worked out again each time. */
  private static final int KEPT = 1 << 22;

  private final Window window;
  private final FeatureMaps in;
  private final int channels;
  private final int samples;
  private final List<Sliding> rows;
  private final List<Sliding> columns;
  private final Taps[] kept;

  /**
   * @param channels that it sees at a time
   * @param samples values of a place
   */
  Patterns(Window window, FeatureMaps in, int channels, int samples) {
    this.window = window;
    this.in = in;
    this.channels = channels;
    this.samples = samples;
    this.rows = Sliding.over(window.vertical(), in.height());
    this.columns = Sliding.over(window.horizontal(), in.width());
    this.kept = new Taps[rows.size() * columns.size()];
    long count = 0;
    for (int i = 0; i < kept.length; i++) {
      Sliding row = rows.get(i / columns.size());
      Sliding column = columns.get(i % columns.size());
      count += (long) channels * row.taps() * column.taps();
      if (count > KEPT) {
        break;
      }
      kept[i] = taps(row, column);
    }
  }

  /** Goes through all positions, row by row. */
  void forEachRow(RowConsumer consumer) {
    for (int r = 0; r < rows.size(); r++) {
      for (int row = 0; row < rows.get(r).count(); row++) {
        consumer.accept(r, rows.get(r).position() + row);
      }
    }
  }

  /** Receives a row of positions, and of which run of rows it is. */
  @FunctionalInterface
  interface RowConsumer {
    /** A row. */
    void accept(int run, int row);
  }

  /** Runs of columns. */
  List<Sliding> columns() {
    return columns;
  }

  /** The taps of a run of rows and a run of columns. */
  Taps taps(int row, int column) {
    Taps taps = kept[row * columns.size() + column];
    return taps != null ? taps : taps(rows.get(row), columns.get(column));
  }

  private Taps taps(Sliding row, Sliding column) {
    int count = Math.multiplyExact(channels, row.taps() * column.taps());
    int[] offsets = new int[count];
    int[] weights = new int[count];
    int t = 0;
    for (int c = 0; c < channels; c++) {
      for (int k = row.first(); k < row.behind(); k++) {
        for (int l = column.first(); l < column.behind(); l++, t++) {
          int v = k * window.vertical().dilation();
          offsets[t] = (in.index(c, v, 0) + l * window.horizontal().dilation()) * samples;
          weights[t] = (c * window.vertical().taps() + k) * window.horizontal().taps() + l;
        }
      }
    }
    return new Taps(offsets, weights);
  }

  /** The place that the first tap of the window sees in a channel; it may lie in the padding. */
  int origin(int channel, int row, int column) {
    return in.index(channel, window.vertical().at(row, 0), window.horizontal().at(column, 0));
  }
}
