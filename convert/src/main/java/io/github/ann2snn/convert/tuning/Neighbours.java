package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.runtime.network.InputCoding;
import io.github.ann2snn.runtime.network.Readout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Settings that differ from another in one coordinate, by one notch. */
final class Neighbours {
  private static final List<Double> LADDER =
      List.of(90.0, 95.0, 97.0, 98.0, 99.0, 99.5, 99.8, 99.9, 99.95, 99.99, 100.0);
  private static final BigDecimal POTENTIAL_NOTCH = new BigDecimal("0.1");

  private final List<InputCoding> codings;
  private final long seed;

  Neighbours(List<InputCoding> codings, long seed) {
    this.codings = codings;
    this.seed = seed;
  }

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
    for (InputCoding coding : codings) {
      all.add(setting.withCoding(coding));
    }
    for (Readout readout : Readout.values()) {
      all.add(setting.withReadout(readout));
    }
    all.remove(setting);
    return shuffled(all, trial.number());
  }

  private static List<Setting> percentiles(Setting setting) {
    if (setting.percentiles().isEmpty()) {
      return List.of();
    }
    List<Setting> moved = new ArrayList<>();
    int layers = setting.percentiles().size();
    // Without firing, the scale of the output layer changes nothing but the unit of its potential.
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
