package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;

/** What neuromorphic chips charge for as a whole. */
public enum DeviceEvent implements Countable {
  /** Everything that a neuron does at a step. */
  NEURON_UPDATE {
    @Override
    public double in(OperationCounts counts) {
      return counts.of(Operation.BIAS_ADD);
    }
  },
  /** The way of a spike to its targets. */
  SPIKE {
    @Override
    public double in(OperationCounts counts) {
      return counts.spikes();
    }
  }
}
