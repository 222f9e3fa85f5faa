package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.Grid.Fixed;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ContestBudgetTest {
  @Test
  void largerModelsGetFewerSamples() {
    Budget small = Budget.of(500_000, 32);
    assertEquals(new Budget(2_000, 12_000, 40_000), small);
    Budget large = Budget.of(41_000_000, 32);
    assertTrue(large.search() < small.search() && large.search() > large.screening());
    Budget huge = Budget.of(1_000_000_000_000L, 32);
    assertEquals(new Budget(256, 256, 256), huge);
  }

  @Test
  void searchAndConfirmationShareTheSamplesThatThereAre() {
    Budget budget = Budget.of(500_000, 32).within(101);
    assertEquals(new Budget(50, 50, 51), budget);
    assertEquals(new Budget(1, 1, 1), budget.within(2));
  }

  /** 7 and 2 of 1,000: sqrt(9 - 25/1000) / 1000. */
  @Test
  void standardError() {
    PairedCounts counts = new PairedCounts(1000, 900, 7, 2);
    assertEquals(Math.sqrt(8.975) / 1000, counts.standardError(), 1e-12);
    assertEquals(0.001, new PairedCounts(1000, 900, 0, 0).standardError());
  }

  @Test
  void aGridHasOneSettingForEachIdea() {
    List<Setting> grid = new Grid(2, false, 6, Fixed.NOTHING).brief();
    assertEquals(
        List.of(
            "percentile 99.9, v0 0.5, current, membrane",
            "percentile 99.9, v0 0.4, current, membrane",
            "channel 99.9, v0 0.5, current, membrane",
            "mmse-channel for 4 steps, bias corrected, v0 0.5, current, membrane",
            "mmse-channel for 6 steps, bias corrected, v0 0.5, current, membrane",
            "mmse-channel for 6 steps, bias corrected, signed, v0 0.5, current, membrane"),
        grid.stream().map(Setting::toString).toList());
  }

  @Test
  void scalesAreMadeForTheStepsThatSuffice() {
    Grid grid = new Grid(2, false, 32, Fixed.NOTHING);
    List<Setting> settings = grid.brief();
    assertEquals(11, settings.size());
    assertEquals(Optional.empty(), grid.matched(settings.get(0), 7));
    assertEquals(
        "mmse-channel for 7 steps, bias corrected, v0 0.5, current, membrane",
        grid.matched(settings.get(3), 7).orElseThrow().toString());
  }

  @Test
  void whatIsFixedNarrowsIt() {
    Fixed fixed =
        new Fixed(
            Optional.of(Normalization.LTB),
            List.of(),
            OptionalDouble.of(0.3),
            Optional.empty(),
            Optional.empty(),
            Optional.of(5),
            Optional.of(Calibration.BOTH),
            Optional.empty());
    Grid grid = new Grid(2, false, 6, fixed);
    assertEquals(
        List.of(
            "ltb for 5 steps, both corrected, v0 0.3, current, membrane",
            "ltb for 5 steps, both corrected, signed, v0 0.3, current, membrane"),
        grid.brief().stream().map(Setting::toString).toList());
    assertEquals(Optional.empty(), grid.made(grid.brief().get(0)));
    assertEquals(Optional.empty(), grid.matched(grid.brief().get(0), 4));
  }

  @Test
  void scalesOfItsOwnLeaveAModelNoChoice() {
    List<Setting> grid = new Grid(2, true, 32, Fixed.NOTHING).brief();
    assertEquals(2, grid.size());
    grid.forEach(setting -> assertEquals(Normalization.QCFS, setting.normalization()));
  }
}
