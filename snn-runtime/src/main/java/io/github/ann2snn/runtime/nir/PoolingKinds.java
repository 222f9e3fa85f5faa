package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * A network with all its pooling of one kind: sums with weights divided by the size of the window,
 * or averages with weights multiplied by it.
 *
 * @param network with that pooling
 * @param changed number of paths' weights that rounding changed: none of a sum made of an average,
 *     which is how simulators here run it, and of an average none where windows have 2^n values
 */
public record PoolingKinds(SpikingNetwork network, long changed) {
  /**
   * Rewrites the pooling.
   *
   * @param network as it was
   * @param kind that all pooling gets
   * @return the network, and how many weights rounding changed
   * @throws IllegalArgumentException if an integer network is to average
   */
  public static PoolingKinds of(SpikingNetwork network, Pooling.Kind kind) {
    List<Population> layers = new ArrayList<>();
    long changed = 0;
    for (Population layer : network.populations()) {
      List<Projection> projections = new ArrayList<>();
      for (Projection projection : layer.projections()) {
        if (projection.connection() instanceof Pooled pooled && pooled.pooling().kind() != kind) {
          Pooled other = kind == Pooling.Kind.SUM ? pooled.summed() : pooled.averaged();
          changed += kind == Pooling.Kind.SUM ? 0 : changed(pooled, other.summed());
          projections.add(projection.withConnection(other));
        } else {
          projections.add(projection);
        }
      }
      layers.add(layer.withProjections(projections));
    }
    return new PoolingKinds(network.withPopulations(layers), changed);
  }

  private static long changed(Pooled before, Pooled after) {
    float[] was = before.weight();
    float[] is = after.weight();
    long changed = 0;
    for (int i = 0; i < was.length; i++) {
      changed += was[i] == is[i] ? 0 : 1;
    }
    return changed;
  }
}
