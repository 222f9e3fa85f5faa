package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.quantity.Allowed;
import io.github.ann2snn.files.Refusal;
import java.util.Objects;

/**
 * The membrane of a leaky integrate-and-fire neuron, {@code tau_m dV/dt = E_L - V + R_m I}. It
 * fires when {@code V > threshold}, is then reset, and for the refractory period its equation is
 * frozen.
 *
 * <p>While I is constant, the equation has the exact solution {@code V(t + dt) = V(t) e^(-dt/tau_m)
 * + (E_L + R_m I)(1 - e^(-dt/tau_m))}, which is what a step computes (Rotter and Diesmann, "Exact
 * digital simulation of time-invariant linear systems with applications to neuronal modeling",
 * Biological Cybernetics 81, 1999; in Brian2 the method {@code exact}: Stimberg, Brette and
 * Goodman, "Brian 2, an intuitive and efficient neural simulator", eLife 8, 2019).
 *
 * @param tauMs {@code tau_m > 0}, ms
 * @param restMv {@code E_L}, mV; also the potential at the start
 * @param resistanceMegohm {@code R_m > 0}, MOhm, so that MOhm times nA gives mV
 * @param thresholdMv above this potential the neuron fires, mV
 * @param resetMv the potential after a spike, below the threshold, mV
 * @param refractoryMs time from a spike to the next integration, at least 0, ms
 * @param refractoryInput what becomes of jumps that arrive in that time
 */
public record LeakyMembrane(
    double tauMs,
    double restMv,
    double resistanceMegohm,
    double thresholdMv,
    double resetMv,
    double refractoryMs,
    RefractoryInput refractoryInput) {
  /** A time this close below a whole number of steps, in steps, counts as whole (as in Brian2). */
  private static final double ROUNDING = 1e-3;

  private static final double MS_PER_S = 1000;

  /**
   * @throws IllegalArgumentException if a value is out of its range, NaN or infinite
   */
  public LeakyMembrane {
    Allowed.positive("tau_m", tauMs, "ms");
    Allowed.finite("E_L", restMv, "mV");
    Allowed.positive("R_m", resistanceMegohm, "MOhm");
    Allowed.finite("threshold", thresholdMv, "mV");
    Allowed.finite("reset", resetMv, "mV");
    if (!(resetMv < thresholdMv)) {
      throw Refusal.of(
          "reset is %s mV, expected less than the threshold, %s mV", resetMv, thresholdMv);
    }
    if (!(Allowed.finite("refractory period", refractoryMs, "ms") >= 0)) {
      throw Refusal.of("refractory period is %s ms, expected a number >= 0", refractoryMs);
    }
    Objects.requireNonNull(refractoryInput, "refractoryInput");
  }

  /** A membrane that ignores jumps while it is refractory. */
  public LeakyMembrane(
      double tauMs,
      double restMv,
      double resistanceMegohm,
      double thresholdMv,
      double resetMv,
      double refractoryMs) {
    this(
        tauMs,
        restMv,
        resistanceMegohm,
        thresholdMv,
        resetMv,
        refractoryMs,
        RefractoryInput.IGNORED);
  }

  /** 10 ms, -70 mV, 10 MOhm, -50 mV, reset to -70 mV, 5 ms: the tutorial's neuron. */
  public static LeakyMembrane tutorial() {
    return new LeakyMembrane(10, -70, 10, -50, -70, 5);
  }

  /** This membrane with another treatment of jumps in the refractory period. */
  public LeakyMembrane with(RefractoryInput input) {
    return new LeakyMembrane(
        tauMs, restMv, resistanceMegohm, thresholdMv, resetMv, refractoryMs, input);
  }

  /** How far a constant current lifts the potential above rest in the end, {@code R_m I}, mV. */
  public double driveMv(double nanoamperes) {
    return resistanceMegohm * nanoamperes;
  }

  /** The current above which the neuron fires at all, {@code (threshold - E_L) / R_m}, nA. */
  public double rheobaseNanoamperes() {
    return (thresholdMv - restMv) / resistanceMegohm;
  }

  /**
   * How often the neuron fires in the end under a constant current and nothing else, Hz: {@code 1 /
   * (t_ref + tau_m ln((E_L + R_m I - reset) / (E_L + R_m I - threshold)))}, the exact solution
   * above solved for the time from reset to threshold; 0 where it does not get there. If the
   * refractory period is a whole number of steps, steps shift each interval by less than one.
   *
   * @param nanoamperes the current, nA
   */
  public double rateHertz(double nanoamperes) {
    double end = restMv + driveMv(nanoamperes);
    if (!(end > thresholdMv)) {
      return 0;
    }
    return MS_PER_S / (refractoryMs + tauMs * Math.log((end - resetMv) / (end - thresholdMv)));
  }

  /**
   * Nothing, if this membrane can be advanced in steps of {@code dtMs}.
   *
   * @throws IllegalArgumentException if the step is not positive, not shorter than tau_m, or longer
   *     than a refractory period that is not 0
   */
  public void checkStep(double dtMs) {
    Allowed.resolves(Allowed.positive("dt", dtMs, "ms"), "tau_m", tauMs);
    if (refractoryMs > 0 && refractorySteps(dtMs) < 1) {
      throw Refusal.of(
          "refractory period is %s ms, shorter than the step of %s ms; choose 0 or at least a step",
          refractoryMs, dtMs);
    }
  }

  /** Whole steps in the refractory period; a part of a step at its end does not count. */
  public long refractorySteps(double dtMs) {
    return (long) ((refractoryMs + ROUNDING * dtMs) / dtMs);
  }

  /** {@code e^(-dt/tau_m)}: what a step leaves of the distance to the asymptote. */
  double decay(double dtMs) {
    return Math.exp(-dtMs / tauMs);
  }

  /** What becomes of the jump of a potential that a synapse causes during the refractory period. */
  public enum RefractoryInput {
    /**
     * It is lost: the potential stays at the reset. This is Brian2's {@code (unless refractory)},
     * which makes the variable read-only for synapses too.
     */
    IGNORED,

    /** It is added to the frozen potential and kept until the refractory period ends. */
    ADDED
  }
}
