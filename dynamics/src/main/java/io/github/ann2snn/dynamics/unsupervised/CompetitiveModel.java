package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.quantity.Allowed;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.columns.ColumnKernel.Membrane;

/**
 * A competitive network: its constants, and those of how samples are shown to it (Diehl and Cook,
 * "Unsupervised learning of digit recognition using spike-timing-dependent plasticity", Frontiers
 * in Computational Neuroscience 9:99, 2015, and the program that its authors published).
 *
 * <p>What differs from that program, and why: every presentation begins at rest, so that a response
 * depends on nothing but the sample and the seed (the program lets 150 ms pass instead); input
 * spikes arrive at once (there after a random 0 to 10 ms); conductances decay exactly and act with
 * their mean over a step, and the potential is advanced by the implicit Euler method (there by the
 * explicit one); lateral inhibition is stronger (there 17).
 *
 * @param inhibition what a spike of an inhibitory neuron adds to the conductances of all other
 *     excitatory neurons
 * @param thresholdStepMv by how much the adaptive part of an excitatory neuron's threshold rises
 *     with each spike while learning, mV
 */
public record CompetitiveModel(double inhibition, double thresholdStepMv) {
  /**
   * The constants are for so many inputs. With others, the conductances that inputs cause are
   * scaled by the ratio, so that samples drive neurons alike if the same share of inputs is active.
   */
  public static final int REFERENCE_INPUTS = 784;

  /** Length of a step, ms. */
  static final double DT_MS = 0.5;

  /** For how long a sample is shown, ms. */
  static final double PRESENTATION_MS = 350;

  /** Steps of a presentation. */
  public static final int STEPS = (int) (PRESENTATION_MS / DT_MS);

  /** Time between presentations, in which nothing but threshold decay takes place, ms. */
  static final double PAUSE_MS = 150;

  /** Decay of excitatory conductances, ms. */
  static final double EXCITATION_TAU_MS = 1;

  /** Decay of inhibitory conductances, ms. */
  static final double INHIBITION_TAU_MS = 2;

  /** What a spike adds to the conductance of its inhibitory neuron. */
  static final double RELAY_WEIGHT = 10.4;

  /**
   * Mean weight that every presentation begins with while learning: weights of a neuron sum up to
   * 78.
   */
  static final double WEIGHT_PER_INPUT = 78.0 / REFERENCE_INPUTS;

  /**
   * Adaptive part of the thresholds of excitatory neurons at first, mV; their membrane's threshold
   * is that with this part.
   */
  static final double THRESHOLD_START_MV = 20;

  /** Decay of the adaptive part while learning, ms. */
  static final double THRESHOLD_TAU_MS = 1e7;

  /** Rate of an input of value 1 at intensity 1, Hz: a grey value of 255 fires at 63.75 Hz at 2. */
  static final double HERTZ_PER_INTENSITY = 255.0 / 8;

  /** The intensity that a sample is first shown at. */
  static final int INTENSITY = 2;

  /** The last one that is tried. */
  static final int MOST_INTENSITY = 12;

  /** While learning, a sample that causes fewer is shown again, more intensely. */
  static final int LEAST_SPIKES = 5;

  /**
   * Diehl and Cook's constants but for inhibition, whose 120 was chosen among 17, 60 and 120 on
   * 4,000 of MNIST's training images, after learning from 20,000 others (docs/dynamics.md).
   */
  public static final CompetitiveModel DEFAULT = new CompetitiveModel(120, 0.05);

  /**
   * @throws IllegalArgumentException if a number is negative or NaN
   */
  public CompetitiveModel {
    Allowed.require(inhibition >= 0, "inhibition", inhibition, "at least 0");
    Allowed.require(thresholdStepMv >= 0, "threshold step, mV", thresholdStepMv, "at least 0");
  }

  /** The same with another lateral inhibition. */
  public CompetitiveModel withInhibition(double other) {
    return new CompetitiveModel(other, thresholdStepMv);
  }

  /** The same with another rise of thresholds. */
  public CompetitiveModel withThresholdStepMv(double other) {
    return new CompetitiveModel(inhibition, other);
  }

  /**
   * A {@link #thresholdStepMv} that suits a number of neurons: the fewer they are, the more often
   * each fires. It is Diehl and Cook's 0.05 mV for 400; with that, 100 neurons leave one sample in
   * ten without response.
   */
  public static double usualThresholdStepMv(int neurons) {
    return 0.0025 * Math.sqrt(neurons);
  }

  /** Threshold of an excitatory neuron whose adaptive part is 0, mV. */
  public double baseThresholdMv() {
    return ConductanceMembrane.EXCITATORY.thresholdMv() - THRESHOLD_START_MV;
  }

