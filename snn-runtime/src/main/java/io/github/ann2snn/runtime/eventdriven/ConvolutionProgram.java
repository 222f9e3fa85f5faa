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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution laid out for kernels: a spike adds a row of weights, one per output channel, at
 * each position that it reaches; where rows and positions follow each other it adds them in one go.
 *
 * @param area number of positions of an input channel, which a spike is divided by
 * @param weightsPerChannel weights of an input channel
 * @param weights for each input channel, for each slot of the rows and of the columns, a row; -0
 *     where there is none, which changes nothing that it is added to; behind a lead ({@link
 *     Aligned#LEAD})
 * @param lane where the row of an input channel begins within a position
 * @param runs what a spike at each position of an input channel adds
 */
record ConvolutionProgram(
    Divisor area, int weightsPerChannel, float[] weights, int[] lane, Runs runs)
    implements MapsProgram {
  private static final int LEAD = Aligned.LEAD;

  /**
   * Divides by a number that is known in advance, by multiplication (Granlund and Montgomery 1994,
   * "Division by Invariant Integers using Multiplication", theorem 4.2).
   *
   * @param divisor at least 1
   * @param factor {@code floor(2^shift / divisor) + 1}
   * @param shift 31 and the bits of the divisor
   */
  record Divisor(int divisor, long factor, int shift) {
    static Divisor of(int divisor) {
      int shift = 2 * Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, divisor - 1));
      return new Divisor(divisor, (1L << shift) / divisor + 1, shift);
    }

    /** {@code floor(i / divisor)}, for {@code i >= 0}. */
    int quotient(int i) {
      return (int) ((i * factor) >>> shift);
    }
  }

  /**
   * Rows of weights that follow each other and are added to places that do.
   *
   * @param first those of a spike at position p are {@code first[p] ... first[p + 1]}
   * @param weight where the weights begin among those of the channel
   * @param place where the places begin, in the first lane
   * @param length number of weights
   */
  record Runs(int[] first, int[] weight, int[] place, int[] length) {
    static Runs of(FeatureMaps input, MapsLayout layout, int width, Reach rows, Reach columns) {
      int[] first = new int[input.area() + 1];
      int most = Math.multiplyExact(rows.position().length, columns.position().length);
      int[] weight = new int[most];
      int[] place = new int[most];
      int[] length = new int[most];
      int run = 0;
      for (int p = 0; p < input.area(); p++) {
        int row = input.y(p);
        int column = input.x(p);
        for (int r = rows.first()[row]; r < rows.first()[row + 1]; r++) {
          for (int s = columns.first()[column]; s < columns.first()[column + 1]; s++) {
            int slot = rows.slot()[r] * columns.slots().length + columns.slot()[s];
            int position = rows.position()[r] * layout.maps().width() + columns.position()[s];
            weight[run] = slot * width;
            place[run] = position * layout.lanes();
            length[run++] = columns.length()[s] * width;
          }
        }
        first[p + 1] = run;
      }
      return new Runs(first, weight, place, length);
    }
  }

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
        Divisor.of(input.area()),
        rows.slots().length * columns.slots().length * lanes.width,
        weights(convolution, rows.slots(), columns.slots(), lanes.lane, lanes.width),
        lanes.lane,
        Runs.of(input, layout, lanes.width, rows, columns));
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
    Runs one = new Runs(new int[] {0, 1}, new int[1], new int[1], new int[] {width});
    return new ConvolutionProgram(Divisor.of(1), width, weights, new int[affine.inputs()], one);
  }

  @Override
  public void addSpikes(SpikeTrain in, int t, float[] currents, int to, Kernel kernel) {
    int[] indices = in.indices();
    int end = in.offsets()[t + 1];
    for (int k = in.offsets()[t]; k < end; k++) {
      int c = area.quotient(indices[k]);
      int position = indices[k] - c * area.divisor;
      int from = LEAD + c * weightsPerChannel;
      int at = to + lane[c];
      for (int r = runs.first[position]; r < runs.first[position + 1]; r++) {
        kernel.add(weights, from + runs.weight[r], runs.length[r], currents, at + runs.place[r]);
      }
    }
  }

  @Override
  public void addInput(SparseInput x, float[] current, Kernel kernel) {
    for (int k = 0; k < x.count(); k++) {
      int c = area.quotient(x.indices()[k]);
      int position = x.indices()[k] - c * area.divisor;
      int from = LEAD + c * weightsPerChannel;
      int at = LEAD + lane[c];
      float value = x.values()[k];
      for (int r = runs.first[position]; r < runs.first[position + 1]; r++) {
        kernel.addProduct(
            weights, from + runs.weight[r], runs.length[r], value, current, at + runs.place[r]);
      }
    }
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
      int[] slots = slots(axis);
      int[] first = new int[size + 1];
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int begin = first[i];
        axis.forEachPosition(
            size,
            i,
            (position, tap) -> {
              Run next = new Run(position, slots[tap], 1);
              int last = runs.size() - 1;
              if (merged && last >= begin && runs.get(last).precedes(next)) {
                runs.set(last, runs.get(last).longer());
              } else {
                runs.add(next);
              }
            });
        first[i + 1] = runs.size();
      }
      return new Reach(
          slots,
          first,
          runs.stream().mapToInt(Run::position).toArray(),
          runs.stream().mapToInt(Run::slot).toArray(),
          runs.stream().mapToInt(Run::length).toArray());
    }

    /** Positions that follow each other, and so do their slots. */
    private record Run(int position, int slot, int length) {
      boolean precedes(Run next) {
        return position + length == next.position && slot + length == next.slot;
      }

      Run longer() {
        return new Run(position, slot, length + 1);
      }
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
