package io.github.ann2snn.runtime.simulation;

/** What comes into a layer during a run. */
sealed interface Drive permits Drive.Constant, Drive.Events {
  /** A sample's values, injected as a current that is the same at every step. */
  record Constant(float[] values) implements Drive {}

  /**
   * Spikes: those of step {@code t} are {@code indices[offsets[t] ... offsets[t + 1])}, ascending.
   */
  record Events(int[] indices, int[] offsets) implements Drive {
    static Events of(SpikeTrain train) {
      int[] offsets = new int[train.timesteps() + 1];
      for (int t = 0; t < train.timesteps(); t++) {
        offsets[t + 1] = offsets[t] + train.count(t);
      }
      int[] indices = new int[offsets[train.timesteps()]];
      for (int t = 0; t < train.timesteps(); t++) {
        train.indices(t, indices, offsets[t]);
      }
      return new Events(indices, offsets);
    }
  }
}
