package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sums over the ledger and the network as others define them. Their only definition here stands in
 * the table {@code definitions.txt}.
 *
 * <p>NeuroBench: Yik et al., The NeuroBench framework, Nature Communications 16, 1545 (2025), and
 * the metrics of its harness. SNN Toolbox: Rueckauer et al. 2017, section 2, and {@code
 * snntoolbox/simulation/utils.py}.
 */
public enum Total implements Defined {
  /** Accumulates whose spike and weight are not zero. */
  EFFECTIVE_ACS(Convention.NEUROBENCH),
  /** MACs whose activation and weight are not zero. */
  EFFECTIVE_MACS(Convention.NEUROBENCH),
  /** All operations. */
  DENSE(Convention.NEUROBENCH),
  /** Share of zero activations. */
  ACTIVATION_SPARSITY(Convention.NEUROBENCH),
  /** Share of zero weights. */
  CONNECTION_SPARSITY(Convention.NEUROBENCH),
  /** Bytes of parameters and state. */
  FOOTPRINT_BYTES(Convention.NEUROBENCH),
  /** Spikes x fan-out. */
  SYNAPTIC_OPERATIONS(Convention.SNN_TOOLBOX),
  /** Updates of neurons by bias or constant input. */
  NEURON_OPERATIONS(Convention.SNN_TOOLBOX),
  /** Both. */
  OPERATIONS(Convention.SNN_TOOLBOX),
  /** Of the original network. */
  ANN_OPERATIONS(Convention.SNN_TOOLBOX);

  /** Whose definition it is. */
  public enum Convention {
    /** NeuroBench. */
    NEUROBENCH("neuroBench", "NeuroBench"),
    /** SNN Toolbox. */
    SNN_TOOLBOX("snnToolbox", "SNN Toolbox");

    private final String key;
    private final String title;

    Convention(String key, String title) {
      this.key = key;
      this.title = title;
    }

    /** How result files name it. */
    public String key() {
      return key;
    }

    /** How people read it. */
    public String title() {
      return title;
    }
  }

  private final Convention convention;

  Total(Convention convention) {
    this.convention = convention;
  }

  /** Whose definition it is. */
  public Convention convention() {
    return convention;
  }

  /** Its name within its convention. */
  public String nameWithin() {
    return key().substring(convention.key().length() + 1);
  }

  /**
   * All totals of a run in which every sample ran all steps; a network in which nothing fires has
   * no activation sparsity.
   *
   * @param network what ran
   * @param ledger what it did
   * @param analogInput whether the input was a constant current
   */
  public static Map<Total, Number> of(
      SpikingNetwork network, OperationLedger ledger, boolean analogInput) {
    Map<Total, Number> totals = ofSpikes(ledger);
    addNeuroBench(network, ledger, totals);
    addSnnToolbox(network, ledger, analogInput, totals);
    return totals;
  }

  /** Those that follow from the spikes alone, whatever the network. */
  public static Map<Total, Number> ofSpikes(OperationLedger ledger) {
    Map<Total, Number> totals = new EnumMap<>(Total.class);
    long effective =
        ledger.layers().stream().mapToLong(LayerLedger::totalEffectiveOperations).sum();
    totals.put(EFFECTIVE_ACS, (double) effective / ledger.samples());
    long firing =
        ledger.layers().stream().filter(LayerLedger::fires).mapToLong(LayerLedger::neurons).sum();
    if (firing > 0) {
      double rate = ledger.perSample(Operation.RESET) / (firing * ledger.timesteps());
      totals.put(ACTIVATION_SPARSITY, 1 - rate);
    }
    totals.put(SYNAPTIC_OPERATIONS, ledger.perSample(Operation.SYNAPTIC_OPERATION));
    return totals;
  }

  private static void addNeuroBench(
      SpikingNetwork network, OperationLedger ledger, Map<Total, Number> totals) {
    double samples = ledger.samples();
    long timesteps = ledger.timesteps();
    totals.put(
        EFFECTIVE_MACS,
        ledger.layers().stream().mapToLong(LayerLedger::effectiveMacs).sum() * timesteps / samples);
    totals.put(DENSE, timesteps * network.paths());
    totals.put(CONNECTION_SPARSITY, connectionSparsity(network));
    totals.put(FOOTPRINT_BYTES, network.footprintBytes());
  }

  private static double connectionSparsity(SpikingNetwork network) {
    long zeros = 0;
    long weights = 0;
    for (Population layer : network.populations()) {
      for (Connection connection : layer.connections()) {
        for (float w : connection.weight()) {
          zeros += w == 0 ? 1 : 0;
          weights++;
        }
      }
    }
    return (double) zeros / weights;
  }

  private static void addSnnToolbox(
      SpikingNetwork network,
      OperationLedger ledger,
      boolean analogInput,
      Map<Total, Number> totals) {
    double synaptic = ledger.perSample(Operation.SYNAPTIC_OPERATION);
    double neuron = ledger.perSample(Operation.BIAS_ADD);
    long ann = 0;
    for (Population population : network.populations()) {
      int neurons = population.size();
      long fanIn = 0;
      boolean injected = false;
      for (Projection projection : population.projections()) {
        long inputs = fanIn(projection.connection());
        fanIn += inputs;
        if (analogInput && projection.isFromInput()) {
          injected = true;
          neuron += 2.0 * inputs * neurons;
        }
      }
      neuron += injected ? (ledger.timesteps() - 1.0) * neurons : 0;
      ann += (2 * fanIn + 1) * neurons;
    }
    totals.put(NEURON_OPERATIONS, neuron);
    totals.put(OPERATIONS, synaptic + neuron);
    totals.put(ANN_OPERATIONS, ann);
  }

  /** Inputs of a neuron, padding included; pooling before it, which only adds, is not counted. */
  private static long fanIn(Connection connection) {
    if (connection instanceof Pooled pooled) {
      return fanIn(pooled.then());
    }
    if (connection instanceof Convolution convolution) {
      return convolution.channelsPerGroup() * convolution.window().area();
    }
    return connection instanceof OneToOne ? 1 : ((Affine) connection).inputs();
  }
}
