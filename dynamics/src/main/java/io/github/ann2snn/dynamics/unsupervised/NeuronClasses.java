package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/**
 * Which class each neuron stands for: the one to which it responds most in the mean over labelled
 * samples (Diehl and Cook 2015, section 2.5). Labels serve for nothing else.
 */
public final class NeuronClasses {
  /** Class of a neuron that never fired. */
  public static final int NONE = -1;

  private final int classes;
  private final int[] assigned;
  private final double[] shares;

  /**
   * @param classes number of classes
   * @param assigned class of each neuron, or {@link #NONE}; copied
   * @throws IllegalArgumentException if there is no class, or a neuron's is not among them
   */
  public NeuronClasses(int classes, int[] assigned) {
    this.classes = classes;
    this.assigned = assigned.clone();
    Refusal.when(classes < 1, "%s classes, expected at least 1", classes);
    int[] members = new int[classes];
    for (int c : assigned) {
      if (c < NONE || c >= classes) {
        throw Refusal.of("a neuron's class is %d, expected 0 to %d, or -1", c, classes - 1);
      }
      if (c != NONE) {
        members[c]++;
      }
    }
    this.shares = Arrays.stream(members).mapToDouble(m -> m == 0 ? 0 : 1.0 / m).toArray();
  }

  /**
   * Assigns classes; of several that a neuron responds to alike, the first.
   *
   * @param spikes of each neuron, summed over the samples of a class: {@code [classes][neurons]}
   * @param samples number of samples of each class
   */
  public static NeuronClasses of(long[][] spikes, int[] samples) {
    int[] assigned = new int[spikes[0].length];
    for (int n = 0; n < assigned.length; n++) {
      double best = 0;
      assigned[n] = NONE;
      for (int c = 0; c < samples.length; c++) {
        double mean = samples[c] == 0 ? 0 : (double) spikes[c][n] / samples[c];
        if (mean > best) {
          best = mean;
          assigned[n] = c;
        }
      }
    }
    return new NeuronClasses(samples.length, assigned);
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Class of each neuron, or {@link #NONE}; a copy. */
  public int[] assigned() {
    return assigned.clone();
  }

  /** A vote at its beginning: nobody has fired. */
  Vote vote() {
    return new Vote();
  }

  /** The class for which neurons fire most in the mean; the first of equals, 0 if none fired. */
  final class Vote {
    private final long[] spikes = new long[classes];

    /** A neuron fires, {@code times} times. */
    void fired(int neuron, int times) {
      int c = assigned[neuron];
      if (c != NONE) {
        spikes[c] += times;
      }
    }

    /** The class so far. */
    int prediction() {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = mean(c) > mean(best) ? c : best;
      }
      return best;
    }

    private double mean(int c) {
      return spikes[c] * shares[c];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NeuronClasses that
        && classes == that.classes
        && Arrays.equals(assigned, that.assigned);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(assigned);
  }

  /** How often each neuron fired for samples of each class; adds up responses in any order. */
  static final class Responses implements CompetitiveEvaluator.Taker {
    private final long[][] spikes;
    private final int[] samples;

    /** No response yet. */
    public Responses(int classes, int neurons) {
      spikes = new long[classes][neurons];
      samples = new int[classes];
    }

    @Override
    public void take(int sample, int label, Response response) {
      take(label, response.excitatory().counts());
    }

    /**
     * Adds the response to a sample.
     *
     * @param counts how often each neuron fired
     */
    void take(int label, int[] counts) {
      samples[label]++;
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
}
