package io.github.ann2snn.interop.chip;

import java.util.List;
import java.util.Optional;

/**
 * How a layer lies on a chip.
 *
 * @param name of the layer
 * @param neurons that it has
 * @param weightBits of its weights, as they are or would be
 * @param cores that hold it; none if it does not fit
 * @param lowerBound cores that its needs fill, however it is cut; 0 if it does not fit
 * @param boundBy the need that fills most
 * @param problems rules that it breaks
 */
public record LayerFit(
    String name,
    int neurons,
    int weightBits,
    List<CoreUse> cores,
    long lowerBound,
    String boundBy,
    List<Problem> problems) {
  /** Copies the lists. */
  public LayerFit {
    cores = List.copyOf(cores);
    problems = List.copyOf(problems);
  }

  /** The need that fills a core most, and how much of it; empty if no core holds the layer. */
  public Optional<Use> fullest() {
    return cores.stream()
        .flatMap(core -> core.uses().stream())
        .max((a, b) -> Double.compare(a.share(), b.share()));
  }

  /**
   * What a layer takes of a core.
   *
   * @param core its number; those of the first chip come first
   * @param box the neurons that it holds
   * @param uses what they take of each of its limits
   */
  public record CoreUse(int core, Box box, List<Use> uses) {
    /** Copies the list. */
    public CoreUse {
      uses = List.copyOf(uses);
    }

    /** The largest share of a limit that is used, in [0, 1]. */
    public double share() {
      return uses.stream().mapToDouble(Use::share).max().orElse(0);
    }

    CoreUse at(int other) {
      return new CoreUse(other, box, uses);
    }
  }

  /**
   * What is used of a limit.
   *
   * @param limit such as {@code neurons}
   * @param used how much is
   * @param available how much there is
   * @param unit of both
   */
  public record Use(String limit, long used, long available, String unit) {
    /** How much of it is used: more than 1 if it does not fit. */
    public double share() {
      return (double) used / available;
    }
  }
}
