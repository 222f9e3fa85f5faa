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
  },
  /** A packet between cores of a tile. */
  LOCAL_PACKET {
    @Override
    public double in(OperationCounts counts) {
      return counts.traffic().local();
    }
  },
  /** A hop from tile to tile along a row. */
  HORIZONTAL_HOP {
    @Override
    public double in(OperationCounts counts) {
      return counts.traffic().horizontal();
    }
  },
  /** A hop from tile to tile along a column. */
  VERTICAL_HOP {
    @Override
    public double in(OperationCounts counts) {
      return counts.traffic().vertical();
    }
  },
  /** A packet's passage of a chip's router. */
  ROUTER_PASSAGE {
    @Override
    public double in(OperationCounts counts) {
      return counts.traffic().routers();
    }
  };

  /** Whether it takes place in the network between cores, so that it is known where neurons lie. */
  public boolean isTraffic() {
    return this != NEURON_UPDATE && this != SPIKE;
  }
}
