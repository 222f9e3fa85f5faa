package io.github.ann2snn.runtime.operations;

import java.util.Arrays;
import java.util.List;

/**
 * The operations of a run over some samples, per layer and step; {@link Operation} defines what is
 * counted. Counts are whole numbers, so that they do not depend on the order of the samples.
 *
 * @param samples number of samples
 * @param steps number of steps of all samples together; less than {@code samples} times T where
 *     samples stopped early
 * @param inputSpikes spikes of the input neurons at each step; all 0 for a constant current
 * @param layers one entry per layer, in order
 */
public record OperationLedger(
    long samples, long steps, long[] inputSpikes, List<LayerLedger> layers) {
  public OperationLedger {
    layers = List.copyOf(layers);
  }

  /** Number of steps. */
  public int timesteps() {
    return inputSpikes.length;
  }

  /** Mean number of times that {@code operation} takes place for a sample. */
  public double perSample(Operation operation) {
    long count = 0;
    for (LayerLedger layer : layers) {
      count += layer.count(operation, steps);
    }
    return (double) count / samples;
  }

  /** Mean synaptic operations of a sample up to and including each step. */
  public double[] synapticOperationsByTimestep() {
    double[] means = new double[timesteps()];
    long sum = 0;
    for (int t = 0; t < means.length; t++) {
      for (LayerLedger layer : layers) {
        sum += layer.synapticOperations()[t];
      }
      means[t] = (double) sum / samples;
    }
    return means;
  }

  /**
   * What was counted in the first {@code timesteps} steps.
   *
   * @param fewerSteps number of steps of all samples together, at most {@code timesteps} each
   */
  public OperationLedger first(int timesteps, long fewerSteps) {
    return new OperationLedger(
        samples,
        fewerSteps,
        Arrays.copyOf(inputSpikes, timesteps),
        layers.stream().map(layer -> layer.first(timesteps)).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OperationLedger that
        && samples == that.samples
        && steps == that.steps
        && Arrays.equals(inputSpikes, that.inputSpikes)
        && layers.equals(that.layers);
  }

  @Override
  public int hashCode() {
    return layers.hashCode();
  }
}
