package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.quantity.Allowed;
import java.util.Objects;

/**
 * Spike-timing-dependent plasticity by pairs with exponential windows (Song, Miller and Abbott,
 * "Competitive Hebbian learning through spike-timing-dependent synaptic plasticity", Nature
 * Neuroscience 3, 2000). A pair whose spike behind the synapse comes {@code Delta t} after the
 * arrival of the spike before it changes the weight by {@code A+ e^(-Delta t/tau+)} for {@code
 * Delta t >= 0} and by {@code -A- e^(Delta t/tau-)} for {@code Delta t < 0}. The pair within one
 * step counts as the former, because events before the synapse are handled first.
 *
 * <p>It is computed with traces (Morrison, Diesmann and Gerstner 2008): an arriving spike adds A+
 * to the trace a_pre, {@code tau+ da_pre/dt = -a_pre}, and adds a_post to the weight; a spike
 * behind adds -A- to a_post, {@code tau- da_post/dt = -a_post}, and a_pre to the weight. Both times
 * the weight is then clipped.
 *
 * @param potentiation {@code A+}, in the unit of the weight; negative for an inverted window
 * @param depression {@code A-}, in the unit of the weight; negative for an inverted window
 * @param tauPlusMs {@code tau+ > 0}, ms
 * @param tauMinusMs {@code tau- > 0}, ms
 * @param pairing which pairs count
 */
public record StdpRule(
    double potentiation,
    double depression,
    double tauPlusMs,
    double tauMinusMs,
    StdpPairing pairing) {
  /**
   * @throws IllegalArgumentException if an amplitude is not finite or a time constant not positive
   */
  public StdpRule {
    Allowed.finite("A+", potentiation, "mV or nA");
    Allowed.finite("A-", depression, "mV or nA");
    Allowed.positive("tau+", tauPlusMs, "ms");
    Allowed.positive("tau-", tauMinusMs, "ms");
    Objects.requireNonNull(pairing, "pairing");
  }

  /** 0.01 mV both ways, 20 ms both ways, all pairs: the tutorial's rule. */
  public static StdpRule tutorial() {
    return new StdpRule(0.01, 0.01, 20, 20, StdpPairing.ALL_TO_ALL);
  }

  /** What one pair does to a weight that is far from its limits. */
  public double change(double deltaMs) {
    return deltaMs >= 0
        ? potentiation * Math.exp(-deltaMs / tauPlusMs)
        : -depression * Math.exp(deltaMs / tauMinusMs);
  }

  /**
   * Nothing, if the rule can be advanced in steps of {@code dtMs}.
   *
   * @throws IllegalArgumentException if the step is not shorter than both time constants
   */
  public void checkStep(double dtMs) {
    Allowed.resolves(dtMs, "tau+", tauPlusMs);
    Allowed.resolves(dtMs, "tau-", tauMinusMs);
  }

  /**
   * Which pairs of spikes change a weight (Morrison, Diesmann and Gerstner, "Phenomenological
   * models of synaptic plasticity based on spike timing", Biological Cybernetics 98, 2008).
   */
  public enum StdpPairing {
    /** Every spike before the synapse with every spike behind it: traces add up. */
    ALL_TO_ALL,

    /**
     * Each spike with the last one on the other side of the synapse (the symmetric scheme, their
     * figure 7A): a spike sets its trace instead of adding to it.
     */
    NEAREST_NEIGHBOUR
  }
}
