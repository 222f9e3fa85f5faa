package io.github.ann2snn.interop.chip;

import io.github.ann2snn.interop.chip.LayerFit.CoreUse;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the spikes of a source go, per neuron.
 *
 * @param packets that a spike causes: one for each core other than its own that it goes to, or for
 *     each axon there that needs a copy of the neuron, or one in all where the chip multicasts
 * @param deliveries cores other than its own that it goes to
 * @param local packets that stay in their tile
 * @param horizontal hops from tile to tile along a row; 0 where nobody says where cores lie
 * @param vertical hops along a column; likewise
 * @param routers chips whose router it passes, where the chip multicasts: its own and those that it
 *     goes to; those on the way are not counted
 */
record Routes(
    int[] packets, int[] deliveries, int[] local, int[] horizontal, int[] vertical, int[] routers) {
  private Routes(int neurons) {
    this(
        new int[neurons],
        new int[neurons],
        new int[neurons],
        new int[neurons],
        new int[neurons],
        new int[neurons]);
  }

  /** For each neuron of a layer how many projections lead from it into a box of another. */
  static int[] reached(SpikingNetwork network, int from, int to, Box box) {
    int[] reached = new int[network.populations().get(from).size()];
    Population target = network.populations().get(to);
    for (Projection projection : target.projections()) {
      if (projection.source() == from) {
        Reach.of(projection, network.populations().get(from).shape(), box).mark(reached);
      }
    }
    if (from == to && target.recurrent().isPresent()) {
      Connection back = target.recurrent().get();
      Reach.of(new Projection(Projection.INPUT, back), target.shape(), box).mark(reached);
    }
    return reached;
  }

  /** The routes of a layer's neurons. */
  static Routes of(SpikingNetwork network, Chip chip, List<LayerFit> layers, int from) {
    int neurons = network.populations().get(from).size();
    Routes routes = new Routes(neurons);
    int[] home = homes(network, layers, from);
    List<TreeSet<Integer>> chips = Stream.generate(TreeSet<Integer>::new).limit(neurons).toList();
    for (int to = from; to < layers.size(); to++) {
      for (CoreUse core : layers.get(to).cores()) {
        int[] reached = reached(network, from, to, core.box());
        int axons = axons(chip, layers.get(to));
        for (int i = 0; i < neurons; i++) {
          if (reached[i] > 0 && home[i] >= 0 && core.core() != home[i]) {
            routes.add(i, home[i], core.core(), axons == 0 ? 1 : axons * reached[i], chip);
            chips.get(i).add((int) (core.core() / chip.cores().value()));
          }
        }
      }
    }
    for (int i = 0; chip.multicast().has() && i < neurons; i++) {
      routes.packets[i] = Math.min(1, routes.deliveries[i]);
      if (routes.packets[i] > 0) {
        chips.get(i).add((int) (home[i] / chip.cores().value()));
        routes.routers[i] = chips.get(i).size();
      }
    }
    return routes;
  }

  /** Packets that a layer's cores take for a spike, where each axon needs its own; else 0. */
  private static int axons(Chip chip, LayerFit layer) {
    return chip.core() instanceof NeuronCore core && core.axonTypes().isPresent()
        ? core.axonsPerSource(layer.weightBits())
        : 0;
  }

  private void add(int neuron, int home, int core, int sent, Chip chip) {
    packets[neuron] += sent;
    deliveries[neuron]++;
    if (chip.mesh().isPresent()) {
      Mesh mesh = chip.mesh().get();
      long each = chip.cores().value();
      int along = Math.abs(mesh.column(home, each) - mesh.column(core, each));
      int across = Math.abs(mesh.row(home, each) - mesh.row(core, each));
      horizontal[neuron] += sent * along;
      vertical[neuron] += sent * across;
      local[neuron] += along + across == 0 ? sent : 0;
    }
  }

  /** The core of each neuron; -1 where none holds it. */
  private static int[] homes(SpikingNetwork network, List<LayerFit> layers, int from) {
    FeatureMaps maps = Box.maps(network.populations().get(from).shape());
    int[] home = new int[maps.size()];
    Arrays.fill(home, -1);
    for (CoreUse core : layers.get(from).cores()) {
      Box box = core.box();
      for (int c = box.fromChannel(); c < box.toChannel(); c++) {
        for (int y = box.fromRow(); y < box.toRow(); y++) {
          for (int x = box.fromColumn(); x < box.toColumn(); x++) {
            home[maps.index(c, y, x)] = core.core();
          }
        }
      }
    }
    return home;
  }
}
