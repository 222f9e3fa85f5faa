package io.github.ann2snn.report.build;

import io.github.ann2snn.report.document.Results.LayerPart;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.operations.Total;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Arrays;
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

  static List<LayerPart> layers(OperationLedger ledger) {
    return ledger.layers().stream().map(layer -> layer(layer, ledger)).toList();
  }

  private static LayerPart layer(LayerLedger layer, OperationLedger ledger) {
    double samples = ledger.samples();
    double spikes = layer.totalSpikes() / samples;
    double macs = layer.analogMacs() / samples;
    return new LayerPart(
        layer.name(),
        layer.neurons(),
        layer.fires(),
        spikes,
        spikes / layer.neurons() / ledger.timesteps(),
        layer.totalSynapticOperations() / samples,
        macs,
        macs * ledger.timesteps(),
        perSample(layer.spikes(), samples),
        perSample(layer.synapticOperations(), samples));
  }

  private static double[] perSample(long[] counts, double samples) {
    return Arrays.stream(counts).mapToDouble(c -> c / samples).toArray();
  }

  static Map<String, Map<String, Number>> totals(
      SpikingNetwork network, OperationLedger ledger, SimulationSettings settings) {
    boolean analog = settings.coding() == InputCoding.CURRENT;
    return byConvention(Total.of(network, ledger, analog));
  }

  static Map<String, Map<String, Number>> byConvention(Map<Total, Number> totals) {
    Map<String, Map<String, Number>> conventions = new LinkedHashMap<>();
    totals.forEach(
        (total, value) ->
            conventions
                .computeIfAbsent(total.convention().key(), key -> new LinkedHashMap<>())
                .put(total.nameWithin(), value));
    return conventions;
  }
}
