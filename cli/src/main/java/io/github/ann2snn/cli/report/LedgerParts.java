package io.github.ann2snn.cli.report;

import io.github.ann2snn.runtime.network.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.operations.Totals;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ledger by item, and its totals, as parts of the document. */
final class LedgerParts {
  private LedgerParts() {}

  static Map<String, Double> operations(OperationLedger ledger) {
    Map<String, Double> operations = new LinkedHashMap<>();
    for (Operation operation : Operation.values()) {
      operations.put(operation.key(), ledger.perSample(operation));
    }
    return operations;
  }

  static Map<String, double[]> operationsByTimestep(OperationLedger ledger) {
    List<OperationCounts> counts = ledger.countsByTimestep();
    Map<String, double[]> operations = new LinkedHashMap<>();
    for (Operation operation : Operation.values()) {
      operations.put(
          operation.key(), counts.stream().mapToDouble(at -> at.of(operation)).toArray());
    }
    return operations;
  }

  static Map<String, Map<String, Number>> totals(
      SpikingNetwork network, OperationLedger ledger, SimulationSettings settings) {
    boolean analog = settings.coding() == InputCoding.CURRENT;
    Map<String, Map<String, Number>> totals = new LinkedHashMap<>();
    Totals.of(network, ledger, analog)
        .forEach(
            (total, value) ->
                totals
                    .computeIfAbsent(total.convention().key(), key -> new LinkedHashMap<>())
                    .put(total.nameWithin(), value));
    return totals;
  }
}
