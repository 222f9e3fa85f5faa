package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Decides what to simulate next: first a coarse grid around the defaults, then the neighbours of
 * the best trial so far, one coordinate at a time, until none of them is better. The decision
 * depends on the trials that were made and on the seed alone, so a search that was interrupted goes
 * on as it would have.
 *
 * @param grid to begin with
 * @param codings input codings to try, the preferred one first
 * @param goal what is sought
 * @param seed decides the order in which neighbours are tried
 */
public record Search(Grid grid, List<InputCoding> codings, Goal goal, long seed) {

  public Search {
    codings = List.copyOf(codings);
  }

  /**
   * What to try after {@code done}: the first at once, each other one too if none before it is
   * better than the best so far. Empty if no neighbour of the best is left.
   */
  public List<Setting> upcoming(List<Trial> done) {
    List<Setting> coarse = untried(grid.broad(codings), done);
    if (!coarse.isEmpty()) {
      return coarse;
    }
    Trial best = done.stream().min(goal.order()).orElseThrow();
    return untried(new Neighbours(codings, seed).of(best), done);
  }

  /** The next setting to try after {@code done}; empty if no neighbour of the best is left. */
  public Optional<Setting> next(List<Trial> done) {
    return upcoming(done).stream().findFirst();
  }

  private static List<Setting> untried(List<Setting> settings, List<Trial> done) {
    Set<Setting> tried = done.stream().map(Trial::setting).collect(Collectors.toSet());
    return settings.stream().filter(setting -> !tried.contains(setting)).distinct().toList();
  }

  /** Settings that differ from another in one coordinate, by one notch. */
  private record Neighbours(List<InputCoding> codings, long seed) {
    private static final List<Double> LADDER =
        List.of(90.0, 95.0, 97.0, 98.0, 99.0, 99.5, 99.8, 99.9, 99.95, 99.99, 100.0);
    private static final BigDecimal POTENTIAL_NOTCH = new BigDecimal("0.1");

    /** The neighbours of a trial's setting, in an order that depends on its number and the seed. */
    List<Setting> of(Trial trial) {
      Setting setting = trial.setting();
      List<Setting> all = new ArrayList<>(percentiles(setting));
      for (BigDecimal notch : List.of(POTENTIAL_NOTCH, POTENTIAL_NOTCH.negate())) {
        double moved = BigDecimal.valueOf(setting.initialPotential()).add(notch).doubleValue();
        if (moved >= 0 && moved <= 1) {
          all.add(setting.withInitialPotential(moved));
        }
      }
      all.addAll(brief(setting));
      for (InputCoding coding : codings) {
        all.add(setting.withCoding(coding));
      }
      for (Readout readout : Readout.values()) {
        all.add(setting.withReadout(readout));
      }
      all.remove(setting);
      return shuffled(all, trial.number());
    }

    /** Scales for fewer and for more steps, and other corrections. */
    private static List<Setting> brief(Setting setting) {
      if (setting.timesteps() == null) {
        return List.of();
      }
      int steps = setting.timesteps();
      List<Setting> moved = new ArrayList<>();
      if (steps > 1) {
        moved.add(setting.withTimesteps(steps / 2));
      }
      moved.add(setting.withTimesteps(2 * steps));
      for (Calibration other : Calibration.values()) {
        moved.add(setting.withCalibration(other, steps));
      }
      return moved;
    }

    private static List<Setting> percentiles(Setting setting) {
      if (setting.percentiles().isEmpty()) {
        return List.of();
      }
      List<Setting> moved = new ArrayList<>();
      int layers = setting.percentiles().size();
      // Without firing, the scale of the output layer changes nothing but the unit of its
      // potential.
      int firing = setting.readout() == Readout.MEMBRANE ? layers - 1 : layers;
      for (int notch : new int[] {-1, 1}) {
        moved.add(moved(setting, 0, layers, notch));
        for (int layer = 0; layer < firing; layer++) {
          moved.add(moved(setting, layer, layer + 1, notch));
        }
      }
      boolean byChannel = setting.normalization() == Normalization.CHANNEL;
      moved.add(
          setting.with(
              byChannel ? Normalization.PERCENTILE : Normalization.CHANNEL, setting.percentiles()));
      return moved.stream().distinct().filter(other -> !other.equals(setting)).toList();
    }

    private static Setting moved(Setting setting, int from, int to, int notch) {
      List<Double> percentiles = new ArrayList<>(setting.percentiles());
      for (int layer = from; layer < to; layer++) {
        int rung = LADDER.indexOf(percentiles.get(layer)) + notch;
        percentiles.set(layer, LADDER.get(Math.max(0, Math.min(LADDER.size() - 1, rung))));
      }
      return setting.withPercentiles(percentiles);
    }

    private List<Setting> shuffled(List<Setting> settings, int number) {
      SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
      List<Setting> left = new ArrayList<>(settings);
      List<Setting> order = new ArrayList<>();
      while (!left.isEmpty()) {
        order.add(left.remove(random.nextInt(left.size())));
      }
      return order;
    }
  }
}
