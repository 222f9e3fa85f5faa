package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.runtime.simulation.SpikeTrain;

/** How often each neuron fired for samples of each class; adds up responses in any order. */
public final class Responses implements CompetitiveEvaluator.Taker {
  private final long[][] spikes;
  private final int[] samples;

  /** No response yet. */
  public Responses(int classes, int neurons) {
    spikes = new long[classes][neurons];
    samples = new int[classes];
  }

  @Override
  public void take(int sample, int label, Response response) {
    samples[label]++;
    int[] counts = response.excitatory().counts();
    for (int n = 0; n < counts.length; n++) {
      spikes[label][n] += counts[n];
    }
  }

  void add(Responses other) {
    for (int c = 0; c < samples.length; c++) {
      samples[c] += other.samples[c];
      for (int n = 0; n < spikes[c].length; n++) {
        spikes[c][n] += other.spikes[c][n];
      }
    }
  }

  /** The classes of the neurons that follow from these responses. */
  public NeuronClasses classes() {
    return NeuronClasses.of(spikes, samples);
  }

  /**
   * What a presentation caused.
   *
   * @param input spikes of the inputs
   * @param excitatory spikes of the neurons that learn
   * @param inhibitory spikes of their inhibitory neurons
   */
  public record Response(SpikeTrain input, SpikeTrain excitatory, SpikeTrain inhibitory) {
    /** Spikes of the neurons that learn, all together. */
    public int spikes() {
      return excitatory.count();
    }
  }
}
