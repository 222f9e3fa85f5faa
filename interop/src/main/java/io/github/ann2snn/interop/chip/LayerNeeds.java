package io.github.ann2snn.interop.chip;

import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.LayerFit.Use;
import io.github.ann2snn.interop.chip.NeuronCore.Memory;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What boxes of a layer's neurons need of a core.
 *
 * @param core whose limits they are
 * @param sources what leads to the layer, with the shape of each source
 * @param maps shape of the layer
 * @param weightBits of its weights
 * @param taken sums over the neurons: what each takes of the core's
 * @param edges sums over the neurons: cores that each leads to
 */
record LayerNeeds(
    NeuronCore core,
    List<Source> sources,
    FeatureMaps maps,
    int weightBits,
    Sums taken,
    Sums edges) {
  /** What leads to a layer. */
  record Source(Projection projection, List<Integer> shape) {
    static List<Source> of(SpikingNetwork network, Population layer) {
      List<Source> sources = new ArrayList<>();
      for (Projection projection : layer.projections()) {
        sources.add(
            new Source(
                projection,
                projection.isFromInput()
                    ? network.inputShape()
                    : network.populations().get(projection.source()).shape()));
      }
      Optional<Connection> back = layer.recurrent();
      back.ifPresent(
          own -> sources.add(new Source(new Projection(Projection.INPUT, own), layer.shape())));
      return sources;
    }
  }

  /** Sums of a number for each neuron over any box, from one per neuron. */
  static final class Sums {
    private final FeatureMaps maps;
    private final long[] before;

    Sums(FeatureMaps maps, long[] values) {
      this.maps = maps;
      int height = maps.height() + 1;
      int width = maps.width() + 1;
      this.before = new long[(maps.channels() + 1) * height * width];
      for (int c = 1; c <= maps.channels(); c++) {
        for (int y = 1; y < height; y++) {
          long row = 0;
          for (int x = 1; x < width; x++) {
            row += values[maps.index(c - 1, y - 1, x - 1)];
            before[at(c, y, x)] =
                row
                    + before[at(c - 1, y, x)]
                    + before[at(c, y - 1, x)]
                    - before[at(c - 1, y - 1, x)];
          }
        }
      }
    }

    private int at(int c, int y, int x) {
      return (c * (maps.height() + 1) + y) * (maps.width() + 1) + x;
    }

    long of(Box box) {
      return below(box.toChannel(), box) - below(box.fromChannel(), box);
    }

    private long below(int c, Box box) {
      return before[at(c, box.toRow(), box.toColumn())]
          - before[at(c, box.fromRow(), box.toColumn())]
          - before[at(c, box.toRow(), box.fromColumn())]
          + before[at(c, box.fromRow(), box.fromColumn())];
    }
  }

  /** What a box needs of each limit of a core. */
  List<Use> of(Box box) {
    List<Reach> reaches =
        sources.stream().map(source -> Reach.of(source.projection(), source.shape(), box)).toList();
    List<Use> uses = new ArrayList<>();
    add(uses, "neurons", core.neurons(), taken.of(box));
    if (core.inputAxons().isPresent()) {
      long axons = core.axonsPerSource(weightBits);
      add(
          uses,
          "inputAxons",
          core.inputAxons(),
          axons * reaches.stream().mapToLong(Reach::sources).sum());
    }
    add(uses, "outputAxons", core.outputAxons(), edges.of(box));
    for (Memory memory : core.memories()) {
      long bits = memory.neurons(taken.of(box));
      for (Reach reach : reaches) {
        bits += reach.bits(memory, weightBits, core.sharedWeights().has());
      }
      uses.add(new Use(memory.name(), (bits + 7) / 8, memory.size().value(), memory.size().unit()));
    }
    return uses;
  }

  private static void add(List<Use> uses, String limit, Optional<Quantity> most, long used) {
    most.ifPresent(has -> uses.add(new Use(limit, used, has.value(), has.unit())));
  }

  /** Whether a core can hold a box. */
  boolean fits(Box box) {
    // What is told without looking at connections comes first.
    return isWithin(core.neurons(), taken.of(box))
        && isWithin(core.outputAxons(), edges.of(box))
        && of(box).stream().allMatch(use -> use.used() <= use.available());
  }

  private static boolean isWithin(Optional<Quantity> most, long used) {
    return used <= most.map(Quantity::value).orElse(Long.MAX_VALUE);
  }

  /** How many sources lead to a box, each counted once a projection. */
  long sources(Box box) {
    return sources.stream()
        .mapToLong(source -> Reach.of(source.projection(), source.shape(), box).sources())
        .sum();
  }
}
