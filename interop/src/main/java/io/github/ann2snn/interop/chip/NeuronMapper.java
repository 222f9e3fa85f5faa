package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.chip.LayerFit.CoreUse;
import io.github.ann2snn.interop.chip.LayerFit.Use;
import io.github.ann2snn.interop.chip.LayerNeeds.Source;
import io.github.ann2snn.interop.chip.LayerNeeds.Sums;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts layers for cores that hold some neurons each. The last layer comes first: how many cores a
 * neuron leads to is known when those behind it are cut. A core holds neurons of one layer.
 */
final class NeuronMapper {
  private final SpikingNetwork network;
  private final NeuronCore core;
  private final Rules rules;
  private final int[] bits;

  /** Boxes of the layers that are cut already; none of those that do not fit. */
  private final List<List<Box>> boxes = new ArrayList<>();

  NeuronMapper(SpikingNetwork network, Chip chip, NeuronCore core) {
    this.network = network;
    this.core = core;
    this.rules = new Rules(network, chip);
    this.bits = network.populations().stream().mapToInt(rules::weightBits).toArray();
    network.populations().forEach(layer -> boxes.add(List.of()));
  }

  /** All layers in order, with core numbers that do not heed chips. */
  List<LayerFit> layers() {
    List<LayerFit> layers = new ArrayList<>();
    for (int p = boxes.size() - 1; p >= 0; p--) {
      layers.add(0, layer(p));
    }
    return layers;
  }

  /** What all layers need if each lay on one core: the least that any cut needs. */
  List<List<Use>> least() {
    List<List<Use>> least = new ArrayList<>();
    for (int p = 0; p < boxes.size(); p++) {
      least.add(least(p));
    }
    return least;
  }

  private List<Use> least(int p) {
    Population layer = network.populations().get(p);
    int[] ones = new int[layer.size()];
    long axons = 0;
    for (int q = p + 1; q < boxes.size(); q++) {
      for (Projection projection : network.populations().get(q).projections()) {
        if (projection.source() == p) {
          Arrays.fill(ones, 1);
          axons += core.axonsPerSource(bits[q]);
        }
      }
    }
    long copies = core.axonTypes().isPresent() ? Math.max(1, axons) : 1;
    return needs(p, filled(layer.size(), copies), ones).of(Box.all(Box.maps(layer.shape())));
  }

  private static long[] filled(int length, long value) {
    long[] filled = new long[length];
    Arrays.fill(filled, value);
    return filled;
  }

  private LayerNeeds needs(int p, long[] copies, int[] edges) {
    Population layer = network.populations().get(p);
    FeatureMaps maps = Box.maps(layer.shape());
    long each = rules.neuronsEach(layer);
    return new LayerNeeds(
        core,
        Source.of(network, layer),
        maps,
        bits[p],
        new Sums(maps, Arrays.stream(copies).map(copy -> copy * each).toArray()),
        new Sums(maps, Arrays.stream(edges).asLongStream().toArray()));
  }

  private LayerFit layer(int p) {
    Population layer = network.populations().get(p);
    List<Problem> problems = new ArrayList<>(rules.of(p));
    List<Use> least = least(p);
    Use most = Bound.most(least);
    int own = layer.recurrent().isPresent() ? 1 : 0;
    while (true) {
      LayerNeeds needs = needs(p, own);
      Optional<Cut> cut = Cut.best(needs, Bound.cores(most));
      if (cut.isEmpty()) {
        problems.add(new Misfit(layer.name(), needs, core).problem());
        return new LayerFit(layer.name(), layer.size(), bits[p], List.of(), 0, "", problems);
      }
      List<Box> found = cut.get().all();
      if (own > 0 && found.size() > own) {
        own = found.size();
        continue; // neurons of a recurrent layer lead to all of its cores
      }
      boxes.set(p, found);
      return new LayerFit(
          layer.name(),
          layer.size(),
          bits[p],
          found.stream().map(box -> new CoreUse(0, box, needs.of(box))).toList(),
          Bound.cores(most),
          most.limit(),
          problems);
    }
  }

  /** The needs of a layer, whose neurons also lead to so many cores of their own. */
  private LayerNeeds needs(int p, int own) {
    Population layer = network.populations().get(p);
    int[] edges = new int[layer.size()];
    long[] copies = new long[layer.size()];
    Arrays.fill(edges, own);
    Arrays.fill(copies, (long) own * core.axonsPerSource(bits[p]));
    for (int q = p + 1; q < boxes.size(); q++) {
      for (Box box : boxes.get(q)) {
        int[] reached = Routes.reached(network, p, q, box);
        for (int i = 0; i < reached.length; i++) {
          edges[i] += reached[i] > 0 ? 1 : 0;
          copies[i] += (long) reached[i] * core.axonsPerSource(bits[q]);
        }
      }
    }
    boolean copied = core.axonTypes().isPresent();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = copied ? Math.max(1, copies[i]) : 1;
    }
    return needs(p, copies, edges);
  }

  /** Why a layer does not fit, and what would. */
  private record Misfit(String layer, LayerNeeds needs, NeuronCore core) {
    /** Of the neuron in the middle, which needs most as a rule, or else of the first that does. */
    Problem problem() {
      List<Box> neurons = new ArrayList<>(Box.cut(needs.maps(), 1, 1, 1));
      FeatureMaps maps = needs.maps();
      int middle = maps.index(maps.channels() / 2, maps.height() / 2, maps.width() / 2);
      neurons.add(0, neurons.get(middle));
      for (Box box : neurons) {
        for (Use use : needs.of(box)) {
          if (use.used() > use.available()) {
            return new Problem(
                layer,
                use.limit(),
                use.used(),
                use.available(),
                use.unit() + " for one neuron",
                source(use.limit()),
                remedy(use, box));
          }
        }
      }
      throw new IllegalStateException(layer + " fits, neuron by neuron");
    }

    private String source(String limit) {
      return switch (limit) {
        case "neurons" -> core.neurons().orElseThrow().source();
        case "inputAxons" -> core.inputAxons().orElseThrow().source();
        case "outputAxons" -> core.outputAxons().orElseThrow().source();
        default ->
            core.memories().stream()
                .filter(memory -> memory.name().equals(limit))
                .findFirst()
                .orElseThrow()
                .size()
                .source();
      };
    }

    private String remedy(Use use, Box box) {
      long sources = needs.sources(box);
      return switch (use.limit()) {
        case "inputAxons" ->
            Text.of(
                "it has %,d sources, each on %d axons at %d bits; %,d sources would fit, %,d at 4 bits"
                    + " and %,d at 2: fewer input channels, groups, or a split of the layer's inputs",
                sources,
                core.axonsPerSource(needs.weightBits()),
                needs.weightBits(),
                use.available() / core.axonsPerSource(needs.weightBits()),
                use.available() / core.axonsPerSource(4),
                use.available() / core.axonsPerSource(2));
        case "neurons", "outputAxons" ->
            "it leads to too many cores: fewer output channels in the layers behind, or narrower ones";
        default ->
            Text.of(
                "it has %,d sources; about %,d would fit: fewer input channels, fewer bits, or a split"
                    + " of the layer's inputs",
                sources, Math.max(0, (long) (sources / use.share())));
      };
    }
  }
}
