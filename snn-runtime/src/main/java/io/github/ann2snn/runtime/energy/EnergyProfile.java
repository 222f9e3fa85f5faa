package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.EnumMap;
import java.util.Map;

/**
 * What each operation costs on a device.
 *
 * @param name e.g. {@code cmos-45nm-fp32}
 * @param annMac picojoules of a multiply-accumulate of the ANN on the same silicon
 * @param picojoules picojoules per operation; each at least 0, and none may be missing
 */
public record EnergyProfile(String name, double annMac, Map<Operation, Double> picojoules) {
  /**
   * @throws IllegalArgumentException if an operation has no energy, or one that is negative or not
   *     finite
   */
  public EnergyProfile {
    requireEnergy(name, "the ANN's MAC", annMac);
    for (Operation operation : Operation.values()) {
      Double energy = picojoules.get(operation);
      if (energy == null) {
        throw new IllegalArgumentException(
            "energy profile " + name + " has no energy for " + operation.key());
      }
      requireEnergy(name, operation.key(), energy);
    }
    picojoules = Map.copyOf(picojoules);
  }

  private static void requireEnergy(String profile, String item, double picojoules) {
    if (!(picojoules >= 0) || Double.isInfinite(picojoules)) {
      throw new IllegalArgumentException(
          "energy profile %s: %s costs %s pJ, expected a number >= 0"
              .formatted(profile, item, picojoules));
    }
  }

  /** Mean nanojoules of a sample by item: count x picojoules / 1000. */
  public Map<Operation, Double> nanojoules(OperationLedger ledger) {
    Map<Operation, Double> items = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      items.put(operation, ledger.perSample(operation) * picojoules.get(operation) / 1000);
    }
    return items;
  }

  /** Nanojoules of {@code macs} multiply-accumulates of the ANN. */
  public double annNanojoules(double macs) {
    return macs * annMac / 1000;
  }
}
