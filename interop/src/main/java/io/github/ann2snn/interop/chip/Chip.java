package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A neuromorphic chip as far as sources tell it. A rule that none tells is absent and limits
 * nothing; an ability that none tells is taken for lacking.
 *
 * @param name such as {@code loihi}
 * @param title what it is, in a line
 * @param source where its numbers come from
 * @param untold what no source was found for, a line each
 * @param cores of one chip
 * @param chips that can be joined; one, where nobody says
 * @param core what a core holds
 * @param weightBits of a weight; of one of the strengths of {@link NeuronCore#axonTypes()} where a
 *     core has such
 * @param stateBits of a potential
 * @param delay steps that a spike can take, at most; empty where spikes take no steps, or nobody
 *     says
 * @param resets how many neurons of the chip a neuron with that reset takes; none named: one with
 *     any
 * @param models neuron models that it has: {@code if}, {@code lif}, {@code cuba-lif}
 * @param signedSpikes whether a spike can be -1
 * @param maxPooling whether it has max pooling of spikes
 * @param multicast whether one packet reaches all cores that a spike goes to
 * @param mesh where cores lie, if a source says so
 */
public record Chip(
    String name,
    String title,
    String source,
    List<String> untold,
    Quantity cores,
    Optional<Quantity> chips,
    ChipCore core,
    Optional<Quantity> weightBits,
    Optional<Quantity> stateBits,
    Optional<Quantity> delay,
    Map<Reset, Quantity> resets,
    Set<String> models,
    Ability signedSpikes,
    Ability maxPooling,
    Ability multicast,
    Optional<Mesh> mesh) {
  /** Copies lists, the map and the set. */
  public Chip {
    untold = List.copyOf(untold);
    resets = Collections.unmodifiableMap(new LinkedHashMap<>(resets));
    models = Set.copyOf(models);
    if (core instanceof LayerCore layers) {
      long grouped = layers.groups().stream().mapToLong(group -> group.cores().value()).sum();
      Refusal.when(
          grouped != cores.value(),
          "%s: its groups hold %d cores, but it has %d",
          name,
          grouped,
          cores.value());
    }
    if (mesh.isPresent()) {
      Refusal.when(
          mesh.get().cores() < cores.value(),
          "%s: its mesh holds %d cores, but it has %d",
          name,
          mesh.get().cores(),
          cores.value());
    }
  }

  /** How many cores all chips have that can be joined. */
  public long allCores() {
    return cores.value() * chips.map(Quantity::value).orElse(1L);
  }

  /**
   * A number that a source tells.
   *
   * @param value at least 1
   * @param unit of it
   * @param source where it comes from
   */
  public record Quantity(long value, String unit, String source) {
    /**
     * @throws IllegalArgumentException if the number is below 1
     */
    public Quantity {
      Refusal.when(value < 1, "%d %s, expected at least 1", value, unit);
    }
  }

  /**
   * Whether a chip can do something.
   *
   * @param has whether it can
   * @param source who says so
   */
  public record Ability(boolean has, String source) {
    /** What is lacking because nobody says otherwise. */
    public static final Ability UNTOLD = new Ability(false, "no source says that it has any");
  }
}
