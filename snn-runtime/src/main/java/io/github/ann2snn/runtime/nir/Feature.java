package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a network has that programs which read its file treat differently. */
public enum Feature {
  /** {@code IF} neurons. */
  INTEGRATE_AND_FIRE,
  /** {@code IF} neurons whose resistance is not 1. */
  RESISTANCE,
  /** {@code LIF} neurons that forget. */
  LEAKY,
  /** {@code LIF} neurons that do not ({@link NeuronKind}). */
  LEAKLESS,
  /** A leak potential that is not 0. */
  LEAK_POTENTIAL,
  /** {@code CubaLIF} neurons. */
  CURRENT_BASED,
  /** An {@code I} or {@code LI} node at the end. */
  INTEGRATOR,
  /** A spike subtracts the threshold. */
  SUBTRACTS,
  /** A spike sets the potential to 0. */
  RESETS_TO_ZERO,
  /** A spike sets the potential to another value. */
  RESETS_ELSEWHERE,
  /** Fires at {@code v >= theta}. */
  FIRES_AT_THRESHOLD,
  /** Fires at {@code v > theta}. */
  FIRES_ABOVE_THRESHOLD,
  /** The potential does not start at 0. */
  INITIAL_POTENTIAL,
  /** Neurons of a layer have different thresholds. */
  DIFFERENT_THRESHOLDS,
  /** {@code SumPool2d}. */
  SUM_POOLING,
  /** {@code AvgPool2d}. */
  AVERAGE_POOLING,
  /** A sum over a window that is padded. */
  PADDED_SUM_POOLING,
  /** {@code MaxPool2d}, which NIR has not. */
  MAX_POOLING,
  /** A convolution in groups. */
  GROUPS,
  /** A kernel, as it is written, with another height than width. */
  OBLONG_KERNEL,
  /** An image is flattened. */
  FLATTEN,
  /** Integers that saturate, and inputs that are rounded. */
  INTEGERS,
  /** Neurons feed back to themselves. */
  RECURRENT,
  /** The class is read from potentials of output neurons that fire in the file. */
  MEMBRANE_READOUT;

  /** Those that {@code network} has. */
  public static Set<Feature> of(SpikingNetwork network) {
    Set<Feature> found = EnumSet.noneOf(Feature.class);
    List<Integer> shape = network.inputShape();
    for (Layer layer : network.layers()) {
      add(found, layer.gate().isPresent(), MAX_POOLING);
      addConnection(found, layer.connection(), shape);
      add(found, layer.recurrent().isPresent(), RECURRENT);
      layer.recurrent().ifPresent(back -> addConnection(found, back, back.inputShape()));
      addNeurons(found, layer.neurons(), network);
      shape = layer.connection().outputShape();
    }
    add(found, network.arithmetic().isInteger(), INTEGERS);
    Firing output = network.layers().get(network.layers().size() - 1).neurons().firing();
    boolean membrane = network.defaults().readout() == Readout.MEMBRANE;
    add(found, membrane && !output.isNever(), MEMBRANE_READOUT);
    return found;
  }

  private static void add(Set<Feature> found, boolean present, Feature feature) {
    if (present) {
      found.add(feature);
    }
  }

  private static void addConnection(
      Set<Feature> found, Connection connection, List<Integer> shape) {
    if (connection instanceof Pooled pooled) {
      Pooling pooling = pooled.pooling();
      boolean sum = pooling.kind() == Pooling.Kind.SUM;
      found.add(sum ? SUM_POOLING : AVERAGE_POOLING);
      Window window = pooling.window();
      boolean padded = window.vertical().before() + window.horizontal().before() > 0;
      add(found, sum && padded, PADDED_SUM_POOLING);
      addConnection(found, pooled.then(), pooling.output().shape());
    } else if (connection instanceof Convolution convolution) {
      add(found, convolution.groups() > 1, GROUPS);
      Window window =
          KernelZeros.of(convolution)
              .map(zeros -> zeros.widened(convolution).window())
              .orElse(convolution.window());
      add(found, window.vertical().taps() != window.horizontal().taps(), OBLONG_KERNEL);
    } else {
      add(found, connection instanceof Affine && shape.size() > 1, FLATTEN);
    }
  }

  private static void addNeurons(Set<Feature> found, NeuronModel neurons, SpikingNetwork network) {
    Firing firing = neurons.firing();
    add(found, !Values.areAll(firing.initialPotential(), 0), INITIAL_POTENTIAL);
    if (neurons instanceof CurrentBasedLeakyIntegrateAndFire filtered) {
      found.add(CURRENT_BASED);
      add(found, !Values.areAll(filtered.leakPotential(), 0), LEAK_POTENTIAL);
    }
    if (neurons instanceof LeakyIntegrateAndFire leaky) {
      add(found, !Values.areAll(leaky.leakPotential(), 0), LEAK_POTENTIAL);
    }
    if (firing.isNever()) {
      found.add(INTEGRATOR);
      return;
    }
    if (neurons instanceof LeakyIntegrateAndFire leaky) {
      found.add(NeuronKind.isLeakless(leaky, network.timestep()) ? LEAKLESS : LEAKY);
    } else if (neurons instanceof IntegrateAndFire integrating) {
      found.add(INTEGRATE_AND_FIRE);
      add(found, !Values.areAll(integrating.resistance(), 1), RESISTANCE);
    }
    addFiring(found, firing);
  }

  private static void addFiring(Set<Feature> found, Firing firing) {
    if (firing.reset() == Reset.SUBTRACT) {
      found.add(SUBTRACTS);
    } else {
      found.add(Values.areAll(firing.resetPotential(), 0) ? RESETS_TO_ZERO : RESETS_ELSEWHERE);
    }
    boolean at = firing.rule() == FireRule.AT_THRESHOLD;
    found.add(at ? FIRES_AT_THRESHOLD : FIRES_ABOVE_THRESHOLD);
    float[] threshold = firing.threshold();
    add(found, !Values.areAll(threshold, threshold[0]), DIFFERENT_THRESHOLDS);
  }
}
