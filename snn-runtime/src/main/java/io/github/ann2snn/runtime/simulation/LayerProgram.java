package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.FireRule;
import io.github.ann2snn.runtime.network.Firing;
import io.github.ann2snn.runtime.network.IntegrateAndFire;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.network.Reset;

/**
 * A layer laid out for kernels.
 *
 * @param inputs number of inputs
 * @param neurons number of neurons
 * @param weights {@code inputs x neurons}: the weights of one input lie side by side
 * @param bias one value per neuron
 * @param dynamics how the neurons integrate
 * @param firing how the neurons start, fire and reset
 */
record LayerProgram(
    int inputs, int neurons, float[] weights, float[] bias, Dynamics dynamics, Thresholds firing) {
  /** The parameters of the integration step, one value per neuron. */
  sealed interface Dynamics permits Plain, Leaky {}

  /** {@code v <- v + R I}. */
  record Plain(float[] resistance) implements Dynamics {}

  /** {@code v <- v + step ((leak - v) + R I)}. */
  record Leaky(float[] step, float[] resistance, float[] leak) implements Dynamics {}

  /** A {@link Firing} without its defensive copies. */
  record Thresholds(
      float[] theta, float[] initial, boolean atThreshold, boolean subtract, float[] reset) {}

  static LayerProgram of(Layer layer, double timestep) {
    Affine affine = (Affine) layer.connection();
    return new LayerProgram(
        affine.inputs(),
        affine.outputs(),
        transposed(affine),
        affine.bias(),
        dynamics(layer, timestep),
        thresholds(layer.neurons().firing()));
  }

  private static float[] transposed(Affine affine) {
    float[] rows = affine.weight();
    float[] columns = new float[rows.length];
    int inputs = affine.inputs();
    int outputs = affine.outputs();
    for (int j = 0; j < outputs; j++) {
      for (int i = 0; i < inputs; i++) {
        columns[i * outputs + j] = rows[j * inputs + i];
      }
    }
    return columns;
  }

  private static Dynamics dynamics(Layer layer, double timestep) {
    if (layer.neurons() instanceof LeakyIntegrateAndFire leaky) {
      return new Leaky(leaky.stepFraction(timestep), leaky.resistance(), leaky.leakPotential());
    }
    return new Plain(((IntegrateAndFire) layer.neurons()).resistance());
  }

  private static Thresholds thresholds(Firing firing) {
    return new Thresholds(
        firing.threshold(),
        firing.initialPotential(),
        firing.rule() == FireRule.AT_THRESHOLD,
        firing.reset() == Reset.SUBTRACT,
        firing.resetPotential());
  }
}
