package io.github.ann2snn.runtime.neuron;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import java.util.Locale;
import java.util.Optional;

/**
 * How the neurons of a layer start, fire and reset; each array has one value per neuron, in the
 * unit of the potential.
 *
 * @param threshold {@code theta > 0}
 * @param initialPotential {@code v(0)}
 * @param rule whether a potential equal to the threshold fires
 * @param reset what a spike does to the potential
 * @param resetPotential {@code v_reset}, used by {@link Reset#ZERO} alone
 * @param negative how signed neurons fire spikes of -1; others do not
 */
public record Firing(
    float[] threshold,
    float[] initialPotential,
    FireRule rule,
    Reset reset,
    float[] resetPotential,
    Optional<Negative> negative) {
  /** A threshold that no potential exceeds: such a neuron only integrates. */
  public static final float NEVER = Float.MAX_VALUE;

  /**
   * Checks and copies the arrays.
   *
   * @param threshold {@code theta > 0}
   * @param initialPotential {@code v(0)}
   * @param rule whether a potential equal to the threshold fires
   * @param reset what a spike does to the potential
   * @param resetPotential {@code v_reset}, used by {@link Reset#ZERO} alone
   * @param negative how signed neurons fire spikes of -1; others do not
   * @throws IllegalArgumentException if the sizes differ, a value is not finite or a threshold is
   *     not positive
   */
  public Firing {
    int neurons = threshold.length;
    threshold = Values.positive("threshold", threshold, neurons);
    initialPotential = Values.finite("initial potential", initialPotential, neurons);
    resetPotential = Values.finite("reset potential", resetPotential, neurons);
    if (negative.isPresent()) {
      int signed = negative.get().threshold().length;
      Refusal.when(signed != neurons, "%d negative thresholds, expected %d", signed, neurons);
      Refusal.when(
          reset != Reset.SUBTRACT,
          "signed neurons take back what was fired by adding the threshold, so they reset by"
              + " subtraction, not to zero");
    }
  }

  /**
   * Neurons whose spikes have no sign.
   *
   * @param threshold {@code theta > 0}
   * @param initialPotential {@code v(0)}
   * @param rule whether a potential equal to the threshold fires
   * @param reset what a spike does to the potential
   * @param resetPotential {@code v_reset}, used by {@link Reset#ZERO} alone
   */
  public Firing(
      float[] threshold,
      float[] initialPotential,
      FireRule rule,
      Reset reset,
      float[] resetPotential) {
    this(threshold, initialPotential, rule, reset, resetPotential, Optional.empty());
  }

  /**
   * {@return neurons of threshold 1, which fire at the threshold and have no sign}
   *
   * @param neurons how many, at least 0
   * @param v0 initial potential as a fraction of the threshold
   * @param reset what a spike does to the potential
   */
  public static Firing unit(int neurons, float v0, Reset reset) {
    float[] threshold = Values.filled(neurons, 1f);
    return new Firing(
        threshold, Values.filled(neurons, v0), FireRule.AT_THRESHOLD, reset, new float[neurons]);
  }

  /**
   * {@return neurons that only integrate, as a readout does that is no spiking layer: all
   * thresholds are {@link #NEVER}}
   *
   * @param initialPotential {@code v(0)}, one value per neuron
   */
  public static Firing never(float[] initialPotential) {
    int neurons = initialPotential.length;
    return new Firing(
        Values.filled(neurons, NEVER),
        initialPotential,
        FireRule.ABOVE_THRESHOLD,
        Reset.SUBTRACT,
        new float[neurons]);
  }

  /** {@return whether the neurons only integrate: all thresholds are {@link #NEVER}} */
  public boolean isNever() {
    return Values.areAll(threshold, NEVER);
  }

  /** {@return the number of neurons} */
  public int neurons() {
    return threshold.length;
  }

  /**
   * {@return the same with another reset}
   *
   * @param other what a spike does to the potential
   * @throws IllegalArgumentException if signed neurons are to reset to zero
   */
  public Firing withReset(Reset other) {
    return new Firing(threshold, initialPotential, rule, other, resetPotential, negative);
  }

  /**
   * {@return the same with another firing rule}
   *
   * @param other whether a potential equal to the threshold fires
   */
  public Firing withRule(FireRule other) {
    return new Firing(threshold, initialPotential, other, reset, resetPotential, negative);
  }

  /**
   * {@return the same with {@code v(0) = fraction * theta}; neurons that only integrate have no
   * threshold and stay as they are}
   *
   * @param fraction finite; 0.5 is half a threshold
   */
  public Firing withInitialPotential(float fraction) {
    if (isNever()) {
      return this;
    }
    float[] v0 = new float[neurons()];
    for (int i = 0; i < v0.length; i++) {
      v0[i] = fraction * threshold[i];
    }
    return new Firing(threshold, v0, rule, reset, resetPotential, negative);
  }

  /** {@return the same with initial potentials rounded to integers, halves to the even one} */
  public Firing withRoundedInitialPotential() {
    float[] v0 = initialPotential();
    for (int i = 0; i < v0.length; i++) {
      v0[i] = (float) Math.rint(v0[i]) + 0f;
    }
    return new Firing(threshold, v0, rule, reset, resetPotential, negative);
  }

  /**
   * {@return the same with spikes of -1, or without}
   *
   * @param other how the neurons fire spikes of -1; empty for none
   * @throws IllegalArgumentException if there are not as many of them, or these neurons reset to
   *     zero
   */
  public Firing withNegative(Optional<Negative> other) {
    return new Firing(threshold, initialPotential, rule, reset, resetPotential, other);
  }

  /** {@return whether spikes have a sign} */
  public boolean isSigned() {
    return negative.isPresent();
  }

  /** {@return a copy of the thresholds} */
  @Override
  public float[] threshold() {
    return threshold.clone();
  }

  /** {@return a copy of the initial potentials} */
  @Override
  public float[] initialPotential() {
    return initialPotential.clone();
  }

  /** {@return a copy of the reset potentials} */
  @Override
  public float[] resetPotential() {
    return resetPotential.clone();
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }

  @Override
  public String toString() {
    return "Firing["
        + neurons()
        + (isSigned() ? " signed" : "")
        + " neurons, v "
        + rule.symbol()
        + " theta, reset "
        + reset
        + "]";
  }

  /** When a neuron fires. */
  public enum FireRule {
    /** {@code v >= theta}. */
    AT_THRESHOLD(">="),
    /** {@code v > theta}, the text of NIR. */
    ABOVE_THRESHOLD(">");

    private final String symbol;

    FireRule(String symbol) {
      this.symbol = symbol;
    }

    /** {@return the sign of the rule as formulas have it, {@code >=} or {@code >}} */
    public String symbol() {
      return symbol;
    }

    /**
     * {@return whether a neuron of potential {@code v} and threshold {@code theta} fires}
     *
     * @param v membrane potential
     * @param theta threshold, in the same unit
     */
    public boolean fires(float v, float theta) {
      return this == AT_THRESHOLD ? v >= theta : v > theta;
    }
  }

  /** What a spike does to the membrane potential. */
  public enum Reset {
    /** {@code v <- v - theta} (reset by subtraction; Rueckauer et al. 2017, eq. 4). */
    SUBTRACT,
    /** {@code v <- v_reset}, which is 0 unless the network says otherwise. */
    ZERO;

    /** How users and files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
