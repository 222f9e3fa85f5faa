package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.simd.Aligned;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The neurons of a layer laid out for kernels, each at a place of its own. Places without neuron
 * never fire. Kernels run tiles of {@value #TILE} places, the last one narrower. Arrays have one
 * value per place and a lead ({@link Aligned#LEAD}).
 *
 * @param neurons number of neurons
 * @param stride number of places, a multiple of {@value #PADDING}
 * @param bias what is added to the current
 * @param dynamics how the neurons integrate
 * @param firing how the neurons start, fire and reset
 * @param saturates whether potentials are held within their limits before neurons fire ({@link
 *     Arithmetic})
 */
public record NeuronProgram(
    int neurons,
    int stride,
    float[] bias,
    Dynamics dynamics,
    Thresholds firing,
    boolean saturates) {
  /** Lanes of the widest vector there is: 512 bits of single precision. */
  public static final int PADDING = 16;

  /** Neurons run together: 784 rows of 128 single-precision weights are 400 KB, within an L2. */
  public static final int TILE = 128;

  /** The parameters of the integration step, one value per neuron. */
  sealed interface Dynamics permits Plain, Leaky, Synaptic {}

  /** {@code v <- v + R I}; {@code unit} where every R is 1. */
  record Plain(float[] resistance, boolean unit) implements Dynamics {}

  /** {@code v <- v + step ((leak - v) + R I)}. */
  record Leaky(float[] step, float[] resistance, float[] leak) implements Dynamics {}

  /**
   * {@code v <- v + membraneStep ((leak - v) + R i)}, then {@code i <- i + synapticStep (w I - i)};
   * i lies {@code stride} places behind v.
   */
  record Synaptic(
      float[] membraneStep,
      float[] resistance,
      float[] leak,
      float[] synapticStep,
      float[] inputWeight)
      implements Dynamics {}

  /** A {@link Firing} without its defensive copies. */
  record Thresholds(
      float[] theta, float[] initial, boolean atThreshold, boolean subtract, float[] reset) {}

  /** {@code n}, or the next number that is a multiple of {@value #PADDING}. */
  public static int padded(int n) {
    return Math.addExact(n, PADDING - 1) / PADDING * PADDING;
  }

  /**
   * Whether its neurons are those that conversion makes: {@code v <- v + I}, v >= theta, subtract.
   */
  public boolean isUnitIntegrateAndFire() {
    return dynamics instanceof Plain plain
        && plain.unit()
        && firing.atThreshold()
        && firing.subtract();
  }

  /** Number of floats that the neurons keep from step to step, potentials first. */
  public int states() {
    return dynamics instanceof Synaptic ? Math.multiplyExact(2, stride) : stride;
  }

  /** Some of the neurons side by side. */
  public NeuronProgram some(int count, float[] theta) {
    Thresholds thresholds =
        new Thresholds(theta, theta, firing.atThreshold, firing.subtract, firing.reset);
    return new NeuronProgram(count, padded(count), bias, dynamics, thresholds, saturates);
  }

  /** Puts the neurons where they start. */
  public void start(float[] states) {
    float[] initial = firing.initial();
    System.arraycopy(initial, 0, states, 0, initial.length);
    Arrays.fill(states, initial.length, states.length, 0f);
  }

  /** Number of places of the tile that begins at place {@code from}. */
  public int width(int from) {
    return Math.min(TILE, stride - from);
  }

  /** Neurons side by side. */
  public static NeuronProgram of(Population layer, double timestep) {
    int neurons = layer.neurons().neurons();
    int[] places = IntStream.range(0, neurons).toArray();
    return of(layer, timestep, places, padded(neurons), false);
  }

  /**
   * Neurons in any order.
   *
   * @param places of each neuron, below {@code stride}
   * @param saturates whether their network is one of integers
   */
  public static NeuronProgram of(
      Population layer, double timestep, int[] places, int stride, boolean saturates) {
    return new NeuronProgram(
        places.length,
        stride,
        placed(layer.biases(), places, stride, 0),
        dynamics(layer, timestep, places, stride),
        thresholds(layer.neurons().firing(), places, stride),
        saturates);
  }

  private static float[] placed(float[] values, int[] places, int stride, float otherwise) {
    float[] placed = Aligned.floats(stride);
    Arrays.fill(placed, Aligned.LEAD, placed.length, otherwise);
    for (int j = 0; j < values.length; j++) {
      placed[Aligned.LEAD + places[j]] = values[j];
    }
    return placed;
  }

  private static Dynamics dynamics(Population layer, double timestep, int[] places, int stride) {
    if (layer.neurons() instanceof LeakyIntegrateAndFire leaky) {
      return new Leaky(
          placed(Values.fractions(timestep, leaky.timeConstant()), places, stride, 0),
          placed(leaky.resistance(), places, stride, 0),
          placed(leaky.leakPotential(), places, stride, 0));
    }
    if (layer.neurons() instanceof CurrentBasedLeakyIntegrateAndFire synaptic) {
      return new Synaptic(
          placed(Values.fractions(timestep, synaptic.membraneTimeConstant()), places, stride, 0),
          placed(synaptic.resistance(), places, stride, 0),
          placed(synaptic.leakPotential(), places, stride, 0),
          placed(Values.fractions(timestep, synaptic.synapticTimeConstant()), places, stride, 0),
          placed(synaptic.inputWeight(), places, stride, 0));
    }
    float[] resistance = ((IntegrateAndFire) layer.neurons()).resistance();
    boolean unit = Values.areAll(resistance, 1f);
    return new Plain(placed(resistance, places, stride, 0), unit);
  }

  private static Thresholds thresholds(Firing firing, int[] places, int stride) {
    return new Thresholds(
        placed(firing.threshold(), places, stride, Float.MAX_VALUE),
        placed(firing.initialPotential(), places, stride, 0),
        firing.rule() == FireRule.AT_THRESHOLD,
        firing.reset() == Reset.SUBTRACT,
        placed(firing.resetPotential(), places, stride, 0));
  }
}
