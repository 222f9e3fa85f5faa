package io.github.ann2snn.report.recording;

import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.dynamics.leaky.SynapseResponse;
import io.github.ann2snn.dynamics.leaky.SynapseRule;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Synapses one by one, as a file lists them.
 *
 * @param synapses in the order of the file
 * @param rounded how many delays were not multiples of dt
 */
public record SynapseList(List<Listed> synapses, int rounded) {
  /** The columns of the file; the header names those that it has. */
  static final String COLUMNS = "from,to[,weight_mV[,delay_ms]]";

  /**
   * One synapse.
   *
   * @param from neuron before it
   * @param to neuron behind it
   * @param weight in the unit of the response
   * @param delay in steps
   */
  record Listed(int from, int to, double weight, int delay) {}

  /** A list that owns its synapses. */
  public SynapseList {
    synapses = List.copyOf(synapses);
  }

  /** These synapses with that response. */
  public SynapseGroup group(SynapseResponse response) {
    SynapsePairs pairs =
        new SynapsePairs(
            synapses.stream().mapToInt(Listed::from).toArray(),
            synapses.stream().mapToInt(Listed::to).toArray());
    return SynapseGroup.of(new SynapseRule.Listed(pairs), response, 0)
        .withWeights(synapses.stream().mapToDouble(Listed::weight).toArray())
        .withDelays(synapses.stream().mapToInt(Listed::delay).toArray());
  }

  /** What was rounded. */
  public List<String> notes(Quantity dt) {
    List<String> notes = new ArrayList<>();
    if (rounded > 0) {
      notes.add(
          Text.of(
              "%s in the list, not multiples of dt %s, rounded to whole steps",
              Words.count(rounded, "delay"), dt));
    }
    return notes;
  }
}
