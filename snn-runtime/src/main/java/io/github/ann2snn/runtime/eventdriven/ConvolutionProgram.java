package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.kernel.Aligned;
import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.NeuronProgram;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/**
 * A convolution laid out for kernels: a spike adds a row of weights, one per output channel, at
 * each position that it reaches; where rows and positions follow each other it adds them in one go.
 *
 * @param input shape of what comes in
 * @param layout of the neurons that are reached
 * @param width weights of a row
 * @param weights for each input channel, for each slot of the rows and of the columns, a row; -0
 *     where there is none, which changes nothing that it is added to; behind a lead ({@link
 *     Aligned#LEAD})
 * @param lane where the row of an input channel begins within a position
 * @param rows how the window covers a row of the input
 * @param columns how it covers a column
 */
record ConvolutionProgram(
    FeatureMaps input,
    MapsLayout layout,
    int width,
    float[] weights,
    int[] lane,
    Reach rows,
    Reach columns)
    implements MapsProgram {
  private static final int LEAD = Aligned.LEAD;

  /**
   * Where the rows of a convolution's input channels begin within a position.
   *
   * @param lane of each input channel
   * @param width of the widest row
   */
  record Lanes(int[] lane, int width) {
    static Lanes of(Convolution convolution) {
      int[] lane = new int[convolution.input().channels()];
      int width = 0;
      for (int c = 0; c < lane.length; c++) {
        int first = convolution.groupOf(c) * convolution.outputsPerGroup();
        lane[c] = first / NeuronProgram.PADDING * NeuronProgram.PADDING;
        int end = NeuronProgram.padded(first + convolution.outputsPerGroup());
        width = Math.max(width, end - lane[c]);
      }
      return new Lanes(lane, width);
    }

    /** The places that a position needs. */
    int lanes() {
      return lane[lane.length - 1] + width;
    }
  }

  /** Lays out a convolution. */
  static ConvolutionProgram of(Convolution convolution, MapsLayout layout) {
    FeatureMaps input = convolution.input();
    Lanes lanes = Lanes.of(convolution);
    boolean merged = lanes.width == layout.lanes();
    Reach rows = Reach.of(convolution.window().vertical(), input.height(), false);
    Reach columns = Reach.of(convolution.window().horizontal(), input.width(), merged);
    return new ConvolutionProgram(
        input,
        layout,
        lanes.width,
        weights(convolution, rows.slots(), columns.slots(), lanes.lane, lanes.width),
        lanes.lane,
        rows,
        columns);
  }

  /** Lays out a matrix: a row of weights reaches all places at once. */
  static ConvolutionProgram of(Affine affine, MapsLayout layout) {
    int width = layout.stride();
    float[] weights = Aligned.floats(Math.multiplyExact(affine.inputs(), width));
    Arrays.fill(weights, -0f);
    for (int i = 0; i < affine.inputs(); i++) {
      for (int j = 0; j < affine.outputs(); j++) {
        weights[LEAD + i * width + layout.places()[j]] = affine.weight(j, i);
      }
    }
    Reach one = Reach.of(WindowAxis.of(1, 1), 1, false);
    FeatureMaps input = new FeatureMaps(affine.inputs(), 1, 1);
    return new ConvolutionProgram(
        input, layout, width, weights, new int[affine.inputs()], one, one);
  }

  @Override
  public void addSpikes(SpikeTrain in, int t, float[] currents, int to, Kernel kernel) {
    int[] indices = in.indices();
    int end = in.offsets()[t + 1];
    for (int k = in.offsets()[t]; k < end; k++) {
      int i = indices[k];
      int c = i / input.area();
      int row = input.y(i);
      int column = input.x(i);
      for (int r = rows.first()[row]; r < rows.first()[row + 1]; r++) {
        for (int s = columns.first()[column]; s < columns.first()[column + 1]; s++) {
          int n = columns.length()[s] * width;
          kernel.add(weights, weight(c, r, s), n, currents, to + place(c, r, s));
        }
      }
    }
  }

  @Override
  public void addInput(SparseInput x, float[] current, Kernel kernel) {
    for (int k = 0; k < x.count(); k++) {
      int i = x.indices()[k];
      int c = i / input.area();
      int row = input.y(i);
      int column = input.x(i);
      for (int r = rows.first()[row]; r < rows.first()[row + 1]; r++) {
        for (int s = columns.first()[column]; s < columns.first()[column + 1]; s++) {
          int n = columns.length()[s] * width;
          kernel.addProduct(
              weights, weight(c, r, s), n, x.values()[k], current, LEAD + place(c, r, s));
        }
      }
    }
  }

  /** Where a run of an input channel's weights begins. */
  private int weight(int c, int r, int s) {
    int slots = columns.slots().length;
    int slot = rows.slot()[r] * slots + columns.slot()[s];
    return LEAD + (c * rows.slots().length * slots + slot) * width;
  }

  /** The place where a run of an input channel begins. */
  private int place(int c, int r, int s) {
    int position = rows.position()[r] * layout.maps().width() + columns.position()[s];
    return position * layout.lanes() + lane[c];
  }

  private static float[] weights(
      Convolution convolution, int[] rows, int[] columns, int[] lane, int width) {
    int perChannel = Math.multiplyExact(Math.multiplyExact(rows.length, columns.length), width);
    float[] weights = Aligned.floats(Math.multiplyExact(lane.length, perChannel));
    Arrays.fill(weights, -0f);
    for (int c = 0; c < lane.length; c++) {
      int first = convolution.groupOf(c) * convolution.outputsPerGroup();
      for (int k = 0; k < rows.length; k++) {
        for (int l = 0; l < columns.length; l++) {
          int row = c * perChannel + (rows[k] * columns.length + columns[l]) * width;
          for (int o = first; o < first + convolution.outputsPerGroup(); o++) {
            weights[Aligned.LEAD + row + o - lane[c]] = convolution.weight(o, c, k, l);
          }
        }
      }
    }
    return weights;
  }

  /**
   * Which positions of a sliding window cover a value, along one axis, in ascending order. Taps are
   * renumbered as slots so that positions that follow each other mostly have slots that do: those
   * are one run.
   *
   * @param slots the slot of each tap
   * @param first the runs of value i are {@code first[i] ... first[i + 1]}
   * @param position the first position of a run
   * @param slot the first slot of a run
   * @param length number of positions of a run
   */
  record Reach(int[] slots, int[] first, int[] position, int[] slot, int[] length) {
    /**
     * Lists the runs.
     *
     * @param size number of values along the axis
     * @param merged whether runs may have more than one position
     */
    static Reach of(WindowAxis axis, int size, boolean merged) {
      Reach reach =
          new Reach(
              slots(axis),
              new int[size + 1],
              new int[size * axis.taps()],
              new int[size * axis.taps()],
              new int[size * axis.taps()]);
      int[] runs = new int[1];
      for (int i = 0; i < size; i++) {
        int begin = runs[0];
        axis.forEachPosition(
            size, i, (at, tap) -> runs[0] = reach.append(begin, runs[0], at, tap, merged));
        reach.first[i + 1] = runs[0];
      }
      return reach.trimmed(runs[0]);
    }

    /** The number of runs after a position was added. */
    private int append(int begin, int end, int at, int tap, boolean merged) {
      int last = end - 1;
      if (merged
          && end > begin
          && position[last] + length[last] == at
          && slot[last] + length[last] == slots[tap]) {
        length[last]++;
        return end;
      }
      position[end] = at;
      slot[end] = slots[tap];
      length[end] = 1;
      return end + 1;
    }

    private Reach trimmed(int runs) {
      return new Reach(
          slots,
          first,
          Arrays.copyOf(position, runs),
          Arrays.copyOf(slot, runs),
          Arrays.copyOf(length, runs));
    }

    /** A value is covered by every stride-th tap, the last one first. */
    private static int[] slots(WindowAxis axis) {
      int[] slots = new int[axis.taps()];
      int next = 0;
      for (int phase = 0; phase < Math.min(axis.stride(), axis.taps()); phase++) {
        int last = axis.taps() - 1 - phase;
        for (int tap = last; tap >= 0; tap -= axis.stride()) {
          slots[tap] = next++;
        }
      }
      return slots;
    }
  }
}
