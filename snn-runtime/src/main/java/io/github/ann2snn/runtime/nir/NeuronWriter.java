package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import io.github.ann2snn.runtime.nir.graph.NirNode.NodeType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the neurons of a layer as a node.
 *
 * @param neurons the neurons
 * @param shape their shape
 * @param stateBits bits of a potential
 * @param last whether they are the output layer
 */
record NeuronWriter(NeuronModel neurons, List<Integer> shape, int stateBits, boolean last) {
  /** The node's type: of an output layer that only integrates, one without threshold. */
  NodeType type() {
    if (neurons instanceof CurrentBasedLeakyIntegrateAndFire) {
      return NodeType.CUBA_LIF;
    }
    boolean leaky = neurons instanceof LeakyIntegrateAndFire;
    Firing firing = neurons.firing();
    if (last && firing.isNever() && !firing.isSigned() && isZero(firing.resetPotential())) {
      return leaky ? NodeType.LEAKY_INTEGRATOR : NodeType.INTEGRATOR;
    }
    return leaky ? NodeType.LIF : NodeType.IF;
  }

  /** Writes the parameters, and what NIR has no field for as metadata. */
  void write(Hdf5Content node) throws BadFileException {
    if (neurons instanceof CurrentBasedLeakyIntegrateAndFire filtered) {
      put(node, NirNames.SYNAPTIC_TIME_CONSTANT, filtered.synapticTimeConstant());
      put(node, NirNames.MEMBRANE_TIME_CONSTANT, filtered.membraneTimeConstant());
      put(node, NirNames.RESISTANCE, filtered.resistance());
      put(node, NirNames.LEAK_POTENTIAL, filtered.leakPotential());
      put(node, NirNames.INPUT_WEIGHT, filtered.inputWeight());
    } else if (neurons instanceof LeakyIntegrateAndFire leaky) {
      put(node, NirNames.TIME_CONSTANT, leaky.timeConstant());
      put(node, NirNames.RESISTANCE, leaky.resistance());
      put(node, NirNames.LEAK_POTENTIAL, leaky.leakPotential());
    } else if (neurons instanceof IntegrateAndFire plain) {
      put(node, NirNames.RESISTANCE, plain.resistance());
    } else {
      throw new IllegalStateException("no node stands for " + neurons.getClass().getSimpleName());
    }
    writeFiring(node, neurons.firing());
  }

  private void put(Hdf5Content node, String name, float[] values) {
    node.putArray(name, values, shape, Float.SIZE);
  }

  private void writeFiring(Hdf5Content node, Firing firing) throws BadFileException {
    if (!type().isIntegrator()) {
      node.putArray(NirNames.THRESHOLD, firing.threshold(), shape, stateBits);
      if (firing.reset() == Reset.ZERO || !isZero(firing.resetPotential())) {
        node.putArray(NirNames.RESET_POTENTIAL, firing.resetPotential(), shape, stateBits);
      }
    }
    Hdf5Content metadata = node.group(NirNames.METADATA);
    metadata.putText(NirNames.RESET, NirNames.text(firing.reset()));
    metadata.putText(NirNames.SPIKE_CONDITION, firing.rule().symbol());
    metadata.putArray(NirNames.INITIAL_POTENTIAL, firing.initialPotential(), shape, stateBits);
    if (firing.negative().isPresent()) {
      Negative negative = firing.negative().get();
      node.put(NirNames.SIGNED, 1L);
      metadata.putArray(NirNames.NEGATIVE_THRESHOLD, negative.threshold(), shape, stateBits);
      if (!negative.isRectified()) {
        put(metadata, NirNames.NEGATIVE_PRICE, negative.price());
      }
    }
  }

  /** Whether every value is +0, which is what a reader takes for a missing dataset. */
  private static boolean isZero(float[] values) {
    return IntStream.range(0, values.length).allMatch(i -> Float.floatToRawIntBits(values[i]) == 0);
  }
}
