package io.github.ann2snn.runtime.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked out by hand. */
class LayerLedgerTest {
  private static final LayerLedger LAYER =
      layer(true, 2, of(7, 7, 5), 6, of(1, 2, 3), of(0, 1, 1), of(1, 1, 2), of(4, 0, 5));

  private static long[] of(long... values) {
    return values;
  }

  private static LayerLedger layer(
      boolean biased, int stateUpdates, long[] macs, long effectiveMacs, long[]... counts) {
    return new LayerLedger(
        "a",
        3,
        true,
        biased,
        stateUpdates,
        8,
        9,
        macs,
        effectiveMacs,
        counts[0],
        counts[1],
        counts[2],
        counts[3]);
  }

  @Test
  void addsTheFirstStepsOfAnother() {
    LayerLedger other = layer(true, 2, of(1, 0), 1, of(10, 20), of(5, 6), of(7, 8), of(2, 3));
    assertEquals(
        layer(true, 2, of(8, 7), 7, of(11, 22), of(5, 7), of(8, 9), of(6, 3)),
        LAYER.first(2).plus(other));
  }

  @Test
  void tellsWhatHappenedUpToAStepAndAtIt() {
    assertEquals(
        layer(true, 2, of(7, 7, 5), 6, of(1, 3, 6), of(0, 1, 2), of(1, 2, 4), of(4, 4, 9)),
        LAYER.cumulative());
    assertEquals(layer(true, 2, of(7), 6, of(3), of(1), of(2), of(5)), LAYER.only(2));
  }

  @ParameterizedTest
  @CsvSource({
    "b, 3, true, true, 2, 8, 9, b (3",
    "a, 4, true, true, 2, 8, 9, 4 neurons",
    "a, 3, false, true, 2, 8, 9, that integrate",
    "a, 3, true, false, 2, 8, 9, without bias",
    "a, 3, true, true, 1, 8, 9, 1 state",
    "a, 3, true, true, 2, 0, 9, 0 gate",
    "a, 3, true, true, 2, 8, 0, 0 comparisons"
  })
  void refusesAnotherLayer(
      String name,
      int neurons,
      boolean fires,
      boolean biased,
      int stateUpdates,
      long gateInputs,
      long comparisons,
      String difference) {
    long[] none = new long[3];
    LayerLedger other =
        new LayerLedger(
            name,
            neurons,
            fires,
            biased,
            stateUpdates,
            gateInputs,
            comparisons,
            none,
            0,
            none,
            none,
            none,
            none);
    String message =
        assertThrows(IllegalArgumentException.class, () -> LAYER.plus(other)).getMessage();
    String own =
        "a (3 neurons that fire, with bias, 2 state updates, 8 gate inputs, 9 comparisons)";
    assertTrue(
        message.startsWith("ledgers of different layers cannot be added: " + own + " and "),
        message);
    assertTrue(message.lastIndexOf(difference) > own.length(), message);
  }
}
