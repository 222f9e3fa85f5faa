package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.operations.Countable;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a device charges for. Memory accesses are priced for a network: {@link EnergyModel}.
 *
 * @param name e.g. {@code cmos-45nm-fp32}
 * @param title what it is and what it leaves out, in a line
 * @param source where its numbers come from
 * @param arithmetics the arithmetics of networks that it fits
 * @param prices of the operations, none of which may be missing, and of other events
 * @param ann what the ANN costs on the same silicon; empty where it cannot run there
 * @param memory what memory accesses cost; empty where they are not counted
 * @param stepMicroseconds how long a step takes; empty where no source says
 */
public record EnergyProfile(
    String name,
    String title,
    String source,
    Set<Arithmetic> arithmetics,
    Map<Countable, Price> prices,
    Optional<AnnSilicon> ann,
    Optional<MemoryPrices> memory,
    Optional<Double> stepMicroseconds) {
  /**
   * @throws IllegalArgumentException if an operation has no price or the time of a step is not
   *     positive
   */
  public EnergyProfile {
    arithmetics = Set.copyOf(arithmetics);
    for (Operation operation : Operation.values()) {
      if (!prices.containsKey(operation)) {
        throw new IllegalArgumentException(
            "energy profile %s has no price for %s".formatted(name, operation.key()));
      }
    }
    prices = Collections.unmodifiableMap(new LinkedHashMap<>(prices));
    if (stepMicroseconds.isPresent()
        && !(stepMicroseconds.get() > 0 && stepMicroseconds.get() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "energy profile %s: a step takes %s us, expected a number > 0"
              .formatted(name, stepMicroseconds.get()));
    }
  }

  /** Nanojoules by item, memory accesses apart: count x picojoules / 1000. */
  public Map<Countable, Double> nanojoules(OperationCounts counts) {
    Map<Countable, Double> items = new LinkedHashMap<>();
    prices.forEach((item, price) -> items.put(item, item.in(counts) * price.picojoules() / 1000));
    return items;
  }
}
