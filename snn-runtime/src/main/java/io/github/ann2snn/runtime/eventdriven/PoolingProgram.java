package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * To the places of feature maps, over the pooling of a connection if it has any.
   *
   * @param maps what the connection's weights take
   * @param lines whether inputs come on the lines of signed neurons
   */
  static PoolingProgram of(Connection connection, MapsLayout maps, boolean lines) {
    int per = lines ? 2 : 1;
    int[] places = maps.places();
    return of(
            per * connection.inputs(),
            maps.stride(),
            connection instanceof Pooled pooled
                ? (i, to) -> pooled.pooling().forEachPooled(i / per, q -> to.accept(places[q]))
                : (i, to) -> to.accept(places[i]))
        .with(lines && connection instanceof Pooled ? SIGNS : ONES);
  }

  private PoolingProgram with(float[] other) {
    return new PoolingProgram(outputs, first, targets, other);
  }

  /** Gives each position of pooled maps the positions that it sees. */
  static PoolingProgram windows(Pooling pooling) {
    List<List<Integer>> seen = new ArrayList<>();
    for (int position = 0; position < pooling.output().area(); position++) {
      seen.add(new ArrayList<>());
    }
    for (int position = 0; position < pooling.input().area(); position++) {
      int at = position;
      pooling.forEachPooled(at, q -> seen.get(q).add(at));
    }
    return of(seen.size(), pooling.input().area(), (q, to) -> seen.get(q).forEach(to::accept));
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
