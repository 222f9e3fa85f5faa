package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.Grid.Fixed;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search whose cost is known: the nearer to a hidden setting, the cheaper. */
class SearchTest {
  private static final Goal GOAL = new Goal(Objective.SYNOPS, 0.01, 0.95);
  private static final int GRID = 18;

  private static Search search(long seed) {
    return new Search(
        new Grid(3, false, 32, Fixed.NOTHING),
        List.of(InputCoding.CURRENT, InputCoding.REGULAR),
        GOAL,
        seed);
  }

  /** Notches that a setting lies away from percentiles 98, 99.5, any and v0 = 0.4. */
  private static double cost(Setting setting) {
    double cost = setting.normalization() == Normalization.PERCENTILE ? 0 : 20;
    cost += setting.coding() == InputCoding.CURRENT ? 0 : 20;
    cost += Math.abs(setting.initialPotential() - 0.4) * 10;
    if (!setting.percentiles().isEmpty()) {
      cost += distance(setting.percentiles().get(0), 98);
      cost += distance(setting.percentiles().get(1), 99.5);
    }
    return cost;
  }

  private static double distance(double percentile, double best) {
    return Math.abs(Math.log(100.001 - percentile) - Math.log(100.001 - best));
  }

  private static List<Trial> run(Search search, List<Trial> begun, int budget) {
    List<Trial> trials = new ArrayList<>(begun);
    Optional<Setting> next = search.next(trials);
    while (next.isPresent() && trials.size() < budget) {
      Setting setting = next.get();
      trials.add(Trials.trial(trials.size() + 1, setting, Trials.point(0, 1, cost(setting), 1)));
      next = search.next(trials);
    }
    return trials;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void findsTheBestAndEnds(long seed) {
    List<Trial> trials = run(search(seed), List.of(), 500);
    assertTrue(trials.size() < 100, trials.size() + " trials");
    Setting best = trials.stream().min(GOAL.order()).orElseThrow().setting();
    assertEquals(98, best.percentiles().get(0));
    assertEquals(99.5, best.percentiles().get(1));
    assertEquals(0.4, best.initialPotential());
    assertEquals(trials.size(), new HashSet<>(trials.stream().map(Trial::setting).toList()).size());
    assertEquals(Optional.empty(), search(seed).next(trials));
  }

  @Test
  void goesOnAfterAnInterruptionAsItWouldHave() {
    List<Trial> whole = run(search(7), List.of(), 30);
    for (int done = 0; done <= 30; done++) {
      assertEquals(whole, run(search(7), whole.subList(0, done), 30));
    }
  }

  @Test
  void theGridComesFirstAndTheSeedDecidesTheRest() {
    List<Trial> one = run(search(1), List.of(), GRID + 8);
    List<Trial> two = run(search(2), List.of(), GRID + 8);
    assertEquals(Trials.DEFAULTS, one.get(0).setting());
    assertEquals(one.subList(0, GRID), two.subList(0, GRID));
    assertNotEquals(one, two);
  }

  @Test
  void texts() {
    Setting setting = Trials.DEFAULTS.withPercentiles(List.of(99.9, 99.5, 99.0));
    assertEquals("percentile 99.9,99.5,99.0, v0 0.5, current, membrane", setting.toString());
    assertEquals("percentile 99.9, v0 0.5, current, membrane", Trials.DEFAULTS.toString());
    assertEquals(
        "mmse-channel for 8 steps, bias corrected, v0 0.5, current, membrane",
        Trials.DEFAULTS
            .with(Normalization.MMSE_CHANNEL, 8)
            .withCalibration(Calibration.BIAS, 8)
            .toString());
    assertEquals(
        "model, v0 0.5, current, membrane",
        Trials.DEFAULTS.with(Normalization.MODEL, List.of()).toString());
  }
}
