package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.List;

/**
 * A population while it runs, one sample after another: its potentials, and room to compute in. It
 * is told what comes over its projections, as their weights take it ({@link Arrivals}).
 */
interface PopulationRun {
  /**
   * Computes the constant currents that come over a projection for the samples to come; those of
   * several projections add up in the order of the calls.
   */
  void inject(int projection, List<SparseInput> samples);

  /**
   * Lets the population record its neurons' accumulated currents from now on, for max pooling.
   *
   * @throws IllegalStateException if it is no convolution: nothing else gives images
   */
  default AccumulatedCurrents accumulate() {
    throw new IllegalStateException("max pooling of neurons that form no image");
  }

  /**
   * Lets the population list its spikes position by position from now on: those of the steps that
   * it advanced last, until it advances again.
   *
   * @throws IllegalStateException if it is no convolution
   */
  default MapSpikes locate() {
    throw new IllegalStateException("positions of neurons that form no image");
  }

  /** Lets biases alone flow from the next step on. */
  void rest();

  /**
   * Lets a current flow over a projection as well from the next step on, until the population rests
   * or a sample begins. Without allocating, once it has been called.
   */
  void drive(int projection, SparseInput input);

  /** Begins with a sample, an index into those injected where there are any. */
  void start(int sample);

  /**
   * Runs the next steps of a sample.
   *
   * @param in for each projection the spikes that come in, those steps ended; null where none do
   * @param t0 the first step
   * @param steps number of steps, at most {@link Kernel#STEPS}
   * @param out receives the spikes; null where the neurons only integrate
   * @param trace receives the potentials after every step; null where nobody reads them
   */
  void advance(SpikeTrain[] in, int t0, int steps, SpikeTrain out, OutputTrace trace);

  /** Whether spikes come over no projection, so that the current is the same at every step. */
  static boolean areNone(SpikeTrain[] in) {
    for (SpikeTrain train : in) {
      if (train != null) {
        return false;
      }
    }
    return true;
  }

  /** The sum of each neuron's currents since the first step, after each of the last steps. */
  final class AccumulatedCurrents {
    private final int[] places;
    private final float[] sums;
    private final float[][] bySteps;

    /**
     * @param places where each neuron's current stands
     * @param stride number of places
     */
    AccumulatedCurrents(int[] places, int stride) {
      this.places = places;
      this.sums = new float[stride];
      this.bySteps = new float[Kernel.STEPS][];
    }

    /** Begins with a sample. */
    void start() {
      Arrays.fill(sums, 0);
    }

    /**
     * Adds the currents of a step.
     *
     * @param step counted from the first that is advanced together with others
     * @param currents the places from {@code at} on
     */
    void add(int step, float[] currents, int at) {
      if (bySteps[step] == null) {
        bySteps[step] = new float[sums.length];
      }
      float[] after = bySteps[step];
      for (int k = 0; k < sums.length; k++) {
        sums[k] = sums[k] + currents[at + k];
        after[k] = sums[k];
      }
    }

    /** The sum of a neuron's currents up to and including {@code step}. */
    float sum(int step, int neuron) {
      return bySteps[step][places[neuron]];
    }
  }
}
