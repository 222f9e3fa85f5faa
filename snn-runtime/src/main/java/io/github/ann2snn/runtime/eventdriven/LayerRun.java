package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.kernel.Kernel;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.OutputTrace;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.List;

/** A layer while it runs, one sample after another: its potentials, and room to compute in. */
interface LayerRun {
  /** Computes the constant currents of the samples to come. */
  void inject(List<SparseInput> inputs);

  /**
   * Lets the layer record its neurons' accumulated currents from now on, for max pooling.
   *
   * @throws IllegalStateException if it is no convolution: nothing else gives images
   */
  default AccumulatedCurrents accumulate() {
    throw new IllegalStateException("max pooling of neurons that form no image");
  }

  /**
   * Lets a current flow from the next step on until another does or a sample begins. Without
   * allocating, once it has been called.
   */
  void drive(SparseInput input);

  /** Forgets spikes that it keeps to itself, so that the next step is step 0 again. */
  default void rewind() {}

  /** Begins with a sample, an index into those injected where there are any. */
  void start(int sample);

  /**
   * Runs the next steps of a sample.
   *
   * @param in the spikes that come in, those steps ended; null where only the constant current does
   * @param t0 the first step
   * @param steps number of steps, at most {@link Kernel#STEPS}
   * @param out receives the spikes; null where the neurons only integrate
   * @param trace receives the potentials after every step; null where nobody reads them
   */
  void advance(SpikeTrain in, int t0, int steps, SpikeTrain out, OutputTrace trace);

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
      this.bySteps = new float[Kernel.STEPS][stride];
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
