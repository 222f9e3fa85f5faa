package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one sample did in T steps, or in fewer where it stopped early.
 *
 * @param input spikes of the input neurons; empty where the input is a constant current
 * @param layers spikes of the populations in order; under {@code MEMBRANE} readout the output
 *     population does not fire and is not among them
 * @param gated spikes that came through max pooling, by the projection that begins with it
 * @param predictions the class predicted after each step
 * @param leads by how much that class leads the second best after each step, at least 0, in the
 *     {@link LeadUnit}; infinite where there is no other class, NaN where potentials are; 0 before
 *     the readout starts
 * @param outputs membrane potentials of the output layer after each step
 */
public record SampleRun(
    Optional<SpikeTrain> input,
    List<SpikeTrain> layers,
    Map<Passage, SpikeTrain> gated,
    int[] predictions,
    float[] leads,
    OutputTrace outputs) {
  /**
   * Copies the list and the map; arrays are kept as they are.
   *
   * @param input spikes of the input neurons; empty where the input is a constant current
   * @param layers spikes of the populations in order; under {@code MEMBRANE} readout the output
   *     population does not fire and is not among them
   * @param gated spikes that came through max pooling, by the projection that begins with it
   * @param predictions the class predicted after each step
   * @param leads by how much that class leads the second best after each step, at least 0, in the
   *     {@link LeadUnit}; infinite where there is no other class, NaN where potentials are; 0
   *     before the readout starts
   * @param outputs membrane potentials of the output layer after each step
   */
  public SampleRun {
    layers = List.copyOf(layers);
    gated = Map.copyOf(gated);
  }

  /**
   * A projection, by its place in the network.
   *
   * @param population index of the population that it reaches
   * @param projection its index among those
   */
  public record Passage(int population, int projection) implements Comparable<Passage> {
    @Override
    public int compareTo(Passage other) {
      int order = Integer.compare(population, other.population);
      return order != 0 ? order : Integer.compare(projection, other.projection);
    }
  }

  /**
   * {@return the spikes that arrive at the connection of a projection}
   *
   * @param passage the projection, by its place in the network
   * @param source where it comes from; the inputs of the network only where they spike
   * @throws java.util.NoSuchElementException if it comes from the inputs, which have no spikes
   */
  public SpikeTrain arriving(Passage passage, int source) {
    SpikeTrain passed = gated.get(passage);
    if (passed != null) {
      return passed;
    }
    return source == Projection.INPUT ? input.orElseThrow() : layers.get(source);
  }

  /** {@return the number of steps} */
  public int timesteps() {
    return predictions.length;
  }

  /** {@return the membrane potentials of the output layer after the last step} */
  public float[] potentials() {
    return outputs.potentials(outputs.timesteps() - 1);
  }

  /** {@return the class predicted after the last step} */
  public int prediction() {
    return predictions[predictions.length - 1];
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
    return "SampleRun[predictions "
        + Arrays.toString(predictions)
        + ", potentials "
        + outputs
        + ", spikes "
        + layers
        + (gated.isEmpty() ? "" : ", gated " + new TreeMap<>(gated))
        + "]";
  }
}
