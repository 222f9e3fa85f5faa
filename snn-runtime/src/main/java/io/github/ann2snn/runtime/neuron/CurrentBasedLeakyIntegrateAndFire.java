package io.github.ann2snn.runtime.neuron;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.runtime.connection.Values;

/**
 * Leaky integrate-and-fire neurons whose input current is filtered by a synapse: {@code tau_syn
 * di/dt = -i + w_in I} and {@code tau_mem dv/dt = (v_leak - v) + R i} (NIR's {@code CubaLIF};
 * Pedersen et al. 2024, "Neuromorphic intermediate representation", Nature Communications 15, 8122,
 * table 1), where I is the sum of the weights of what arrives.
 *
 * <p>Advanced by forward Euler, both from the values before the step, as the numerical reference of
 * that paper does (NIR repository, {@code
 * paper/03_rnn/extras/debug_CubaLIF/nir_reference_impl.py}):
 *
 * <ol>
 *   <li>{@code v <- v + dt/tau_mem ((v_leak - v) + R i)},
 *   <li>{@code i <- i + dt/tau_syn (w_in I - i)},
 *   <li>fire and reset v; i stays.
 * </ol>
 *
 * <p>So what arrives moves the potential one step later. The synaptic current starts at 0. Some
 * simulators use the new i in 1 (snnTorch's {@code Synaptic} does); they are a step ahead.
 *
 * @param synapticTimeConstant {@code tau_syn > 0} in seconds, one value per neuron
 * @param membraneTimeConstant {@code tau_mem > 0} in seconds, one value per neuron
 * @param resistance {@code R}, one value per neuron
 * @param leakPotential {@code v_leak}, one value per neuron
 * @param inputWeight {@code w_in}, one value per neuron
 * @param firing how they start, fire and reset
 */
public record CurrentBasedLeakyIntegrateAndFire(
    float[] synapticTimeConstant,
    float[] membraneTimeConstant,
    float[] resistance,
    float[] leakPotential,
    float[] inputWeight,
    Firing firing)
    implements NeuronModel {
  /**
   * Checks and copies the arrays.
   *
   * @param synapticTimeConstant {@code tau_syn > 0} in seconds, one value per neuron
   * @param membraneTimeConstant {@code tau_mem > 0} in seconds, one value per neuron
   * @param resistance {@code R}, one value per neuron
   * @param leakPotential {@code v_leak}, one value per neuron
   * @param inputWeight {@code w_in}, one value per neuron
   * @param firing how they start, fire and reset
   * @throws IllegalArgumentException if the sizes differ, a value is not finite or a time constant
   *     is not positive
   */
  public CurrentBasedLeakyIntegrateAndFire {
    int neurons = firing.neurons();
    synapticTimeConstant = Values.positive("synaptic time constant", synapticTimeConstant, neurons);
    membraneTimeConstant = Values.positive("membrane time constant", membraneTimeConstant, neurons);
    resistance = Values.finite("resistance", resistance, neurons);
    leakPotential = Values.finite("leak potential", leakPotential, neurons);
    inputWeight = Values.finite("input weight", inputWeight, neurons);
  }

  @Override
  public CurrentBasedLeakyIntegrateAndFire withFiring(Firing other) {
    return new CurrentBasedLeakyIntegrateAndFire(
        synapticTimeConstant, membraneTimeConstant, resistance, leakPotential, inputWeight, other);
  }

  @Override
  public CurrentBasedLeakyIntegrateAndFire withInputScaled(float[] scale) {
    return new CurrentBasedLeakyIntegrateAndFire(
        synapticTimeConstant,
        membraneTimeConstant,
        resistance,
        leakPotential,
        Values.product("input scale", inputWeight, scale),
        firing);
  }

  @Override
  public void integrate(float[] v, float[] synaptic, float[] current, double timestep) {
    float[] membrane = Values.fractions(timestep, membraneTimeConstant);
    float[] synapse = Values.fractions(timestep, synapticTimeConstant);
    for (int j = 0; j < v.length; j++) {
      v[j] = v[j] + membrane[j] * ((leakPotential[j] - v[j]) + resistance[j] * synaptic[j]);
      synaptic[j] = synaptic[j] + synapse[j] * (inputWeight[j] * current[j] - synaptic[j]);
    }
  }

  @Override
  public int decayingStates() {
    return 2;
  }

  /** The potential and the synaptic current. */
  @Override
  public int statesPerNeuron() {
    return 2;
  }

  /** {@return a copy of the synaptic time constants, in seconds} */
  @Override
  public float[] synapticTimeConstant() {
    return synapticTimeConstant.clone();
  }

  /** {@return a copy of the membrane time constants, in seconds} */
  @Override
  public float[] membraneTimeConstant() {
    return membraneTimeConstant.clone();
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

  /** {@return a copy of the input weights} */
  @Override
  public float[] inputWeight() {
    return inputWeight.clone();
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
