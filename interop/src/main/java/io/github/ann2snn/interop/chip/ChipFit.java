package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.LayerFit.CoreUse;
import io.github.ann2snn.interop.chip.LayerFit.Use;
import io.github.ann2snn.interop.chip.NeuronCore.Memory;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a network lies on a chip, or why it does not fit.
 *
 * @param network that was mapped
 * @param chip that it was mapped to
 * @param layers in order
 * @param problems of the network as a whole
 * @param lowerBound cores that its needs fill at least, however it is cut
 * @param boundBy the need that fills most
 */
public record ChipFit(
    SpikingNetwork network,
    Chip chip,
    List<LayerFit> layers,
    List<Problem> problems,
    long lowerBound,
    String boundBy) {
  /** Copies the lists. */
  public ChipFit {
    layers = List.copyOf(layers);
    problems = List.copyOf(problems);
  }

  /** How a network lies on a chip. */
  public static ChipFit of(SpikingNetwork network, Chip chip) {
    List<Problem> problems = new ArrayList<>(new Rules(network, chip).ofNetwork());
    if (chip.core() instanceof LayerCore core) {
      LayerMapper mapper = new LayerMapper(network, chip, core);
      return new ChipFit(
          network, chip, mapper.layers(), problems, mapper.lowerBound(), "layers and memories");
    }
    if (chip.core() instanceof NeuronCore core) {
      NeuronMapper mapper = new NeuronMapper(network, chip, core);
      List<LayerFit> layers = numbered(chip, core, mapper.layers());
      Use most = Bound.most(Bound.sum(mapper.least()));
      ChipFit fit = new ChipFit(network, chip, layers, problems, Bound.cores(most), most.limit());
      return fit.withRoom();
    }
    throw new IllegalStateException("a core of another kind: " + chip.core());
  }

  /**
   * Cores in the order of layers; a chip is full when its cores are taken, or a memory that they
   * share.
   */
  private static List<LayerFit> numbered(Chip chip, NeuronCore core, List<LayerFit> layers) {
    List<String> shared =
        core.memories().stream().filter(Memory::perChip).map(Memory::name).toList();
    int each = Math.toIntExact(chip.cores().value());
    long[] left = left(core);
    int next = 0;
    List<LayerFit> numbered = new ArrayList<>();
    for (LayerFit layer : layers) {
      List<CoreUse> cores = new ArrayList<>();
      for (CoreUse use : layer.cores()) {
        long[] taken = taken(use, shared);
        if (next % each == 0) {
          left = left(core);
        } else if (!isWithin(taken, left)) {
          next = (next / each + 1) * each;
          left = left(core);
        }
        for (int m = 0; m < taken.length; m++) {
          left[m] -= taken[m];
        }
        cores.add(use.at(next++));
      }
      numbered.add(
          new LayerFit(
              layer.name(),
              layer.neurons(),
              layer.weightBits(),
              cores,
              layer.lowerBound(),
              layer.boundBy(),
              layer.problems()));
    }
    return numbered;
  }

  private static long[] left(NeuronCore core) {
    return core.memories().stream()
        .filter(Memory::perChip)
        .mapToLong(memory -> memory.size().value())
        .toArray();
  }

  private static long[] taken(CoreUse use, List<String> shared) {
    return use.uses().stream()
        .filter(each -> shared.contains(each.limit()))
        .mapToLong(Use::used)
        .toArray();
  }

  private static boolean isWithin(long[] taken, long[] left) {
    for (int m = 0; m < taken.length; m++) {
      if (taken[m] > left[m]) {
        return false;
      }
    }
    return true;
  }

  /** The same with a problem where there are too few chips. */
  private ChipFit withRoom() {
    long most = chip.chips().map(Quantity::value).orElse(1L);
    if (chips() <= most) {
      return this;
    }
    List<Problem> more = new ArrayList<>(problems);
    more.add(
        new Problem(
            "",
            "chips",
            chips(),
            most,
            "chips",
            chip.chips().map(Quantity::source).orElse("no source says that chips can be joined"),
            Text.of("it takes %,d cores; fewer neurons or channels would fit", cores())));
    return new ChipFit(network, chip, layers, more, lowerBound, boundBy);
  }

  /** How many cores hold neurons. */
  public int cores() {
    return layers.stream().mapToInt(layer -> layer.cores().size()).sum();
  }

  /** How many chips these lie on. */
  public int chips() {
    int last =
        layers.stream()
            .flatMap(layer -> layer.cores().stream())
            .mapToInt(CoreUse::core)
            .max()
            .orElse(-1);
    return last < 0 ? 0 : (int) (last / chip.cores().value()) + 1;
  }

  /** Whether a neuron is copied for each axon that it drives. */
  public boolean isCopied() {
    return chip.core() instanceof NeuronCore core && core.axonTypes().isPresent();
  }

  /** Whether the network breaks no rule. */
  public boolean fits() {
    return problems.isEmpty() && layers.stream().allMatch(layer -> layer.problems().isEmpty());
  }

  /** All rules that it breaks, those of the network first. */
  public List<Problem> allProblems() {
    List<Problem> all = new ArrayList<>(problems);
    layers.forEach(layer -> all.addAll(layer.problems()));
    return all;
  }

  /** What is used of each limit over all cores that hold neurons, and how much these have. */
  public List<Use> totals() {
    Map<String, Use> totals = new LinkedHashMap<>();
    for (LayerFit layer : layers) {
      for (CoreUse core : layer.cores()) {
        core.uses().forEach(use -> totals.merge(use.limit(), use, ChipFit::both));
      }
    }
    return totals.values().stream().map(this::shared).toList();
  }

  private static Use both(Use a, Use b) {
    return new Use(a.limit(), a.used() + b.used(), a.available() + b.available(), a.unit());
  }

  /** A memory that the cores of a chip share is there once a chip. */
  private Use shared(Use use) {
    boolean perChip =
        chip.core() instanceof NeuronCore core
            && core.memories().stream()
                .anyMatch(memory -> memory.perChip() && memory.name().equals(use.limit()));
    return perChip
        ? new Use(use.limit(), use.used(), use.available() / cores() * chips(), use.unit())
        : use;
  }
}
