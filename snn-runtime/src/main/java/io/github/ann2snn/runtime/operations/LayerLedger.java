package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What one population did over some samples, all counts summed.
 *
 * @param name the layer's name
 * @param neurons number of neurons
 * @param fires whether the neurons fire, or only integrate
 * @param biased whether a bias or a constant current is added at every step
 * @param stateUpdates of states that decay, per neuron and step
 * @param gateInputs neurons whose currents are added up for the max pooling before this layer, and
 *     for none before it
 * @param gateComparisons comparisons of max pooling in a step
 * @param analogMacsByStep multiply-accumulates of a constant input current, of the samples that run
 *     each step
 * @param effectiveMacs those of {@link #analogMacs()} whose weight is not zero
 * @param synapticOperations arriving at each step, recurrent ones included
 * @param inputOperations those that spikes of the network's inputs cause
 * @param effectiveOperations those whose weight is not zero
 * @param spikes fired by the layer's neurons at each step
 * @param negativeSpikes those of them that are -1, at each step
 * @param signed whether the neurons compare with a second threshold, for spikes of -1
 */
public record LayerLedger(
    String name,
    int neurons,
    boolean fires,
    boolean biased,
    int stateUpdates,
    long gateInputs,
    long gateComparisons,
    long[] analogMacsByStep,
    long effectiveMacs,
    long[] synapticOperations,
    long[] inputOperations,
    long[] effectiveOperations,
    long[] spikes,
    long[] negativeSpikes,
    boolean signed) {
  /** Of neurons whose spikes have no sign. */
  public LayerLedger(
      String name,
      int neurons,
      boolean fires,
      boolean biased,
      int stateUpdates,
      long gateInputs,
      long gateComparisons,
      long[] analogMacsByStep,
      long effectiveMacs,
      long[] synapticOperations,
      long[] inputOperations,
      long[] effectiveOperations,
      long[] spikes) {
    this(
        name,
        neurons,
        fires,
        biased,
        stateUpdates,
        gateInputs,
        gateComparisons,
        analogMacsByStep,
        effectiveMacs,
        synapticOperations,
        inputOperations,
        effectiveOperations,
        spikes,
        new long[spikes.length],
        false);
  }

  /** Multiply-accumulates of a constant input current, computed once per sample. */
  public long analogMacs() {
    return analogMacsByStep[0];
  }

  /** Multiply-accumulates of a constant input current, were it computed again at every step. */
  public long analogMacsEveryStep() {
    return Arrays.stream(analogMacsByStep).sum();
  }

  /** Spikes over all steps. */
  public long totalSpikes() {
    return Arrays.stream(spikes).sum();
  }

  /** Spikes of -1 over all steps. */
  public long totalNegativeSpikes() {
    return Arrays.stream(negativeSpikes).sum();
  }

  /** Synaptic operations over all steps. */
  public long totalSynapticOperations() {
    return Arrays.stream(synapticOperations).sum();
  }

  /** Synaptic operations over all steps that spikes of the network's inputs cause. */
  public long totalInputOperations() {
    return Arrays.stream(inputOperations).sum();
  }

  /** Synaptic operations over all steps whose weight is not zero. */
  public long totalEffectiveOperations() {
    return Arrays.stream(effectiveOperations).sum();
  }

  /** How often {@code operation} took place over {@code steps} steps of all samples together. */
  public long count(Operation operation, long steps) {
    long neuronSteps = steps * neurons;
    return switch (operation) {
      case ANALOG_MAC -> analogMacs();
      case SYNAPTIC_OPERATION -> totalSynapticOperations();
      case BIAS_ADD -> biased ? neuronSteps : 0;
      case STATE_UPDATE -> neuronSteps * stateUpdates;
      case THRESHOLD_COMPARE -> fires ? (signed ? 2 : 1) * neuronSteps : 0;
      case RESET -> totalSpikes();
      case GATE_ADD -> steps * gateInputs;
      case GATE_COMPARE -> steps * gateComparisons;
    };
  }

  /**
   * What the layer did over these samples and over others together.
   *
   * @throws IllegalArgumentException if the other is not of the same layer, in all but the counts
   */
  LayerLedger plus(LayerLedger other) {
    if (!isOfSameLayer(other)) {
      throw Refusal.of(
          "ledgers of different layers cannot be added: %s and %s",
          description(), other.description());
    }
    return with(
        sum(analogMacsByStep, other.analogMacsByStep),
        Math.addExact(effectiveMacs, other.effectiveMacs),
        counts -> sum(counts.apply(this), counts.apply(other)));
  }

  private boolean isOfSameLayer(LayerLedger that) {
    return name.equals(that.name)
        && neurons == that.neurons
        && fires == that.fires
        && signed == that.signed
        && biased == that.biased
        && stateUpdates == that.stateUpdates
        && gateInputs == that.gateInputs
        && gateComparisons == that.gateComparisons;
  }

  /** All but the counts. */
  private String description() {
    return Text.of(
        "%s (%d neurons that %s, %s bias, %d state updates, %d gate inputs, %d comparisons)",
        name,
        neurons,
        fires ? "fire" : "integrate",
        biased ? "with" : "without",
        stateUpdates,
        gateInputs,
        gateComparisons);
  }

  /** The sum of counts, step by step. */
  public static long[] sum(long[] some, long[] others) {
    long[] sums = new long[some.length];
    Arrays.setAll(sums, i -> Math.addExact(some[i], others[i]));
    return sums;
  }

  /** What the layer did in the first {@code timesteps} steps. */
  LayerLedger first(int timesteps) {
    return with(
        Arrays.copyOf(analogMacsByStep, timesteps),
        effectiveMacs,
        counts -> Arrays.copyOf(counts.apply(this), timesteps));
  }

  /** The same with running sums: what happens at step t of the result happened up to step t. */
  LayerLedger cumulative() {
    return with(analogMacsByStep, effectiveMacs, counts -> runningSum(counts.apply(this)));
  }

  private static long[] runningSum(long[] values) {
    long[] sums = values.clone();
    Arrays.parallelPrefix(sums, Long::sum);
    return sums;
  }

  /** What happens at one step alone. */
  LayerLedger only(int t) {
    return with(
        new long[] {analogMacsByStep[0]},
        effectiveMacs,
        counts -> new long[] {counts.apply(this)[t]});
  }

  /**
   * This layer with other counts.
   *
   * @param byStep gives those of synaptic operations and spikes; told which, by their accessor
   */
  private LayerLedger with(
      long[] macsByStep, long macsNotZero, Function<Function<LayerLedger, long[]>, long[]> byStep) {
    return new LayerLedger(
        name,
        neurons,
        fires,
        biased,
        stateUpdates,
        gateInputs,
        gateComparisons,
        macsByStep,
        macsNotZero,
        byStep.apply(LayerLedger::synapticOperations),
        byStep.apply(LayerLedger::inputOperations),
        byStep.apply(LayerLedger::effectiveOperations),
        byStep.apply(LayerLedger::spikes),
        byStep.apply(LayerLedger::negativeSpikes),
        signed);
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }

  @Override
  public String toString() {
    return Text.of(
        "%s: %d spikes, %d SynOps, %d MACs",
        name, totalSpikes(), totalSynapticOperations(), analogMacs());
  }
}
