package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;

/** What neuromorphic chips charge for as a whole. */
public enum DeviceEvent implements Countable {
  /** Everything that a neuron does at a step. */
  NEURON_UPDATE(
      "neuronUpdate",
      "neuron update",
      "all that a neuron does at a step apart from its synaptic operations: per neuron and step") {
    @Override
    public double in(OperationCounts counts) {
      return counts.of(Operation.BIAS_ADD);
    }
  },
  /** The way of a spike to its targets. */
  SPIKE(
      "spike",
      "spike transport",
      "the way of a spike to its targets: per spike of an input neuron or of a layer") {
    @Override
    public double in(OperationCounts counts) {
      return counts.spikes();
    }
  };

  private final String key;
  private final String title;
  private final String definition;

  DeviceEvent(String key, String title, String definition) {
    this.key = key;
    this.title = title;
    this.definition = definition;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String definition() {
    return definition;
  }
}
