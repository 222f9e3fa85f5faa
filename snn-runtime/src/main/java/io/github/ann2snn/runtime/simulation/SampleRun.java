package io.github.ann2snn.runtime.simulation;

import io.github.ann2snn.files.RecordContent;
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
 * @param layers spikes of the layers in order; under {@code MEMBRANE} readout the output layer does
 *     not fire and is not among them
 * @param gated spikes that came through max pooling, by the index of the layer that begins with it
 * @param predictions the class predicted after each step
 * @param leads by how much that class leads the second best after each step, at least 0, in the
 *     {@link LeadUnit}; infinite where there is no other class, NaN where potentials are
 * @param outputs membrane potentials of the output layer after each step
 */
public record SampleRun(
    Optional<SpikeTrain> input,
    List<SpikeTrain> layers,
    Map<Integer, SpikeTrain> gated,
    int[] predictions,
    float[] leads,
    OutputTrace outputs) {
  public SampleRun {
    layers = List.copyOf(layers);
    gated = Map.copyOf(gated);
  }

  /** The spikes that arrive at the connection of layer {@code l}, which is not the first. */
  public SpikeTrain arriving(int l) {
    return gated.getOrDefault(l, layers.get(l - 1));
  }

  /** Number of steps. */
  public int timesteps() {
    return predictions.length;
  }

  /** Membrane potentials of the output layer after the last step. */
  public float[] potentials() {
    return outputs.potentials(outputs.timesteps() - 1);
  }

  /** The class predicted after the last step. */
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
