package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.kernel.WindowProgram.Strip;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays out the weights of convolutions and matrices as a {@link WindowProgram}. */
public final class WindowLayout {
  private final Convolution convolution;
  private final int inputLanes;
  private final int lanes;
  private final Cells cells;
  private final WindowAxis vertical;
  private final WindowAxis horizontal;
  private final FeatureMaps output;
  private final List<Strip> strips = new ArrayList<>();
  private final List<int[]> reads = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();

  private WindowLayout(Convolution convolution, int inputLanes, int lanes, Cells cells) {
    this.convolution = convolution;
    this.inputLanes = inputLanes;
    this.lanes = lanes;
    this.cells = cells;
    this.vertical = convolution.window().vertical();
    this.horizontal = convolution.window().horizontal();
    this.output = convolution.output();
  }

  /**
   * Lays out a convolution.
   *
   * @param inputLanes places of an input position
   * @param lanes places of an output position
   * @param unit lanes of a kernel's vector
   * @param integer whether in 16 bits
   */
  public static WindowProgram of(
      Convolution convolution, int inputLanes, int lanes, int unit, boolean integer) {
    return new WindowLayout(convolution, inputLanes, lanes, new Cells(unit, integer)).program();
  }

  /**
   * Lays out a matrix, as the convolution of one position that it is.
   *
   * @param from places of its inputs
   * @param inputs number of places that inputs have
   * @param places of its outputs
   * @param lanes number of places that outputs have
   * @param unit lanes of a kernel's vector
   * @param integer whether in 16 bits
   */
  public static WindowProgram of(
      Affine affine, int[] from, int inputs, int[] places, int lanes, int unit, boolean integer) {
    Cells cells = new Cells(unit, integer);
    WindowAxis one = WindowAxis.of(1, 1);
    List<Strip> strips = new ArrayList<>();
    Strip[] of = new Strip[lanes / unit];
    for (int vector = 0, width; vector < lanes / unit; vector += width) {
      width = width(lanes / unit - vector, 4);
      int perPlace = cells.size(width);
      int at = cells.add(Math.multiplyExact((long) inputs, perPlace));
      int[] end = {inputs / MapSpikes.BLOCK};
      int[] all = {0, 1};
      Strip strip =
          new Strip(vector, width, 1, false, perPlace, all, new int[1], end, new int[] {at});
      strips.add(strip);
      Arrays.fill(of, vector, vector + width, strip);
    }
    cells.make();
    for (int j = 0; j < affine.outputs(); j++) {
      Strip strip = of[places[j] / unit];
      int sum = places[j] / unit - strip.vector();
      for (int i = 0; i < affine.inputs(); i++) {
        int at = strip.base()[0] + from[i] * strip.perPlace();
        cells.put(at, sum, places[j] % unit, affine.weight(j, i));
      }
    }
    return new WindowProgram(
        one, 1, inputs / MapSpikes.BLOCK, 1, 1, lanes, cells.floats, cells.integers, strips);
  }

  private WindowProgram program() {
    boolean whole = convolution.groups() == 1;
    boolean apart = vertical.taps() == 3 && vertical.stride() == 2 && !cells.integer;
    boolean close = (vertical.taps() == 3 || vertical.taps() == 5) && vertical.stride() == 1;
    boolean rolls =
        whole && (apart || close) && vertical.dilation() == 1 && horizontal.dilation() == 1;
    int most = rolls && (apart || vertical.taps() == 5) ? 2 : 4;
    int vectors = lanes / cells.unit;
    for (int vector = 0; vector < vectors; ) {
      int width = width(whole ? vectors - vector : 1, most);
      boolean paired =
          rolls && close && width == 1 && horizontal.stride() == 1 && output.width() > 1;
      add(vector, width, paired ? 2 : 1, rolls && (width > 1 || paired));
      vector += width;
    }
    cells.make();
    put();
    return new WindowProgram(
        vertical,
        convolution.input().height(),
        convolution.input().width() * blocks(),
        output.height(),
        output.width(),
        lanes,
        cells.floats,
        cells.integers,
        strips);
  }

  /** How many vectors are summed at once: a power of two. */
  private static int width(int vectors, int most) {
    return vectors >= 4 && most >= 4 ? 4 : vectors >= 2 ? 2 : 1;
  }

  private int blocks() {
    return inputLanes / MapSpikes.BLOCK;
  }

  private void add(int vector, int width, int columns, boolean rolling) {
    int[] read = read(vector * cells.unit, width * cells.unit);
    int between = horizontal.taps() + columns - 1;
    int perPlace = vertical.taps() * cells.size(columns * width);
    int places = (read[1] - read[0]) * MapSpikes.BLOCK;
    int weights = cells.add(Math.multiplyExact((long) between * places, perPlace));
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
    starts.add(weights);
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

  private void put() {
    for (int n = 0; n < strips.size(); n++) {
      Strip strip = strips.get(n);
      for (int j = 0; j < strip.width() * cells.unit; j++) {
        int channel = strip.vector() * cells.unit + j;
        for (int column = 0; column < strip.columns(); column++) {
          put(strip, channel, column, reads.get(n), starts.get(n));
        }
      }
    }
  }

  /**
   * The weights of an output channel.
   *
   * @param column its position among those side by side
   * @param read blocks of an input position that are seen
   * @param start where the strip's weights begin
   */
  private void put(Strip strip, int o, int column, int[] read, int start) {
    if (o >= convolution.outputChannels()) {
      return;
    }
    int places = (read[1] - read[0]) * MapSpikes.BLOCK;
    int lane = o - strip.vector() * cells.unit;
    int sum = column * strip.width() + lane / cells.unit;
    int group = o / convolution.outputsPerGroup();
    int perRow = strip.perPlace() / vertical.taps();
    for (int l = 0; l < horizontal.taps(); l++) {
      for (int n = 0; n < convolution.channelsPerGroup(); n++) {
        int c = group * convolution.channelsPerGroup() + n;
        int place = (l + column) * places + c - read[0] * MapSpikes.BLOCK;
        for (int k = 0; k < vertical.taps(); k++) {
          int at = start + place * strip.perPlace() + (vertical.taps() - 1 - k) * perRow;
          cells.put(at, sum, lane % cells.unit, convolution.weight(o, c, k, l));
        }
      }
    }
  }

  /** Weights while they are laid out. */
  private static final class Cells {
    private final int unit;
    private final boolean integer;
    private int size;
    private float[] floats = new float[0];
    private short[] integers = new short[0];

    Cells(int unit, boolean integer) {
      this.unit = unit;
      this.integer = integer;
      this.size = integer ? Aligned.SHORT_LEAD : Aligned.LEAD;
    }

    /** Weights that some vectors of sums take from a place: of integers, an even number. */
    int size(int sums) {
      return (integer ? (sums + 1) / 2 * 2 : sums) * unit;
    }

    /** Makes room for some, which begins where it says. */
    int add(long values) {
      int at = size;
      size = Math.toIntExact(size + values);
      return at;
    }

    void make() {
      if (integer) {
        integers = new short[size];
      } else {
        floats = new float[size];
        Arrays.fill(floats, -0f);
      }
    }

    /**
     * Puts a weight.
     *
     * @param at where those of its place and row begin
     * @param sum which vector of them
     */
    void put(int at, int sum, int lane, float weight) {
      if (integer) {
        integers[at + sum / 2 * 2 * unit + 2 * lane + sum % 2] = (short) weight;
      } else {
        floats[at + sum * unit + lane] = weight;
      }
    }
  }
}
