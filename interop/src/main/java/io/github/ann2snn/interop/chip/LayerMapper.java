package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.LayerCore.Choice;
import io.github.ann2snn.interop.chip.LayerCore.Group;
import io.github.ann2snn.interop.chip.LayerFit.CoreUse;
import io.github.ann2snn.interop.chip.LayerFit.Use;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gives each layer a core of its own, where cores hold layers: the largest matching of layers and
 * cores that hold them (Kuhn's augmenting paths), layers and cores in order.
 */
final class LayerMapper {
  private final SpikingNetwork network;
  private final LayerCore core;
  private final Rules rules;
  private final List<Kernel> kernels = new ArrayList<>();
  private final List<List<Problem>> problems = new ArrayList<>();

  /** The group of each core. */
  private final List<Group> cores = new ArrayList<>();

  private final int[] layerOf;

  LayerMapper(SpikingNetwork network, Chip chip, LayerCore core) {
    this.network = network;
    this.core = core;
    this.rules = new Rules(network, chip);
    for (Group group : core.groups()) {
      for (int i = 0; i < group.cores().value(); i++) {
        cores.add(group);
      }
    }
    this.layerOf = new int[cores.size()];
    Arrays.fill(layerOf, -1);
    for (int p = 0; p < network.populations().size(); p++) {
      List<Problem> broken = new ArrayList<>(rules.of(p));
      kernels.add(Kernel.of(network, p, core, broken));
      memory(p, broken);
      problems.add(broken);
    }
  }

  /** A layer that no core holds, for its memories or because others have taken those that would. */
  private void memory(int p, List<Problem> broken) {
    Kernel kernel = kernels.get(p);
    if (cores.stream().anyMatch(group -> holds(group, kernel))) {
      return;
    }
    String layer = network.populations().get(p).name();
    Group largest = largest(kernel);
    boolean weights = kernel.kernelWords() > largest.kernelMemory().value();
    Quantity memory = weights ? largest.kernelMemory() : largest.neuronMemory();
    broken.add(
        new Problem(
            layer,
            weights ? "kernelMemory" : "neuronMemory",
            weights ? kernel.kernelWords() : kernel.neuronWords(),
            memory.value(),
            memory.unit(),
            memory.source(),
            remedy(kernel)));
  }

  /** The core that misses least. */
  private Group largest(Kernel kernel) {
    return core.groups().stream()
        .min((a, b) -> Double.compare(excess(a, kernel), excess(b, kernel)))
        .orElseThrow();
  }

  private static double excess(Group group, Kernel kernel) {
    return Math.max(
        (double) kernel.kernelWords() / group.kernelMemory().value(),
        (double) kernel.neuronWords() / group.neuronMemory().value());
  }

  private String remedy(Kernel kernel) {
    int channels = kernel.maps().channels();
    while (channels > 0 && !isHeld(kernel.with(channels))) {
      channels--;
    }
    if (channels == 0) {
      return Text.of(
          "not even one of its output channels fits a core: fewer of its %,d input channels, or smaller maps",
          kernel.inputs());
    }
    return Text.of(
        "%,d output channels would fit a core: fewer channels, or a split into %d layers",
        channels, (kernel.maps().channels() + channels - 1) / channels);
  }

  private boolean isHeld(Kernel kernel) {
    return cores.stream().anyMatch(group -> holds(group, kernel));
  }

  private static boolean holds(Group group, Kernel kernel) {
    return kernel.kernelWords() <= group.kernelMemory().value()
        && kernel.neuronWords() <= group.neuronMemory().value();
  }

  /** All layers in order, each with its core. */
  List<LayerFit> layers() {
    for (int p = 0; p < kernels.size(); p++) {
      boolean whole = problems.get(p).stream().noneMatch(problem -> blocks(problem));
      if (whole && !augment(p, new boolean[cores.size()])) {
        crowded(p);
      }
    }
    List<LayerFit> layers = new ArrayList<>();
    for (int p = 0; p < kernels.size(); p++) {
      Population layer = network.populations().get(p);
      List<CoreUse> uses = uses(p);
      layers.add(
          new LayerFit(
              layer.name(),
              layer.size(),
              rules.weightBits(layer),
              uses,
              uses.isEmpty() ? 0 : 1,
              uses.isEmpty() ? "" : Bound.most(uses.get(0).uses()).limit(),
              problems.get(p)));
    }
    return layers;
  }

  /** Whether a problem is one of shape or memory, so that the layer has no place. */
  private static boolean blocks(Problem problem) {
    return !List.of("weightBits", "stateBits", "signedSpikes", "maxPooling", "models", "resets")
        .contains(problem.limit());
  }

  private void crowded(int p) {
    Kernel kernel = kernels.get(p);
    long holding = cores.stream().filter(group -> holds(group, kernel)).count();
    problems
        .get(p)
        .add(
            new Problem(
                network.populations().get(p).name(),
                "cores",
                holding + 1,
                holding,
                "cores that hold such a layer",
                core.groups().get(0).cores().source(),
                "other layers take them all: fewer layers, or smaller ones"));
  }

  private boolean augment(int p, boolean[] seen) {
    for (int c = 0; c < seen.length; c++) {
      if (!seen[c] && holds(cores.get(c), kernels.get(p))) {
        seen[c] = true;
        if (layerOf[c] < 0 || augment(layerOf[c], seen)) {
          layerOf[c] = p;
          return true;
        }
      }
    }
    return false;
  }

  private List<CoreUse> uses(int p) {
    for (int c = 0; c < layerOf.length; c++) {
      if (layerOf[c] == p) {
        return List.of(new CoreUse(c, Box.all(kernels.get(p).maps()), needs(p, cores.get(c))));
      }
    }
    return List.of();
  }

  private List<Use> needs(int p, Group group) {
    return List.of(
        use("kernelMemory", kernels.get(p).kernelWords(), group.kernelMemory()),
        use("neuronMemory", kernels.get(p).neuronWords(), group.neuronMemory()));
  }

  private static Use use(String limit, long used, Quantity memory) {
    return new Use(limit, used, memory.value(), memory.unit());
  }

  /** What all layers need, against all memory of the chip: so many cores at least. */
  long lowerBound() {
    return Math.max(
        kernels.size(),
        Math.max(
            fewest(
                kernels.stream().mapToLong(Kernel::kernelWords).sum(),
                cores.stream().map(Group::kernelMemory).toList()),
            fewest(
                kernels.stream().mapToLong(Kernel::neuronWords).sum(),
                cores.stream().map(Group::neuronMemory).toList())));
  }

  /** How many of the largest memories hold so many words; one more than there are if none do. */
  private static long fewest(long words, List<Quantity> memories) {
    long[] sizes = memories.stream().mapToLong(memory -> -memory.value()).sorted().toArray();
    long left = words;
    int used = 0;
    while (left > 0 && used < sizes.length) {
      left += sizes[used++];
    }
    return left > 0 ? used + 1L : used;
  }

  /**
   * A layer as such a core has it.
   *
   * @param inputs channels that come in, of all projections
   * @param taps of its kernel
   * @param maps of its neurons
   */
  record Kernel(long inputs, long taps, FeatureMaps maps) {
    long kernelWords() {
      return LayerCore.kernelWords(inputs, taps, maps.channels());
    }

    long neuronWords() {
      return LayerCore.neuronWords(maps.channels(), maps.height(), maps.width());
    }

    Kernel with(int channels) {
      return new Kernel(inputs, taps, new FeatureMaps(channels, maps.height(), maps.width()));
    }

    static Kernel of(SpikingNetwork network, int p, LayerCore core, List<Problem> broken) {
      Population layer = network.populations().get(p);
      KernelShape shape = new KernelShape(network, layer, core, broken);
      for (Projection projection : layer.projections()) {
        shape.add(projection);
      }
      shape.check(p);
      return new Kernel(shape.inputs(), shape.taps(), Box.maps(layer.shape()));
    }
  }

  /** Whether a number is one of those that a choice has. */
  static boolean has(Optional<Choice> choice, long value) {
    return choice.isEmpty() || choice.get().values().contains(value);
  }
}
