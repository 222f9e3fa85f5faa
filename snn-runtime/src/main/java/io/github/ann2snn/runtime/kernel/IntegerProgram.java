package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.ArrayList;
import java.util.List;

/**
 * A dense connection of an integer network and the neurons that it leads to, laid out for kernels
 * as {@link LayerProgram} is. Arrays have a lead ({@link Aligned#SHORT_LEAD}) and neurons at {@link
 * #place}s.
 *
 * @param inputs number of inputs
 * @param neurons number of neurons without the padding
 * @param stride number of neurons with it
 * @param weights tile by tile; within a tile the weights of one input lie side by side
 * @param bias one value per neuron
 * @param theta the least potential at which a neuron fires
 * @param initial potential at the start
 * @param subtracts whether a spike subtracts {@code theta}, and nothing else
 * @param firing how the neurons fire where it does not
 */
public record IntegerProgram(
    int inputs,
    int neurons,
    int stride,
    short[] weights,
    short[] bias,
    short[] theta,
    short[] initial,
    boolean subtracts,
    Firing firing) {
  /** Lanes of the widest vector there is: 512 bits of 16-bit integers. */
  static final int PADDING = 32;

  /** Neurons run together: 784 rows of 256 16-bit weights are 400 KB, within an L2. */
  public static final int TILE = 256;

  /**
   * Where a neuron stands: the first half of each {@value #PADDING} at even places, the second half
   * between them, so that 32-bit lanes hold the neurons of each half side by side.
   */
  public static int place(int neuron) {
    int half = PADDING / 2;
    return neuron / PADDING * PADDING + neuron % half * 2 + neuron / half % 2;
  }

  /** Number of neurons of the tile that begins with neuron {@code from}. */
  public int width(int from) {
    return Math.min(TILE, stride - from);
  }

  /** Where the weights of the tile that begins with neuron {@code from} begin. */
  int tile(int from) {
    return Aligned.SHORT_LEAD + from * inputs;
  }

  /** Lays out connections to a population; its neurons are the same in all of them. */
  public static List<IntegerProgram> of(Population layer, List<Affine> connections) {
    Firing firing = layer.neurons().firing();
    int stride = (layer.size() + PADDING - 1) / PADDING * PADDING;
    short[] bias = aligned(layer.biases(), stride);
    short[] theta = aligned(firing.threshold(), stride);
    for (int j = layer.size(); j < stride; j++) {
      theta[Aligned.SHORT_LEAD + place(j)] = Short.MAX_VALUE;
    }
    short[] initial = aligned(firing.initialPotential(), stride);
    boolean subtracts = firing.rule() == FireRule.AT_THRESHOLD && firing.reset() == Reset.SUBTRACT;
    List<IntegerProgram> programs = new ArrayList<>();
    for (Affine affine : connections) {
      short[] weights = tiles(affine, stride);
      programs.add(
          new IntegerProgram(
              affine.inputs(),
              layer.size(),
              stride,
              weights,
              bias,
              theta,
              initial,
              subtracts,
              firing));
    }
    return programs;
  }

  private static short[] aligned(float[] values, int stride) {
    short[] aligned = Aligned.shorts(stride);
    for (int j = 0; j < values.length; j++) {
      aligned[Aligned.SHORT_LEAD + place(j)] = (short) values[j];
    }
    return aligned;
  }

  private static short[] tiles(Affine affine, int stride) {
    short[] tiles = Aligned.shorts(Math.multiplyExact(affine.inputs(), stride));
    for (int j = 0; j < affine.outputs(); j++) {
      int from = j / TILE * TILE;
      int width = Math.min(TILE, stride - from);
      int tile = Aligned.SHORT_LEAD + from * affine.inputs() + place(j) - from;
      for (int i = 0; i < affine.inputs(); i++) {
        tiles[tile + i * width] = (short) affine.weight(j, i);
      }
    }
    return tiles;
  }
}
