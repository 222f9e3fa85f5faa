package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.EnumMap;
import java.util.Map;

/** Computes each {@link Total} of a run in which every sample ran all steps. */
public final class Totals {
  private final SpikingNetwork network;
  private final OperationLedger ledger;
  private final boolean analogInput;
  private final Map<Total, Number> totals;

  private Totals(SpikingNetwork network, OperationLedger ledger, boolean analogInput) {
    this.network = network;
    this.ledger = ledger;
    this.analogInput = analogInput;
    this.totals = ofSpikes(ledger);
  }

  /**
   * All totals that there are; a network in which nothing fires has no activation sparsity.
   *
   * @param network what ran
   * @param ledger what it did
   * @param analogInput whether the input was a constant current
   */
  public static Map<Total, Number> of(
      SpikingNetwork network, OperationLedger ledger, boolean analogInput) {
    Totals totals = new Totals(network, ledger, analogInput);
    totals.neuroBench();
    totals.snnToolbox();
    return totals.totals;
  }

  /** Those that follow from the spikes alone, whatever the network. */
  public static Map<Total, Number> ofSpikes(OperationLedger ledger) {
    Map<Total, Number> totals = new EnumMap<>(Total.class);
    long effective =
        ledger.layers().stream().mapToLong(LayerLedger::totalEffectiveOperations).sum();
    totals.put(Total.EFFECTIVE_ACS, (double) effective / ledger.samples());
    long firing =
        ledger.layers().stream().filter(LayerLedger::fires).mapToLong(LayerLedger::neurons).sum();
    if (firing > 0) {
      double rate = ledger.perSample(Operation.RESET) / (firing * ledger.timesteps());
      totals.put(Total.ACTIVATION_SPARSITY, 1 - rate);
    }
    totals.put(Total.SYNAPTIC_OPERATIONS, ledger.perSample(Operation.SYNAPTIC_OPERATION));
    return totals;
  }

  private void neuroBench() {
    double samples = ledger.samples();
    long timesteps = ledger.timesteps();
    totals.put(
        Total.EFFECTIVE_MACS,
        ledger.layers().stream().mapToLong(LayerLedger::effectiveMacs).sum() * timesteps / samples);
    totals.put(Total.DENSE, timesteps * paths());
    totals.put(Total.CONNECTION_SPARSITY, connectionSparsity());
    totals.put(Total.FOOTPRINT_BYTES, network.footprintBytes());
  }

  private long paths() {
    long paths = 0;
    for (Layer layer : network.layers()) {
      for (Connection connection : layer.connections()) {
        for (int i = 0; i < connection.inputs(); i++) {
          paths += connection.fanOut(i);
        }
      }
    }
    return paths;
  }

  private double connectionSparsity() {
    long zeros = 0;
    long weights = 0;
    for (Layer layer : network.layers()) {
      for (Connection connection : layer.connections()) {
        for (float w : connection.weight()) {
          zeros += w == 0 ? 1 : 0;
          weights++;
        }
      }
    }
    return (double) zeros / weights;
  }

  private void snnToolbox() {
    double synaptic = ledger.perSample(Operation.SYNAPTIC_OPERATION);
    double neuron = ledger.perSample(Operation.BIAS_ADD);
    if (analogInput) {
      Layer first = network.layers().get(0);
      int neurons = first.neurons().neurons();
      neuron += 2.0 * fanIn(first.connection()) * neurons;
      neuron += (ledger.timesteps() - 1.0) * neurons;
    }
    long ann = 0;
    for (Layer layer : network.layers()) {
      ann += (2 * fanIn(layer.connection()) + 1) * layer.neurons().neurons();
    }
    totals.put(Total.NEURON_OPERATIONS, neuron);
    totals.put(Total.OPERATIONS, synaptic + neuron);
    totals.put(Total.ANN_OPERATIONS, ann);
  }

  /** Inputs of a neuron, padding included; pooling before it, which only adds, is not counted. */
  private static long fanIn(Connection connection) {
    if (connection instanceof Pooled pooled) {
      return fanIn(pooled.then());
    }
    if (connection instanceof Convolution convolution) {
      return convolution.channelsPerGroup() * convolution.window().area();
    }
    return ((Affine) connection).inputs();
  }
}
