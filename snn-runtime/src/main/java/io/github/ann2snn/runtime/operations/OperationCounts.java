package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.files.Refusal;
import java.util.EnumMap;
import java.util.Map;

/**
 * Mean numbers of operations of a sample.
 *
 * @param operations by ledger item; none may be missing
 * @param inputSpikes spikes of the input neurons; 0 for a constant current
 * @param inputSynapticOperations synaptic operations of these, a part of all
 * @param traffic between the cores of a chip; none where nobody knows where neurons lie
 */
public record OperationCounts(
    Map<Operation, Double> operations,
    double inputSpikes,
    double inputSynapticOperations,
    NetworkTraffic traffic) {
  /** Of a network that lies on no chip. */
  public OperationCounts(
      Map<Operation, Double> operations, double inputSpikes, double inputSynapticOperations) {
    this(operations, inputSpikes, inputSynapticOperations, NetworkTraffic.NONE);
  }

  /**
   * @throws IllegalArgumentException if an item is missing
   */
  public OperationCounts {
    operations = new EnumMap<>(operations);
    for (Operation operation : Operation.values()) {
      Refusal.when(!operations.containsKey(operation), "no count of %s", operation.key());
    }
  }

  /** The ledger items; a copy. */
  @Override
  public Map<Operation, Double> operations() {
    return new EnumMap<>(operations);
  }

  /** How often {@code operation} takes place. */
  public double of(Operation operation) {
    return operations.get(operation);
  }

  /** Spikes of the input neurons and of all layers. */
  public double spikes() {
    return inputSpikes + of(Operation.RESET);
  }

  /** The same, were the neurons of the layers silent; input neurons fire as before. */
  public OperationCounts silent() {
    Map<Operation, Double> silent = operations();
    silent.put(Operation.SYNAPTIC_OPERATION, inputSynapticOperations);
    silent.put(Operation.RESET, 0.0);
    return new OperationCounts(silent, inputSpikes, inputSynapticOperations);
  }

  /** The same with another number of multiply-accumulates of the analogue first layer. */
  public OperationCounts withAnalogMacs(double macs) {
    Map<Operation, Double> changed = operations();
    changed.put(Operation.ANALOG_MAC, macs);
    return new OperationCounts(changed, inputSpikes, inputSynapticOperations, traffic);
  }

  /** The same with what crosses the cores of a chip. */
  public OperationCounts withTraffic(NetworkTraffic other) {
    return new OperationCounts(operations, inputSpikes, inputSynapticOperations, other);
  }
}
