package io.github.ann2snn.runtime.neuron;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.runtime.connection.Values;

/**
 * Leaky integrate-and-fire neurons: {@code tau dv/dt = (v_leak - v) + R I}, advanced by forward
 * Euler, {@code v <- v + dt/tau ((v_leak - v) + R I)}, then fire and reset (NIR's {@code LIF}). The
 * potential decays by the factor {@code 1 - dt/tau} in a step.
 *
 * @param timeConstant {@code tau > 0} in seconds, one value per neuron
 * @param resistance {@code R}, one value per neuron
 * @param leakPotential {@code v_leak}, one value per neuron
 * @param firing how they start, fire and reset
 */
public record LeakyIntegrateAndFire(
    float[] timeConstant, float[] resistance, float[] leakPotential, Firing firing)
    implements NeuronModel {
  /**
   * Checks and copies the arrays.
   *
   * @param timeConstant {@code tau > 0} in seconds, one value per neuron
   * @param resistance {@code R}, one value per neuron
   * @param leakPotential {@code v_leak}, one value per neuron
   * @param firing how they start, fire and reset
   * @throws IllegalArgumentException if the sizes differ, a value is not finite or a time constant
   *     is not positive
   */
  public LeakyIntegrateAndFire {
    int neurons = firing.neurons();
    timeConstant = Values.positive("time constant", timeConstant, neurons);
    resistance = Values.finite("resistance", resistance, neurons);
    leakPotential = Values.finite("leak potential", leakPotential, neurons);
  }

  @Override
  public LeakyIntegrateAndFire withFiring(Firing other) {
    return new LeakyIntegrateAndFire(timeConstant, resistance, leakPotential, other);
  }

  @Override
  public LeakyIntegrateAndFire withInputScaled(float[] scale) {
    return new LeakyIntegrateAndFire(
        timeConstant, Values.product("input scale", resistance, scale), leakPotential, firing);
  }

  @Override
  public void integrate(float[] v, float[] synaptic, float[] current, double timestep) {
    float[] step = Values.fractions(timestep, timeConstant);
    for (int j = 0; j < v.length; j++) {
      v[j] = v[j] + step[j] * ((leakPotential[j] - v[j]) + resistance[j] * current[j]);
    }
  }

  @Override
  public int decayingStates() {
    return 1;
  }

  /** {@return a copy of the time constants, in seconds} */
  @Override
  public float[] timeConstant() {
    return timeConstant.clone();
  }

  /** {@return a copy of the resistances} */
  @Override
  public float[] resistance() {
    return resistance.clone();
  }

  /** {@return a copy of the leak potentials} */
  @Override
  public float[] leakPotential() {
    return leakPotential.clone();
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }
}
