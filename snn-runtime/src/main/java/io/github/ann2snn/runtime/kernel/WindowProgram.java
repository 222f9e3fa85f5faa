package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution laid out for kernels. The outputs of a position are cut into strips of a few
 * vectors, whose sums stay in registers while a kernel goes through the events that they see.
 * Within a row of the input, what a window sees lies side by side among the events, in few ranges.
 *
 * @param vertical how the window slides along the rows
 * @param inputRows number of rows that come in
 * @param inputRow blocks of such a row ({@link MapEvents})
 * @param outputRows number of rows that come out
 * @param outputColumns number of columns that come out
 * @param lanes places of an output position
 * @param weights strip by strip, behind a lead ({@link Aligned#LEAD}); -0 where there is none,
 *     which changes nothing that it is added to
 * @param strips all of them
 */
public record WindowProgram(
    WindowAxis vertical,
    int inputRows,
    int inputRow,
    int outputRows,
    int outputColumns,
    int lanes,
    float[] weights,
    List<Strip> strips) {
  /**
   * Some vectors of outputs.
   *
   * @param vector the first of them, within a position
   * @param width number of vectors
   * @param columns number of positions side by side that have such vectors: 2 where a position has
   *     only one, so that there are sums enough to wait for
   * @param rolling whether the sums of all rows that a row of the input reaches are made at once
   * @param perPlace weights of a place of the input: for each row of the window, the last one
   *     first, for each column, a vector
   * @param first the ranges of output column x are {@code first[x] ... first[x + 1]}
   * @param begin first block of a range, within a row of the input
   * @param end the block behind it
   * @param base where the weights of place 0 of the row would be for this range
   */
  public record Strip(
      int vector,
      int width,
      int columns,
      boolean rolling,
      int perPlace,
      int[] first,
      int[] begin,
      int[] end,
      int[] base) {
    /** Vectors of sums that a row of the window makes. */
    int sums() {
      return width * columns;
    }

    /**
     * How far the second vector of sums is from the first. In the last column, if no other is
     * beside it, there is none: the first, which is written later, takes its place.
     */
    int second(WindowProgram program, int x, int unit) {
      return columns == 1 ? unit : x + 1 < program.outputColumns ? program.lanes : 0;
    }

    /**
     * Where the weights of the first place that comes in would be.
     *
     * @param line row of the input
     * @param tap row of the window
     */
    int shift(WindowProgram program, int range, int line, int tap, int unit) {
      int places = line * program.inputRow * MapSpikes.BLOCK;
      int row = program.vertical.taps() - 1 - tap;
      return base[range] - places * perPlace + row * sums() * unit;
    }
  }

  /**
   * Where a kernel's sums begin and go: arrays with one value per place, {@code to = base + ...}.
   *
   * @param base what is there before; may be {@code to}
   * @param from where its places begin
   * @param to receives the sums
   * @param at where its places begin
   */
  public record Currents(float[] base, int from, float[] to, int at) {}

  /** Places of an output row. */
  int row() {
    return outputColumns * lanes;
  }

  /** The first row of the window that lies on the input at output row {@code y}. */
  int firstTap(int y) {
    int top = y * vertical.stride() - vertical.before();
    return top >= 0 ? 0 : (-top + vertical.dilation() - 1) / vertical.dilation();
  }

  /** Number of rows of the window that do. */
  int taps(int y) {
    int top = y * vertical.stride() - vertical.before();
    int end = (inputRows - top + vertical.dilation() - 1) / vertical.dilation();
    return Math.max(0, Math.min(vertical.taps(), end) - firstTap(y));
  }

  /**
   * Lays out a convolution.
   *
   * @param inputLanes places of an input position
   * @param lanes places of an output position
   * @param unit lanes of a kernel's vector
   */
  public static WindowProgram of(Convolution convolution, int inputLanes, int lanes, int unit) {
    return new Layout(convolution, inputLanes, lanes, unit).program();
  }

  /**
   * Lays out a matrix, as the convolution of one position that it is.
   *
   * @param places of its outputs
   * @param lanes number of places
   * @param unit lanes of a kernel's vector
   */
  public static WindowProgram of(Affine affine, int[] places, int lanes, int unit) {
    int inputs = NeuronProgram.padded(affine.inputs());
    WindowAxis one = WindowAxis.of(1, 1);
    List<Strip> strips = new ArrayList<>();
    int[] offsets = new int[lanes / unit];
    int[] per = new int[lanes / unit];
    int at = Aligned.LEAD;
    for (int vector = 0, width; vector < lanes / unit; vector += width) {
      width = Layout.width(lanes / unit - vector, 4);
      int[] end = {inputs / MapSpikes.BLOCK};
      strips.add(
          new Strip(
              vector,
              width,
              1,
              false,
              width * unit,
              new int[] {0, 1},
              new int[1],
              end,
              new int[] {at}));
      for (int v = 0; v < width; v++) {
        offsets[vector + v] = at + v * unit;
        per[vector + v] = width * unit;
      }
      at = Math.addExact(at, Math.multiplyExact(inputs, width * unit));
    }
    float[] weights = new float[at];
    Arrays.fill(weights, -0f);
    for (int j = 0; j < affine.outputs(); j++) {
      int vector = places[j] / unit;
      for (int i = 0; i < affine.inputs(); i++) {
        weights[offsets[vector] + i * per[vector] + places[j] % unit] = affine.weight(j, i);
      }
    }
    return new WindowProgram(one, 1, inputs / MapSpikes.BLOCK, 1, 1, lanes, weights, strips);
  }

  /** A convolution while it is laid out. */
  private static final class Layout {
    private final Convolution convolution;
    private final int inputLanes;
    private final int lanes;
    private final int unit;
    private final WindowAxis vertical;
    private final WindowAxis horizontal;
    private final FeatureMaps output;
    private final List<Strip> strips = new ArrayList<>();
    private final List<int[]> reads = new ArrayList<>();
    private int weights = Aligned.LEAD;

    Layout(Convolution convolution, int inputLanes, int lanes, int unit) {
      this.convolution = convolution;
      this.inputLanes = inputLanes;
      this.lanes = lanes;
      this.unit = unit;
      this.vertical = convolution.window().vertical();
      this.horizontal = convolution.window().horizontal();
      this.output = convolution.output();
    }

    WindowProgram program() {
      boolean whole = convolution.groups() == 1;
      boolean rolls =
          whole
              && (vertical.taps() == 3 || vertical.taps() == 5)
              && vertical.stride() == 1
              && vertical.dilation() == 1
              && horizontal.dilation() == 1;
      int vectors = lanes / unit;
      for (int vector = 0; vector < vectors; ) {
        int width = width(whole ? vectors - vector : 1, vertical.taps() == 5 && rolls ? 2 : 4);
        boolean paired = rolls && width == 1 && horizontal.stride() == 1 && output.width() > 1;
        add(vector, width, paired ? 2 : 1, rolls && (width > 1 || paired));
        vector += width;
      }
      return new WindowProgram(
          vertical,
          convolution.input().height(),
          convolution.input().width() * blocks(),
          output.height(),
          output.width(),
          lanes,
          weights(),
          strips);
    }

    /** How many vectors are summed at once: a power of two. */
    static int width(int vectors, int most) {
      return vectors >= 4 && most >= 4 ? 4 : vectors >= 2 ? 2 : 1;
    }

    private int blocks() {
      return inputLanes / MapSpikes.BLOCK;
    }

    private void add(int vector, int width, int columns, boolean rolling) {
      int[] read = read(vector * unit, width * unit);
      int between = horizontal.taps() + columns - 1;
      int perPlace = vertical.taps() * columns * width * unit;
      int places = (read[1] - read[0]) * MapSpikes.BLOCK;
      int count = output.width();
      boolean side = read[1] - read[0] == blocks() && horizontal.dilation() == 1;
      List<int[]> ranges = new ArrayList<>();
      int[] first = new int[count + 1];
      for (int x = 0; x < count; x++) {
        int taps = columns == 2 && x + 1 < count ? between : horizontal.taps();
        for (int tap = 0; tap < taps; tap++) {
          int column = x * horizontal.stride() - horizontal.before() + tap * horizontal.dilation();
          if (column < 0 || column >= convolution.input().width() || read[0] == read[1]) {
            continue;
          }
          int[] last = ranges.size() > first[x] ? ranges.get(ranges.size() - 1) : null;
          if (side && last != null) {
            last[1] = (column + 1) * blocks();
          } else {
            int begin = column * blocks() + read[0];
            int base = weights + (tap * places - begin * MapSpikes.BLOCK) * perPlace;
            ranges.add(new int[] {begin, column * blocks() + read[1], base});
          }
        }
        if (rolling && ranges.size() == first[x]) {
          ranges.add(new int[] {0, 0, weights});
        }
        first[x + 1] = ranges.size();
      }
      strips.add(
          new Strip(
              vector,
              width,
              columns,
              rolling,
              perPlace,
              first,
              ranges.stream().mapToInt(range -> range[0]).toArray(),
              ranges.stream().mapToInt(range -> range[1]).toArray(),
              ranges.stream().mapToInt(range -> range[2]).toArray()));
      reads.add(read);
      long values = Math.multiplyExact((long) between * places, perPlace);
      weights = Math.toIntExact(weights + values);
    }

    /** The blocks of an input position that some outputs see, from the first to behind the last. */
    private int[] read(int lane, int width) {
      int last = Math.min(lane + width, convolution.outputChannels()) - 1;
      if (lane > last) {
        return new int[2];
      }
      int perGroup = convolution.outputsPerGroup();
      int begin = lane / perGroup * convolution.channelsPerGroup();
      int end = (last / perGroup + 1) * convolution.channelsPerGroup();
      return new int[] {begin / MapSpikes.BLOCK, NeuronProgram.padded(end) / MapSpikes.BLOCK};
    }

    private float[] weights() {
      float[] values = new float[weights];
      Arrays.fill(values, -0f);
      int at = Aligned.LEAD;
      for (int n = 0; n < strips.size(); n++) {
        Strip strip = strips.get(n);
        int[] read = reads.get(n);
        int places = (read[1] - read[0]) * MapSpikes.BLOCK;
        for (int j = 0; j < strip.width() * unit; j++) {
          int channel = strip.vector() * unit + j;
          for (int column = 0; column < strip.columns(); column++) {
            int sum = at + (column * strip.width() + j / unit) * unit + j % unit;
            put(strip, channel, column, read[0] * MapSpikes.BLOCK, places, values, sum);
          }
        }
        at += (horizontal.taps() + strip.columns() - 1) * places * strip.perPlace();
      }
      return values;
    }

    /** The weights of an output channel. */
    private void put(
        Strip strip, int o, int column, int lane, int places, float[] values, int sum) {
      if (o >= convolution.outputChannels()) {
        return;
      }
      int group = o / convolution.outputsPerGroup();
      int perRow = strip.sums() * unit;
      for (int l = 0; l < horizontal.taps(); l++) {
        for (int n = 0; n < convolution.channelsPerGroup(); n++) {
          int c = group * convolution.channelsPerGroup() + n;
          int place = (l + column) * places + c - lane;
          for (int k = 0; k < vertical.taps(); k++) {
            int row = vertical.taps() - 1 - k;
            values[sum + place * strip.perPlace() + row * perRow] = convolution.weight(o, c, k, l);
          }
        }
      }
    }
  }
}
