package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.simd.Aligned;

/**
 * A dense connection laid out for kernels, cut into the tiles of its neurons.
 *
 * @param inputs number of inputs
 * @param weights tile by tile; within a tile the weights of one input lie side by side; behind a
 *     lead ({@link Aligned#LEAD})
 * @param neurons the neurons, side by side
 */
public record LayerProgram(int inputs, float[] weights, NeuronProgram neurons) {
  /** Where the weights of the tile that begins with neuron {@code from} begin. */
  int tile(int from) {
    return Aligned.LEAD + from * inputs;
  }

  /** Number of neurons of the tile that begins with neuron {@code from}. */
  public int width(int from) {
    return neurons.width(from);
  }

  /** Lays out a connection to neurons that lie side by side. */
  public static LayerProgram of(NeuronProgram neurons, Affine affine) {
    return new LayerProgram(affine.inputs(), tiles(affine, neurons), neurons);
  }

  private static float[] tiles(Affine affine, NeuronProgram neurons) {
    float[] rows = affine.weight();
    float[] tiles = Aligned.floats(Math.multiplyExact(affine.inputs(), neurons.stride()));
    for (int j = 0; j < affine.outputs(); j++) {
      int from = j / NeuronProgram.TILE * NeuronProgram.TILE;
      int width = neurons.width(from);
      int tile = Aligned.LEAD + from * affine.inputs() + (j - from);
      for (int i = 0; i < affine.inputs(); i++) {
        tiles[tile + i * width] = rows[j * affine.inputs() + i];
      }
    }
    return tiles;
  }
}
