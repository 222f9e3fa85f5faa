package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    return (double) count(layers, operation, steps) / samples;
  }

  private static long count(List<LayerLedger> layers, Operation operation, long steps) {
    return layers.stream().mapToLong(layer -> layer.count(operation, steps)).sum();
  }

  /** Mean multiply-accumulates of a constant input current, were it computed at every step. */
  public double analogMacsEveryStep() {
    return (double) layers.stream().mapToLong(LayerLedger::analogMacsEveryStep).sum() / samples;
  }

  /** Mean numbers of all operations of a sample. */
  public OperationCounts counts() {
    return counts(layers, steps, Arrays.stream(inputSpikes).sum());
  }

  /**
   * Mean numbers of all operations of a sample up to and including each step.
   *
   * @throws IllegalStateException if samples stopped early, so that the steps differ in how many
   *     samples they have
   */
  public List<OperationCounts> countsByTimestep() {
    if (steps != samples * timesteps()) {
      throw new IllegalStateException("not all samples ran all steps");
    }
    List<LayerLedger> cumulative = layers.stream().map(LayerLedger::cumulative).toList();
    List<OperationCounts> counts = new ArrayList<>();
    long inputs = 0;
    for (int t = 0; t < timesteps(); t++) {
      int step = t;
      inputs += inputSpikes[t];
      List<LayerLedger> upTo = cumulative.stream().map(layer -> layer.only(step)).toList();
      counts.add(counts(upTo, samples * (t + 1), inputs));
    }
    return counts;
  }

  private OperationCounts counts(List<LayerLedger> some, long someSteps, long someInputSpikes) {
    Map<Operation, Double> operations = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      operations.put(operation, (double) count(some, operation, someSteps) / samples);
    }
    return new OperationCounts(
        operations,
        (double) someInputSpikes / samples,
        (double) some.stream().mapToLong(LayerLedger::totalInputOperations).sum() / samples);
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

  /**
   * The operations of these samples and of others together.
   *
   * @throws IllegalArgumentException if the others are not of the same network and number of steps
   */
  public OperationLedger plus(OperationLedger other) {
    if (other.timesteps() != timesteps() || other.layers.size() != layers.size()) {
      throw Refusal.of(
          "ledgers of %d layers over %d steps and of %d over %d cannot be added",
          layers.size(), timesteps(), other.layers.size(), other.timesteps());
    }
    List<LayerLedger> sums = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      sums.add(layers.get(l).plus(other.layers.get(l)));
    }
    return new OperationLedger(
        samples + other.samples,
        steps + other.steps,
        LayerLedger.sum(inputSpikes, other.inputSpikes),
        sums);
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }
}
