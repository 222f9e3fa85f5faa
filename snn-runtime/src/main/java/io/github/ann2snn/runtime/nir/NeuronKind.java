package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The node that integrate-and-fire neurons are written as. A {@code LIF} whose time constant is
 * 2^40 steps and whose resistance is 2^40 R is one without leak: {@code v + dt/tau ((0 - v) + r I)}
 * is {@code v + (R I - v 2^-40)}, and the term in v vanishes when the sum is rounded to float32,
 * unless {@code R I} lies within {@code v 2^-40} of where rounding changes, so that runs are equal
 * but for the rarest of sums. Programs that compute the decay see 1: {@code 1 - dt/tau} and {@code
 * exp(-dt/tau)} are 1 in float32 for every {@code dt/tau} below 2^-25.
 */
public enum NeuronKind {
  /** {@code IF}. */
  IF,
  /** {@code LIF}. */
  LIF;

  /** Steps of the time constant of a neuron without leak. */
  private static final double STEPS = 0x1p40;

  /** A leak of less than this part of the potential in a step is none. */
  private static final float NEGLIGIBLE = 0x1p-32f;

  /**
   * Seconds per step of a network that has no time constants yet: the 1e-4 s that snnTorch assumes,
   * as float32, so that the time constant is exactly 2^40 of them.
   */
  private static final double TIMESTEP = 1e-4f;

  /** How users name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * {@return whether neurons keep their potential for ever: all of them, at this length of a step}
   *
   * @param leaky the neurons
   * @param timestep seconds per step
   */
  public static boolean isLeakless(LeakyIntegrateAndFire leaky, double timestep) {
    float[] fractions = Values.fractions(timestep, leaky.timeConstant());
    return IntStream.range(0, fractions.length).allMatch(j -> fractions[j] <= NEGLIGIBLE)
        && Values.areAll(leaky.leakPotential(), 0);
  }

  /**
   * {@return the network with its {@code IF} neurons as {@code LIF} without leak, or the reverse;
   * others stay}
   *
   * @param network with neurons of any kind
   * @throws IllegalArgumentException if integers are to leak, or a leak to vanish
   */
  public SpikingNetwork of(SpikingNetwork network) {
    if (this == LIF && network.arithmetic().isInteger()) {
      throw Refusal.of(
          "the neurons of an %s network are IF; write it with those", network.arithmetic());
    }
    boolean timed = network.populations().stream().anyMatch(l -> l.neurons().dependsOnTimestep());
    double timestep = this == LIF && !timed ? TIMESTEP : network.timestep();
    List<Population> layers = new ArrayList<>();
    for (Population layer : network.populations()) {
      NeuronModel changed =
          this == LIF ? leaky(layer.neurons(), timestep) : integrating(layer, network.timestep());
      layers.add(layer.withNeurons(changed));
    }
    return new SpikingNetwork(
        network.inputShape(),
        layers,
        timestep,
        network.arithmetic(),
        network.defaults(),
        network.provenance());
  }

  private static NeuronModel leaky(NeuronModel neurons, double timestep) {
    if (!(neurons instanceof IntegrateAndFire integrating)) {
      return neurons;
    }
    float[] resistance = integrating.resistance();
    for (int j = 0; j < resistance.length; j++) {
      resistance[j] = (float) (resistance[j] * STEPS);
    }
    float[] timeConstant = Values.filled(resistance.length, (float) (timestep * STEPS));
    return new LeakyIntegrateAndFire(
        timeConstant, resistance, new float[resistance.length], integrating.firing());
  }

  private static NeuronModel integrating(Population layer, double timestep) {
    if (!(layer.neurons() instanceof LeakyIntegrateAndFire leaky)) {
      return layer.neurons();
    }
    if (!isLeakless(leaky, timestep)) {
      throw Refusal.of(
          "the neurons of layer %s leak, which IF cannot; write them as LIF", layer.name());
    }
    float[] resistance = leaky.resistance();
    float[] fraction = Values.fractions(timestep, leaky.timeConstant());
    for (int j = 0; j < resistance.length; j++) {
      resistance[j] = resistance[j] * fraction[j];
    }
    return new IntegrateAndFire(resistance, leaky.firing());
  }
}
