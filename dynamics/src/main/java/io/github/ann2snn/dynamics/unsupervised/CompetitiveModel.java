package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.files.Refusal;

/**
 * The constants of a competitive network and of how samples are shown to it (Diehl and Cook,
 * "Unsupervised learning of digit recognition using spike-timing-dependent plasticity", Frontiers
 * in Computational Neuroscience 9:99, 2015, and the program that its authors published).
 *
 * <p>What differs from that program, and why: every presentation begins at rest, so that a response
 * depends on nothing but the sample and the seed (the program lets 150 ms pass instead); input
 * spikes arrive at once (there after a random 0 to 10 ms); conductances decay exactly and act with
 * their mean over a step, and the potential is advanced by the implicit Euler method (there by the
 * explicit one); lateral inhibition is stronger (there 17).
 *
 * @param dtMs length of a step, ms
 * @param presentationMs for how long a sample is shown, ms
 * @param pauseMs time between presentations, in which nothing but threshold decay takes place, ms
 * @param excitatory the neurons that learn
 * @param inhibitory one for each of them
 * @param excitationTauMs decay of excitatory conductances, ms
 * @param inhibitionTauMs decay of inhibitory conductances, ms
 * @param relayWeight what a spike adds to the conductance of its inhibitory neuron
 * @param inhibition what a spike of that neuron adds to the conductances of all other excitatory
 *     neurons
 * @param weightPerInput mean weight that every presentation begins with, see {@link
 *     CompetitiveNetwork#normalise}
 * @param thresholdStartMv adaptive part of the thresholds of excitatory neurons at first, mV; their
 *     membrane's threshold is that with this part
 * @param thresholdStepMv by how much that part rises with each spike while learning, mV
 * @param thresholdTauMs its decay while learning, ms
 * @param rule how weights learn
 * @param hertzPerIntensity rate of an input of value 1 at intensity 1, Hz
 * @param intensity the intensity that a sample is first shown at
 * @param mostIntensity the last one that is tried
 * @param leastSpikes while learning, a sample that causes fewer is shown again, more intensely
 */
public record CompetitiveModel(
    double dtMs,
    double presentationMs,
    double pauseMs,
    ConductanceMembrane excitatory,
    ConductanceMembrane inhibitory,
    double excitationTauMs,
    double inhibitionTauMs,
    double relayWeight,
    double inhibition,
    double weightPerInput,
    double thresholdStartMv,
    double thresholdStepMv,
    double thresholdTauMs,
    TripletRule rule,
    double hertzPerIntensity,
    int intensity,
    int mostIntensity,
    int leastSpikes) {
  /**
   * The constants are for so many inputs. With others, the conductances that inputs cause are
   * scaled by the ratio, so that samples drive neurons alike if the same share of inputs is active.
   */
  public static final int REFERENCE_INPUTS = 784;

  /** Weights of a neuron sum up to 78. */
  private static final double WEIGHT_PER_INPUT = 78.0 / REFERENCE_INPUTS;

  /** A grey value of 255 fires at 63.75 Hz at intensity 2. */
  private static final double HERTZ = 255.0 / 8;

  /**
   * Diehl and Cook's constants but for inhibition, whose 120 was chosen among 17, 60 and 120 on
   * 4,000 of MNIST's training images, after learning from 20,000 others (docs/dynamics.md).
   */
  public static final CompetitiveModel DEFAULT =
      new CompetitiveModel(
          0.5,
          350,
          150,
          ConductanceMembrane.EXCITATORY,
          ConductanceMembrane.INHIBITORY,
          1,
          2,
          10.4,
          120,
          WEIGHT_PER_INPUT,
          20,
          0.05,
          1e7,
          TripletRule.DIEHL_COOK,
          HERTZ,
          2,
          12,
          5);

  /**
   * @throws IllegalArgumentException if a time is not positive, a step not shorter than every time
   *     constant, a weight or a threshold step negative, or a rate more than one spike a step
   */
  public CompetitiveModel {
    double shortest =
        Math.min(
            Math.min(excitatory.tauMs(), inhibitory.tauMs()),
            Math.min(excitationTauMs, inhibitionTauMs));
    require(dtMs > 0 && dtMs < shortest, "dt", dtMs, "more than 0 and less than " + shortest);
    require(presentationMs >= dtMs, "presentation, ms", presentationMs, "at least a step");
    require(pauseMs >= 0, "pause, ms", pauseMs, "at least 0");
    require(relayWeight >= 0, "relay weight", relayWeight, "at least 0");
    require(inhibition >= 0, "inhibition", inhibition, "at least 0");
    require(weightPerInput > 0, "weight per input", weightPerInput, "more than 0");
    require(thresholdStartMv >= 0, "threshold at first, mV", thresholdStartMv, "at least 0");
    require(thresholdStepMv >= 0, "threshold step, mV", thresholdStepMv, "at least 0");
    require(thresholdTauMs > 0, "decay of thresholds, ms", thresholdTauMs, "more than 0");
    require(intensity >= 1 && intensity <= mostIntensity, "intensity", intensity, "1 to the most");
    require(leastSpikes >= 0, "least spikes", leastSpikes, "at least 0");
    double most = hertzPerIntensity * mostIntensity * dtMs / 1000;
    require(most > 0 && most < 1, "spikes per step at most", most, "between 0 and 1");
  }

  private static void require(boolean fulfilled, String name, double value, String expected) {
    Refusal.when(!fulfilled, "%s is %s, expected %s", name, value, expected);
  }

  /** The same with another lateral inhibition. */
  public CompetitiveModel withInhibition(double other) {
    return with(other, thresholdStepMv);
  }

  /** The same with another rise of thresholds. */
  public CompetitiveModel withThresholdStepMv(double other) {
    return with(inhibition, other);
  }

  private CompetitiveModel with(double otherInhibition, double otherStepMv) {
    return new CompetitiveModel(
        dtMs,
        presentationMs,
        pauseMs,
        excitatory,
        inhibitory,
        excitationTauMs,
        inhibitionTauMs,
        relayWeight,
        otherInhibition,
        weightPerInput,
        thresholdStartMv,
        otherStepMv,
        thresholdTauMs,
        rule,
        hertzPerIntensity,
        intensity,
        mostIntensity,
        leastSpikes);
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
    return excitatory.thresholdMv() - thresholdStartMv;
  }

  /** Steps of a presentation. */
  public int steps() {
    return (int) Math.round(presentationMs / dtMs);
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
  }
}
