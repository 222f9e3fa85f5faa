package io.github.ann2snn.runtime.lanes;

import io.github.ann2snn.runtime.simd.Selected;

/**
 * Loops over values of many samples. A <em>place</em> holds one value of each sample, side by side,
 * and numbers of samples are multiples of {@value #LANES}. Every sample is computed for itself: it
 * adds in the order of its own places, with one fma each where it says fma.
 */
public interface LaneKernel {
  /** Lanes of the widest vector there is: 512 bits of single precision. */
  int LANES = 16;

  /** How reports name it. */
  String name();

  /**
   * {@code y_o = bias_o + sum_t w_ot x_t} for the outputs of a tile at several places, beginning
   * with the bias, one fma after the other.
   *
   * @param taps which places are added up
   * @param xAt where the first place's tap of offset 0 lies in {@code x}
   * @param yAt where the first output at the first place lies in {@code y}
   * @param yStep from one output to the next one
   */
  void sums(
      WeightTile tile, Taps taps, float[] x, int xAt, float[] y, int yAt, int yStep, Places places);

  /**
   * {@code y = max_t x_t} of {@code length} values, as {@link Math#max} has it.
   *
   * @param offsets where in {@code x} the values lie that are compared; at least one
   */
  void max(int[] offsets, float[] x, int xAt, float[] y, int yAt, int length);

  /** {@code y = (0 + sum_t x_t) / divisor} of {@code length} values. */
  void mean(int[] offsets, float divisor, float[] x, int xAt, float[] y, int yAt, int length);

  /** {@code y = y + x}. */
  void add(float[] x, int xAt, float[] y, int yAt, int length);

  /** {@code y = fma(scale, y, shift)}. */
  void scale(float scale, float shift, float[] y, int yAt, int length);

  /** {@code y} above 0, but at most {@code bound}; else {@code slope y}, or +0 with slope 0. */
  void rectify(float slope, float bound, float[] y, int yAt, int length);

  /** {@code y} where {@code x} is above 0, else +0: the gradient behind a ReLU that gave x. */
  void gate(float[] x, int xAt, float[] y, int yAt, int length);

  /** The kernel that this process uses, and why. Chosen once. */
  final class LaneKernels {
    private static final Selected<LaneKernel> SELECTED =
        Selected.of(() -> new SimdLanes(), () -> new ScalarLanes());

    private LaneKernels() {}

    public static Selected<LaneKernel> selected() {
      return SELECTED;
    }
  }
}
