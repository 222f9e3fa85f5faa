package io.github.ann2snn.runtime.columns;

import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simd.Selected;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/**
 * Loops over neurons that are columns of a matrix of weights, each computed for itself: it
 * multiplies and adds in the order that is stated, without fused multiply-adds.
 *
 * <p>Weights lie in tiles of {@value #TILE} neurons, behind a lead of {@link Aligned#LEAD}: first
 * those of all inputs to the first tile, input by input.
 */
public interface ColumnKernel {
  /** Neurons of a tile; of what is left of the last there are neurons that never fire. */
  int TILE = 32;

  /** How reports name it. */
  String name();

  /**
   * Advances a step: with the mean conductances e and g over it, {@code V = (V + share (rest + e
   * E_exc + g E_inh)) / (1 + share (1 + e + g))}; then conductances decay, and the weights of the
   * inputs that fire are added to the excitatory ones, in the order of the spikes.
   *
   * @param spikes the inputs that fire, from index {@code from} up to index {@code to}
   * @param state potentials, excitatory, then inhibitory conductances, as many of each as there are
   *     neurons
   * @param before where those lie that are advanced
   * @param after where what becomes of them is to lie, which may be the same place
   * @return whether a potential is above its limit
   */
  boolean step(
      Columns columns, int[] spikes, int from, int to, float[] state, int before, int after);

  /**
   * Scales the weights of each neuron by {@code sum} over what they add up to, input by input; none
   * gets greater than 1, and those of a neuron that has none but zeros stay.
   */
  void normalise(Columns columns, float sum);

  /**
   * Draws from a {@link io.github.ann2snn.files.SplitMix64} at every step a number of 53 bits for
   * each of {@code count} limits. Those whose number is below fire.
   *
   * @param seed the generator's
   * @param limits at most 2^53, and zeros behind them up to a multiple of {@value #TILE}
   * @param values who fires, ascending, for each limit
   * @param train whose next steps these are
   */
  void draw(long seed, int count, long[] limits, int[] values, int steps, SpikeTrain train);

  /** A multiple of {@value #TILE} that is not less. */
  static int padded(int number) {
    return Math.multiplyExact((number + TILE - 1) / TILE, TILE);
  }

  /**
   * Some tiles of neurons.
   *
   * @param weights of all tiles
   * @param inputs number of inputs
   * @param first the first neuron's number in {@code weights}, a multiple of {@value #TILE}
   * @param width number of neurons, a multiple of {@value #TILE}
   * @param limits of their potentials, behind a lead of {@link Aligned#LEAD}
   * @param membrane what is the same for all
   */
  record Columns(
      float[] weights, int inputs, int first, int width, float[] limits, Membrane membrane) {
    /** Where the weights of input 0 to a neuron lie, counted among these; others follow by tile. */
    public int at(int neuron) {
      return at(inputs, first + neuron);
    }

    /** The same of all neurons. */
    public static int at(int inputs, int neuron) {
      return Aligned.LEAD + neuron / TILE * inputs * TILE + neuron % TILE;
    }
  }

  /**
   * Constants of neurons.
   *
   * @param share length of a step by the membrane's time constant
   * @param rest E_rest
   * @param excitationMean mean excitatory conductance over a step, by what it is at first
   * @param excitationReversal E_exc
   * @param inhibitionMean mean inhibitory conductance over a step, by what it is at first
   * @param inhibitionReversal E_inh
   * @param excitationDecay what a step leaves of an excitatory conductance
   * @param inhibitionDecay what a step leaves of an inhibitory conductance
   */
  record Membrane(
      float share,
      float rest,
      float excitationMean,
      float excitationReversal,
      float inhibitionMean,
      float inhibitionReversal,
      float excitationDecay,
      float inhibitionDecay) {
    /** The potential after a step. */
    public float advanced(float potential, float excitation, float inhibition) {
      float e = excitation * excitationMean;
      float g = inhibition * inhibitionMean;
      return (potential + share * (rest + e * excitationReversal + g * inhibitionReversal))
          / (1 + share * (1 + e + g));
    }
  }

  /** The kernel that this process uses, and why. Chosen once. */
  final class ColumnKernels {
    private static final Selected<ColumnKernel> SELECTED =
        Selected.of(() -> new SimdColumns(), () -> new ScalarColumns());

    private ColumnKernels() {}

    public static Selected<ColumnKernel> selected() {
      return SELECTED;
    }
  }
}
