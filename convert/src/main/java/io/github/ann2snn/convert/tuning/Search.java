package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.runtime.network.InputCoding;
import io.github.ann2snn.runtime.network.Readout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what to simulate next: first a coarse grid around the defaults, then the neighbours of
 * the best trial so far, one coordinate at a time, until none of them is better. The decision
 * depends on the trials that were made and on the seed alone, so a search that was interrupted goes
 * on as it would have.
 */
public final class Search {
  private static final double PERCENTILE = 99.9;
  private static final double INITIAL_POTENTIAL = 0.5;

  private final int layers;
  private final List<InputCoding> codings;
  private final Goal goal;
  private final Neighbours neighbours;

  /**
   * @param layers number of layers with weights
   * @param codings input codings to try, the preferred one first
   * @param seed decides the order in which neighbours are tried
   */
  public Search(int layers, List<InputCoding> codings, Goal goal, long seed) {
    this.layers = layers;
    this.codings = List.copyOf(codings);
    this.goal = goal;
    this.neighbours = new Neighbours(codings, seed);
  }

  /**
   * What to try after {@code done}: the first at once, each other one too if none before it is
   * better than the best so far. Empty if no neighbour of the best is left.
   */
  public List<Setting> upcoming(List<Trial> done) {
    List<Setting> coarse = untried(grid(), done);
    if (!coarse.isEmpty()) {
      return coarse;
    }
    Trial best = done.stream().min(goal.order()).orElseThrow();
    return untried(neighbours.of(best), done);
  }

  /** The next setting to try after {@code done}; empty if no neighbour of the best is left. */
  public Optional<Setting> next(List<Trial> done) {
    return upcoming(done).stream().findFirst();
  }

  private static List<Setting> untried(List<Setting> settings, List<Trial> done) {
    Set<Setting> tried = done.stream().map(Trial::setting).collect(Collectors.toSet());
    return settings.stream().filter(setting -> !tried.contains(setting)).distinct().toList();
  }

  private List<Setting> grid() {
    Setting defaults =
        new Setting(
            Normalization.PERCENTILE,
            Setting.uniform(layers, PERCENTILE),
            INITIAL_POTENTIAL,
            codings.get(0),
            Readout.MEMBRANE);
    List<Setting> grid = new ArrayList<>();
    grid.add(defaults);
    grid.add(defaults.withPercentiles(Setting.uniform(layers, 99)));
    grid.add(defaults.withPercentiles(Setting.uniform(layers, 97)));
    // which is the normalisation max, and has neighbours
    grid.add(defaults.withPercentiles(Setting.uniform(layers, 100)));
    grid.add(defaults.withReadout(Readout.SPIKES));
    grid.add(defaults.with(Normalization.CHANNEL, defaults.percentiles()));
    codings.stream().skip(1).forEach(coding -> grid.add(defaults.withCoding(coding)));
    grid.add(defaults.withInitialPotential(0.4));
    grid.add(defaults.withInitialPotential(0.6));
    grid.add(defaults.with(Normalization.MODEL, List.of()));
    return grid;
  }
}
