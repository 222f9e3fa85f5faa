package io.github.ann2snn.runtime.neuron;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.runtime.connection.Values;

/**
 * Integrate-and-fire neurons: {@code v <- v + R I} once per timestep, then fire and reset
 * (Rueckauer et al. 2017, eq. 3-4; NIR's {@code IF} with a step of one time unit).
 *
 * @param resistance {@code R}, one value per neuron
 * @param firing how they start, fire and reset
 */
public record IntegrateAndFire(float[] resistance, Firing firing) implements NeuronModel {
  /**
   * Checks and copies the resistances.
   *
   * @param resistance {@code R}, one value per neuron
   * @param firing how they start, fire and reset
   * @throws IllegalArgumentException if the sizes differ or a value is not finite
   */
  public IntegrateAndFire {
    resistance = Values.finite("resistance", resistance, firing.neurons());
  }

  /**
   * {@return as many neurons of resistance 1}
   *
   * @param firing how they start, fire and reset
   */
  public static IntegrateAndFire of(Firing firing) {
    return new IntegrateAndFire(Values.filled(firing.neurons(), 1f), firing);
  }

  @Override
  public IntegrateAndFire withFiring(Firing other) {
    return new IntegrateAndFire(resistance, other);
  }

  @Override
  public IntegrateAndFire withInputScaled(float[] scale) {
    return new IntegrateAndFire(Values.product("input scale", resistance, scale), firing);
  }

  @Override
  public void integrate(float[] v, float[] synaptic, float[] current, double timestep) {
    for (int j = 0; j < v.length; j++) {
      v[j] = v[j] + resistance[j] * current[j];
    }
  }

  @Override
  public int decayingStates() {
    return 0;
  }

  /** {@return a copy of the resistances} */
  @Override
  public float[] resistance() {
    return resistance.clone();
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