  /**
   * Plasticity by triplets, as Diehl and Cook's program has it (after Pfister and Gerstner,
   * "Triplets of spikes in a model of spike timing-dependent plasticity", Journal of Neuroscience
   * 26, 2006). Three traces are set to 1 by spikes and decay exponentially: x by spikes before the
   * synapse, y1 and y2 by spikes behind it. A spike before the synapse takes {@code preRate * y1}
   * from the weight; one behind it adds {@code postRate * x * y2}, with y2 as it was before that
   * spike. Weights stay in [0, 1].
   *
   * @param preRate learning rate of depression, at least 0
   * @param postRate learning rate of potentiation, at least 0
   * @param tauPreMs time constant of x, ms
   * @param tauPostMs time constant of y1, ms
   * @param tauTripletMs time constant of y2, ms
   */
  public record TripletRule(
      double preRate, double postRate, double tauPreMs, double tauPostMs, double tauTripletMs) {
    /** The rates and time constants of Diehl and Cook's program. */
    public static final TripletRule DIEHL_COOK = new TripletRule(1e-4, 1e-2, 20, 20, 40);

    /**
     * @throws IllegalArgumentException if a rate is negative or a time constant not positive
     */
    public TripletRule {
      boolean rates = preRate >= 0 && postRate >= 0;
      if (!rates || !(Math.min(tauPreMs, Math.min(tauPostMs, tauTripletMs)) > 0)) {
        throw Refusal.of(
            "learning rates are %s and %s, time constants %s, %s and %s ms; expected rates >= 0, times > 0",
            preRate, postRate, tauPreMs, tauPostMs, tauTripletMs);
      }
    }
  }

  /**
   * A leaky integrate-and-fire neuron with conductances, {@code tau dV/dt = E_rest - V + g_e (E_exc
   * - V) + g_i (E_inh - V)}; conductances are in units of the leak's (Diehl and Cook 2015, equation
   * 1).
   *
   * @param tauMs {@code tau > 0}, ms
   * @param restMv {@code E_rest}, mV
   * @param resetMv potential after a spike and until the refractory period ends, mV
   * @param thresholdMv above this potential it fires, mV
   * @param refractoryMs time after a spike in which it stays at the reset potential, ms
   * @param excitatoryReversalMv {@code E_exc}, mV
   * @param inhibitoryReversalMv {@code E_inh}, mV
   */
  public record ConductanceMembrane(
      double tauMs,
      double restMv,
      double resetMv,
      double thresholdMv,
      double refractoryMs,
      double excitatoryReversalMv,
      double inhibitoryReversalMv) {
    /** The excitatory neuron of Diehl and Cook's program. */
    public static final ConductanceMembrane EXCITATORY =
        new ConductanceMembrane(100, -65, -65, -52, 5, 0, -100);

    /** The inhibitory neuron of Diehl and Cook's program. */
    public static final ConductanceMembrane INHIBITORY =
        new ConductanceMembrane(10, -60, -45, -40, 2, 0, -85);

    /**
     * @throws IllegalArgumentException if tau is not positive, the refractory period is negative,
     *     or the reset potential is not below the threshold
     */
    public ConductanceMembrane {
      if (!(tauMs > 0) || !(refractoryMs >= 0) || !(resetMv < thresholdMv)) {
        throw Refusal.of(
            "tau %s ms, refractory period %s ms, reset %s mV, threshold %s mV: expected tau > 0, a period >= 0, and a reset below the threshold",
            tauMs, refractoryMs, resetMv, thresholdMv);
      }
    }

    /** Steps of the refractory period. */
    int refractorySteps() {
      return (int) Math.round(refractoryMs / DT_MS);
    }

    /**
     * Constants of a step.
     *
     * @param gain what excitatory conductances are multiplied by
     */
    Membrane membrane(double gain) {
      return new Membrane(
          (float) (DT_MS / tauMs),
          (float) restMv,
          (float) (gain * mean(EXCITATION_TAU_MS)),
          (float) excitatoryReversalMv,
          (float) mean(INHIBITION_TAU_MS),
          (float) inhibitoryReversalMv,
          (float) StrictMath.exp(-DT_MS / EXCITATION_TAU_MS),
          (float) StrictMath.exp(-DT_MS / INHIBITION_TAU_MS));
    }

    /** Mean of {@code e^(-t/tau)} over a step. */
    private static double mean(double tau) {
      return -StrictMath.expm1(-DT_MS / tau) * tau / DT_MS;
    }
  }
}
