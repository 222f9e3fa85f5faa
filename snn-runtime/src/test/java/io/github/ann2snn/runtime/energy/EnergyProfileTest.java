package io.github.ann2snn.runtime.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnergyProfileTest {
  private static Map<Operation, Double> energies() {
    Map<Operation, Double> energies = new EnumMap<>(Operation.class);
    energies.put(Operation.ANALOG_MAC, 4.0);
    energies.put(Operation.SYNAPTIC_OPERATION, 1.0);
    energies.put(Operation.BIAS_ADD, 0.5);
    energies.put(Operation.THRESHOLD_COMPARE, 0.25);
    energies.put(Operation.RESET, 2.0);
    energies.put(Operation.GATE_ADD, 0.125);
    energies.put(Operation.GATE_COMPARE, 3.0);
    return energies;
  }

  /** Two samples, two steps: a layer of 3 that fires and one of 2 that does not. */
  private static final OperationLedger LEDGER =
      new OperationLedger(
          2,
          4,
          new long[2],
          List.of(
              new LayerLedger("a", 3, true, 0, 0, 20, new long[2], new long[] {3, 1}),
              new LayerLedger("b", 2, false, 5, 3, 0, new long[] {6, 2}, new long[2])));

  @Test
  void multipliesCountsByPicojoules() {
    Map<Operation, Double> items = new EnergyProfile("test", 5, energies()).nanojoules(LEDGER);
    assertEquals(10 * 4.0 / 1000, items.get(Operation.ANALOG_MAC));
    assertEquals(4 * 1.0 / 1000, items.get(Operation.SYNAPTIC_OPERATION));
    assertEquals(10 * 0.5 / 1000, items.get(Operation.BIAS_ADD));
    assertEquals(6 * 0.25 / 1000, items.get(Operation.THRESHOLD_COMPARE));
    assertEquals(2 * 2.0 / 1000, items.get(Operation.RESET));
    assertEquals(10 * 0.125 / 1000, items.get(Operation.GATE_ADD));
    assertEquals(6 * 3.0 / 1000, items.get(Operation.GATE_COMPARE));
  }

  @Test
  void chargesTheAnnForItsMacs() {
    assertEquals(0.5, new EnergyProfile("test", 5, energies()).annNanojoules(100));
  }

  @Test
  void refusesMissingAndImpossibleEnergies() {
    Map<Operation, Double> missing = energies();
    missing.remove(Operation.RESET);
    assertEquals(
        "energy profile test has no energy for reset",
        assertThrows(IllegalArgumentException.class, () -> new EnergyProfile("test", 1, missing))
            .getMessage());
    Map<Operation, Double> negative = energies();
    negative.put(Operation.BIAS_ADD, -1.0);
    assertEquals(
        "energy profile test: biasAdd costs -1.0 pJ, expected a number >= 0",
        assertThrows(IllegalArgumentException.class, () -> new EnergyProfile("test", 1, negative))
            .getMessage());
  }
}
