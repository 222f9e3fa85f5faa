package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.simd.Aligned;
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
 * @param weights in single precision, strip by strip, behind a lead ({@link Aligned#LEAD}); -0
 *     where there is none, which changes nothing that it is added to
 * @param integers the same in 16 bits, behind {@link Aligned#SHORT_LEAD}, if they are laid out so:
 *     of two vectors one has the even lanes and one the odd ones
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
    short[] integers,
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
    int shift(WindowProgram program, int range, int line, int tap) {
      int places = line * program.inputRow * MapSpikes.BLOCK;
      int taps = program.vertical.taps();
      return base[range] - places * perPlace + (taps - 1 - tap) * (perPlace / taps);
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

  /** Whether weights are laid out in 16 bits. */
  public boolean isInteger() {
    return integers.length > 0;
  }
}
