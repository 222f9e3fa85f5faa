package io.github.ann2snn.runtime.simulation;

/** What comes into a layer during a run. */
sealed interface Drive permits Drive.Constant, Drive.Events {
  /**
   * A sample's values, injected as a current that is the same at every step: the {@code count}
   * nonzero ones, in ascending order of their input.
   */
  record Constant(int[] indices, float[] values, int count) implements Drive {
    static Constant of(float[] input) {
      int[] indices = new int[input.length];
      float[] values = new float[input.length];
      int count = 0;
      for (int i = 0; i < input.length; i++) {
        indices[count] = i;
        values[count] = input[i];
        count += input[i] != 0f ? 1 : 0;
      }
      return new Constant(indices, values, count);
    }
  }

  /**
   * Spikes: those of step {@code t} are {@code indices[offsets[t] ... offsets[t + 1])}, ascending;
   * what lies behind the last step's has no meaning.
   */
  record Events(int[] indices, int[] offsets) implements Drive {
    static Events of(SpikeTrain train) {
      int[] offsets = new int[train.timesteps() + 1];
      for (int t = 0; t < train.timesteps(); t++) {
        offsets[t + 1] = offsets[t] + train.count(t);
      }
      int[] indices = new int[offsets[train.timesteps()] + SpikeTrain.SLACK];
      for (int t = 0; t < train.timesteps(); t++) {
        train.indices(t, indices, offsets[t]);
      }
      return new Events(indices, offsets);
    }

    /** No spike at any step. */
    static Events none(int timesteps) {
      return new Events(new int[0], new int[timesteps + 1]);
    }
  }
}
