package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.FireRule;
import io.github.ann2snn.runtime.network.Firing;
import io.github.ann2snn.runtime.network.IntegrateAndFire;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.network.Reset;
import java.util.Arrays;

/**
 * A layer laid out for kernels. It is padded with neurons that never fire, so that their number is
 * a multiple of {@value #PADDING}, and cut into tiles of {@value #TILE} neurons, the last one
 * narrower. Arrays have a lead ({@link Aligned#LEAD}).
 *
 * @param inputs number of inputs
 * @param neurons number of neurons without the padding
 * @param stride number of neurons with it
 * @param weights tile by tile; within a tile the weights of one input lie side by side
 * @param bias one value per neuron
 * @param dynamics how the neurons integrate
 * @param firing how the neurons start, fire and reset
 */
record LayerProgram(
    int inputs,
    int neurons,
    int stride,
    float[] weights,
    float[] bias,
    Dynamics dynamics,
    Thresholds firing) {
  /** Lanes of the widest vector there is: 512 bits of single precision. */
  static final int PADDING = 16;

  /** Neurons run together: 784 rows of 128 single-precision weights are 400 KB, within an L2. */
  static final int TILE = 128;

  /** The parameters of the integration step, one value per neuron. */
  sealed interface Dynamics permits Plain, Leaky {}

  /** {@code v <- v + R I}; {@code unit} where every R is 1. */
  record Plain(float[] resistance, boolean unit) implements Dynamics {}

  /** {@code v <- v + step ((leak - v) + R I)}. */
  record Leaky(float[] step, float[] resistance, float[] leak) implements Dynamics {}

  /** A {@link Firing} without its defensive copies. */
  record Thresholds(
      float[] theta, float[] initial, boolean atThreshold, boolean subtract, float[] reset) {}

  /**
   * Whether its neurons are those that conversion makes: {@code v <- v + I}, v >= theta, subtract.
   */
  boolean isUnitIntegrateAndFire() {
    return dynamics instanceof Plain plain
        && plain.unit()
        && firing.atThreshold()
        && firing.subtract();
  }

  /** Number of neurons of the tile that begins with neuron {@code from}. */
  int width(int from) {
    return Math.min(TILE, stride - from);
  }

  /** Where the weights of the tile that begins with neuron {@code from} begin. */
  int tile(int from) {
    return Aligned.LEAD + from * inputs;
  }

  static LayerProgram of(Layer layer, double timestep) {
    Affine affine = (Affine) layer.connection();
    int stride = (affine.outputs() + PADDING - 1) / PADDING * PADDING;
    return new LayerProgram(
        affine.inputs(),
        affine.outputs(),
        stride,
        tiles(affine, stride),
        Aligned.floats(affine.bias(), stride),
        dynamics(layer, timestep, stride),
        thresholds(layer.neurons().firing(), stride));
  }

  private static float[] tiles(Affine affine, int stride) {
    float[] rows = affine.weight();
    float[] tiles = Aligned.floats(Math.multiplyExact(affine.inputs(), stride));
    for (int j = 0; j < affine.outputs(); j++) {
      int from = j / TILE * TILE;
      int width = Math.min(TILE, stride - from);
      int tile = Aligned.LEAD + from * affine.inputs() + (j - from);
      for (int i = 0; i < affine.inputs(); i++) {
        tiles[tile + i * width] = rows[j * affine.inputs() + i];
      }
    }
    return tiles;
  }

  private static Dynamics dynamics(Layer layer, double timestep, int stride) {
    if (layer.neurons() instanceof LeakyIntegrateAndFire leaky) {
      return new Leaky(
          Aligned.floats(leaky.stepFraction(timestep), stride),
          Aligned.floats(leaky.resistance(), stride),
          Aligned.floats(leaky.leakPotential(), stride));
    }
    float[] resistance = ((IntegrateAndFire) layer.neurons()).resistance();
    boolean unit = true;
    for (float r : resistance) {
      unit &= r == 1f;
    }
    return new Plain(Aligned.floats(resistance, stride), unit);
  }

  private static Thresholds thresholds(Firing firing, int stride) {
    float[] theta = Aligned.floats(firing.threshold(), stride);
    Arrays.fill(theta, Aligned.LEAD + firing.neurons(), theta.length, Float.MAX_VALUE);
    return new Thresholds(
        theta,
        Aligned.floats(firing.initialPotential(), stride),
        firing.rule() == FireRule.AT_THRESHOLD,
        firing.reset() == Reset.SUBTRACT,
        Aligned.floats(firing.resetPotential(), stride));
  }
}
