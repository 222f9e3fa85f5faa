package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.kernel.Aligned;
import io.github.ann2snn.runtime.kernel.MapEvents;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Where each input goes: into the windows of a pooling that it lies in, or to a place of its own.
 *
 * @param outputs number of windows or places
 * @param first those of input i are {@code targets[first[i] ... first[i + 1])}
 * @param targets windows or places
 * @param signs what an event of an even input adds, and one of an odd one: 1, and -1 where those
 *     are lines of signed neurons whose sums are taken
 */
record PoolingProgram(int outputs, int[] first, int[] targets, float[] signs) {
  private static final float[] ONES = {1, 1};
  private static final float[] SIGNS = {1, -1};

  /** Number of inputs, or of their places. */
  int inputs() {
    return first.length - 1;
  }

  /**
   * To the places of feature maps, over the pooling of a connection if it has any.
   *
   * @param maps what the connection's weights take
   * @param source where its inputs lie, if they are told by their places instead of their numbers
   * @param lines whether they are lines of signed neurons
   */
  static PoolingProgram of(
      Connection connection, MapsLayout maps, Optional<MapsLayout> source, boolean lines) {
    int per = lines ? 2 : 1;
    int[] places = maps.places();
    Paths paths =
        connection instanceof Pooled pooled
            ? (i, to) -> pooled.pooling().forEachPooled(i / per, q -> to.accept(places[q]))
            : (i, to) -> to.accept(places[i]);
    float[] signs = lines && connection instanceof Pooled ? SIGNS : ONES;
    int count = per * connection.inputs();
    if (source.isEmpty()) {
      return of(count, maps.stride(), paths).with(signs);
    }
    int[] inputs = new int[source.get().stride()];
    Arrays.fill(inputs, -1);
    for (int i = 0; i < count; i++) {
      inputs[source.get().places()[i]] = i;
    }
    Paths located =
        (place, to) -> {
          if (inputs[place] >= 0) {
            paths.from(inputs[place], to);
          }
        };
    return of(inputs.length, maps.stride(), located).with(signs);
  }

  private PoolingProgram with(float[] other) {
    return new PoolingProgram(outputs, first, targets, other);
  }

  /** Gives each input its windows or places. */
  static PoolingProgram of(int inputs, int outputs, Paths paths) {
    int[] first = new int[inputs + 1];
    for (int i = 0; i < inputs; i++) {
      int[] next = {first[i]};
      paths.from(i, q -> next[0]++);
      first[i + 1] = next[0];
    }
    int[] targets = new int[first[inputs]];
    int[] next = new int[1];
    for (int i = 0; i < inputs; i++) {
      paths.from(i, q -> targets[next[0]++] = q);
    }
    return new PoolingProgram(outputs, first, targets, ONES);
  }

  /** Gives the pooled values of an input, in ascending order. */
  interface Paths {
    void from(int i, IntConsumer consumer);
  }

  /**
   * Adds 1 where each spike of step {@code t} goes; its sign, where it has one.
   *
   * @param values one per place, behind a lead
   */
  void add(SpikeTrain in, int t, float[] values) {
    int[] indices = in.indices();
    int end = in.offsets()[t + 1];
    for (int k = in.offsets()[t]; k < end; k++) {
      float sign = signs[indices[k] & 1];
      for (int n = first[indices[k]]; n < first[indices[k] + 1]; n++) {
        values[Aligned.LEAD + targets[n]] += sign;
      }
    }
  }

  /**
   * Likewise, for spikes that are told by their places.
   *
   * @param values one per place, behind a lead
   */
  void add(MapEvents in, float[] values) {
    for (int k = 0; k < in.count(); k++) {
      int place = in.place(k);
      float sign = signs[place & 1];
      for (int n = first[place]; n < first[place + 1]; n++) {
        values[Aligned.LEAD + targets[n]] += sign;
      }
    }
  }

  /**
   * Adds each value where it goes.
   *
   * @param values one per place, behind a lead
   */
  void add(SparseInput x, float[] values) {
    for (int k = 0; k < x.count(); k++) {
      int i = x.indices()[k];
      for (int n = first[i]; n < first[i + 1]; n++) {
        values[Aligned.LEAD + targets[n]] += x.values()[k];
      }
    }
  }
}
