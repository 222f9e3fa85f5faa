package io.github.ann2snn.dynamics.leaky;

import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.files.Refusal;
import java.util.Arrays;

/**
 * The synapses of a group in the order in which spikes visit them. All synapses of a source with
 * the same delay form a branch and lie side by side, so that an arriving spike runs through one
 * stretch of memory and has one trace.
 *
 * @param neurons of the network
 * @param delays the different delays in steps, longest first
 * @param originals the place of each synapse in the group
 * @param targets the target of each synapse
 * @param branchStarts where each branch starts in {@code targets}: for each delay one per neuron,
 *     with or without synapses
 * @param incoming the synapses onto each target
 * @param incomingBranches the branch of each of these
 * @param incomingStarts where each target starts in {@code incoming}
 */
record SynapseTable(
    int neurons,
    int[] delays,
    int[] originals,
    int[] targets,
    int[] branchStarts,
    int[] incoming,
    int[] incomingBranches,
    int[] incomingStarts) {
  static SynapseTable of(SynapseGroup group, int neurons) {
    int[] delayOf = group.delays();
    SynapsePairs pairs = group.pairs();
    // Descending: among spikes that arrive together the older comes first.
    int[] delays = Arrays.stream(delayOf).map(d -> -d).distinct().sorted().map(d -> -d).toArray();
    int branches = branches(delays.length, neurons);
    int[] branchOf = new int[pairs.count()];
    Arrays.setAll(branchOf, k -> indexOf(delays, delayOf[k]) * neurons + pairs.source(k));
    int[] branchStarts = starts(branchOf, branches);
    int[] originals = sorted(branchOf, branchStarts);
    int[] targets = permuted(pairs.targets(), originals);
    int[] incomingStarts = starts(targets, neurons);
    int[] incoming = sorted(targets, incomingStarts);
    int[] incomingBranches = permuted(permuted(branchOf, originals), incoming);
    return new SynapseTable(
        neurons,
        delays,
        originals,
        targets,
        branchStarts,
        incoming,
        incomingBranches,
        incomingStarts);
  }

  private static int branches(int delays, int neurons) {
    long branches = (long) delays * neurons;
    if (branches > Integer.MAX_VALUE - 8) {
      throw Refusal.of(
          "%d different delays of %d neurons are too many; use fewer delays", delays, neurons);
    }
    return (int) branches;
  }

  private static int indexOf(int[] delays, int delay) {
    int low = 0;
    int high = delays.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (delays[middle] > delay) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where each key's entries start when they are sorted, and where the last ends. */
  private static int[] starts(int[] keys, int count) {
    int[] starts = new int[count + 1];
    for (int key : keys) {
      starts[key + 1]++;
    }
    for (int key = 0; key < count; key++) {
      starts[key + 1] += starts[key];
    }
    return starts;
  }

  /** The indices of the keys in ascending order of keys, equal keys in their order. */
  private static int[] sorted(int[] keys, int[] starts) {
    int[] next = starts.clone();
    int[] sorted = new int[keys.length];
    for (int k = 0; k < keys.length; k++) {
      sorted[next[keys[k]]++] = k;
    }
    return sorted;
  }

  private static int[] permuted(int[] values, int[] order) {
    int[] result = new int[order.length];
    Arrays.setAll(result, p -> values[order[p]]);
    return result;
  }

  /** The weights in the order of this table. */
  double[] gather(double[] weights) {
    double[] gathered = new double[weights.length];
    Arrays.setAll(gathered, p -> weights[originals[p]]);
    return gathered;
  }

  /** The weights in the order of the group. */
  double[] scatter(double[] weights) {
    double[] scattered = new double[weights.length];
    for (int p = 0; p < weights.length; p++) {
      scattered[originals[p]] = weights[p];
    }
    return scattered;
  }

  /** The longest delay in steps; 0 if there is no synapse. */
  int longestDelay() {
    return delays.length == 0 ? 0 : delays[0];
  }

  /** Number of branches. */
  int branches() {
    return branchStarts.length - 1;
  }

  /** The branch of a source for the delay at {@code index}. */
  int branch(int index, int source) {
    return index * neurons + source;
  }
}
