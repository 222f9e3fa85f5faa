package io.github.ann2snn.runtime.operations;

import java.util.Arrays;

/**
 * What one layer did over some samples, all counts summed.
 *
 * @param name the layer's name
 * @param neurons number of neurons
 * @param fires whether the neurons fire, or only integrate
 * @param gateInputs neurons before max pooling; 0 where there is none
 * @param gateComparisons comparisons of max pooling in a step
 * @param analogMacs multiply-accumulates of a constant input current, computed once per sample
 * @param synapticOperations arriving at each step
 * @param spikes fired by the layer's neurons at each step
 */
public record LayerLedger(
    String name,
    int neurons,
    boolean fires,
    long gateInputs,
    long gateComparisons,
    long analogMacs,
    long[] synapticOperations,
    long[] spikes) {
  /** Spikes over all steps. */
  public long totalSpikes() {
    return Arrays.stream(spikes).sum();
  }

  /** Synaptic operations over all steps. */
  public long totalSynapticOperations() {
    return Arrays.stream(synapticOperations).sum();
  }

  /** How often {@code operation} took place over {@code steps} steps of all samples together. */
  public long count(Operation operation, long steps) {
    long neuronSteps = steps * neurons;
    return switch (operation) {
      case ANALOG_MAC -> analogMacs;
      case SYNAPTIC_OPERATION -> totalSynapticOperations();
      case BIAS_ADD -> neuronSteps;
      case THRESHOLD_COMPARE -> fires ? neuronSteps : 0;
      case RESET -> totalSpikes();
      case GATE_ADD -> steps * gateInputs;
      case GATE_COMPARE -> steps * gateComparisons;
    };
  }

  /** What the layer did in the first {@code timesteps} steps. */
  LayerLedger first(int timesteps) {
    return new LayerLedger(
        name,
        neurons,
        fires,
        gateInputs,
        gateComparisons,
        analogMacs,
        Arrays.copyOf(synapticOperations, timesteps),
        Arrays.copyOf(spikes, timesteps));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerLedger that
        && name.equals(that.name)
        && neurons == that.neurons
        && fires == that.fires
        && gateInputs == that.gateInputs
        && gateComparisons == that.gateComparisons
        && analogMacs == that.analogMacs
        && Arrays.equals(synapticOperations, that.synapticOperations)
        && Arrays.equals(spikes, that.spikes);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(spikes);
  }

  @Override
  public String toString() {
    return "%s: %d spikes, %d SynOps, %d MACs"
        .formatted(name, totalSpikes(), totalSynapticOperations(), analogMacs);
  }
}
