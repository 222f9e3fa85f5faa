package io.github.ann2snn.dynamics.leaky;

/** The spikes of a run, and where those of each of the last steps lie among them. */
final class SpikeHistory {
  private final LeakySpikes spikes = new LeakySpikes();
  private final int[] ends;

  /** Remembers as many steps as the longest delay needs. */
  SpikeHistory(int longestDelay) {
    ends = new int[Math.addExact(longestDelay, 2)];
  }

  void add(int neuron, long step) {
    spikes.add(neuron, step);
  }

  /** All spikes of {@code step} have been added. */
  void endStep(long step) {
    ends[slot(step)] = spikes.count();
  }

  /** The first spike of {@code step} or of a later one. */
  int start(long step) {
    return step == 0 ? 0 : ends[slot(step - 1)];
  }

  /** Behind the last spike of {@code step}, which has ended. */
  int end(long step) {
    return ends[slot(step)];
  }

  int neuron(int spike) {
    return spikes.neuron(spike);
  }

  LeakySpikes spikes() {
    return spikes;
  }

  private int slot(long step) {
    return (int) (step % ends.length);
  }
}
