package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.bench.Sizing.Costs;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SizingTest {
  /** One thread, T = 8 and 32, seven repetitions: 10 and, of plain loops, 4 runs each. */
  private static BenchOptions options(Optional<Integer> samples, boolean plain, double minutes) {
    return new BenchOptions(
        new TreeSet<>(List.of(8, 32)),
        new TreeSet<>(List.of(1)),
        new TreeSet<>(List.of(32, 16)),
        plain,
        samples,
        minutes,
        7,
        0,
        false,
        new TreeSet<>());
  }

  private static Sizing size(double simulation, double minutes) {
    return size(simulation, minutes, true, 10_000);
  }

  private static Sizing size(double simulation, double minutes, boolean beside, int available) {
    return Sizing.of(
        new Costs(simulation, simulation / 10, 2),
        options(Optional.empty(), true, minutes),
        beside,
        available);
  }

  @Test
  void runsOfAllConfigurationsAreAddedUp() {
    Costs costs = new Costs(0.4, 0.1, 2);
    BenchOptions options = options(Optional.empty(), true, 1);
    double fast = (0.4 * 2 * (8 + 32) / 32 + 0.1) * 10;
    assertEquals(fast, costs.withoutPlainLoops(options), 1e-9);
    double slow = 10 * 0.4 * 2 * (8 + 32) / 32 * 4;
    assertEquals(fast + slow, costs.withPlainLoops(options), 1e-9);
  }

  @Test
  void allIsMeasuredWhereThereIsTimeForAll() {
    assertEquals(new Sizing(10_000, true, Optional.empty()), size(1e-5, 1000));
  }

  @Test
  void wholeChunksElse() {
    Sizing sizing = size(1e-2, 30);
    assertTrue(sizing.plainLoops());
    assertEquals(22 * 64, sizing.samples());
    assertEquals(
        Optional.of(
            "1,408 of 10,000 test samples are measured, which takes about 30 minutes; --minutes"
                + " allows more, --samples says how many"),
        sizing.notice());
  }

  @Test
  void plainLoopsAreLeftOutBeforeAChunkIsDivided() {
    Sizing sizing = size(0.1, 5);
    assertFalse(sizing.plainLoops());
    assertEquals(64, sizing.samples());
    assertTrue(sizing.notice().orElseThrow().contains(", without plain loops, "));
  }

  /** Not only 128 of 140. */
  @Test
  void allThatFitAreMeasuredWhateverTheChunks() {
    assertEquals(new Sizing(140, true, Optional.empty()), size(0.01, 3, true, 140));
  }

  /** Nobody is told that plain loops are left out where there is nothing else. */
  @Test
  void plainLoopsAloneAreNotLeftOut() {
    Sizing sizing = size(0.1, 5, false, 10_000);
    assertEquals(64, sizing.samples());
    assertFalse(sizing.notice().orElseThrow().contains("plain"), sizing.toString());
  }

  /** Some part of a chunk, and one sample if that is too much already. */
  @Test
  void networksOfAnySizeAreMeasured() {
    Sizing some = size(1, 5);
    assertTrue(some.samples() > 1 && some.samples() < 64, some.toString());
    assertEquals(1, size(1000, 5).samples());
  }

  @Test
  void whoSaysHowManyGetsThem() {
    assertEquals(
        new Sizing(500, false, Optional.empty()),
        Sizing.asked(options(Optional.of(500), false, 1), 10_000));
    assertEquals(10_000, Sizing.asked(options(Optional.of(20_000), true, 1), 10_000).samples());
  }
}
