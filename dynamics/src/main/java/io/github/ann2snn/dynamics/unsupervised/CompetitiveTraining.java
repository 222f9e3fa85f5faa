package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.NeuronClasses.Responses;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses.Responses.Response;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Lets a network learn window by window, pass after pass over the same samples in the same order.
 * Labels are used for nothing but to tell how well it would classify meanwhile.
 */
public final class CompetitiveTraining {
  private static final int WINDOW = 10_000;

  private final SampleSource source;
  private final long seed;

  /** Samples of a window: a pass, or 10,000 where it has more. */
  private final int window;

  /**
   * @param source the samples, at least one
   * @param seed of the input spikes
   * @throws IllegalArgumentException if there is no sample
   */
  public CompetitiveTraining(SampleSource source, long seed) {
    Refusal.when(source.size() == 0, "there is no sample to learn from");
    this.source = source;
    this.seed = seed;
    this.window = Math.min(WINDOW, source.size());
  }

  /**
   * Learns up to the end of the window that begins at a state.
   *
   * @param state whose network changes, and which is of no use afterwards
   * @param most number of samples at which learning ends in any case
   * @param progress told how many samples are learned so far
   * @return the state at the end
   */
  public LearningState advance(LearningState state, long most, LongConsumer progress) {
    CompetitiveNetwork network = state.network();
    CompetitiveLearning learning = new CompetitiveLearning(network, seed);
    Responses responses = new Responses(state.classes().classes(), network.neurons());
    float[] input = new float[network.inputs()];
    long end = Math.min(most, (state.presented() / window + 1) * window);
    int correct = 0;
    for (long k = state.presented(); k < end; k++) {
      int sample = (int) (k % source.size());
      source.read(sample, input);
      Response response = learning.learn(input, k);
      correct += prediction(state.classes(), response) == source.label(sample) ? 1 : 0;
      responses.take(sample, source.label(sample), response);
      progress.accept(k + 1);
    }
    List<LearningState.Window> windows = new ArrayList<>(state.windows());
    if (state.presented() > 0) {
      windows.add(new LearningState.Window((int) (end - state.presented()), correct));
    }
    return new LearningState(network, responses.classes(), end, windows, state.facts());
  }

  private static int prediction(NeuronClasses classes, Response response) {
    NeuronClasses.Vote vote = classes.vote();
    int[] counts = response.excitatory().counts();
    for (int n = 0; n < counts.length; n++) {
      vote.fired(n, counts[n]);
    }
    return vote.prediction();
  }

  /** Lets a network learn from samples, one after another. Not for several threads at once. */
  public static final class CompetitiveLearning {
    private static final float THRESHOLD_DECAY =
        (float)
            StrictMath.exp(
                -(CompetitiveModel.PRESENTATION_MS + CompetitiveModel.PAUSE_MS)
                    / CompetitiveModel.THRESHOLD_TAU_MS);

    private final CompetitiveNetwork network;
    private final Presentation presentation;
    private final Plasticity plasticity;

    /**
     * @param network changes
     * @param seed of the input spikes
     */
    public CompetitiveLearning(CompetitiveNetwork network, long seed) {
      this.network = network;
      this.presentation = new Presentation(network, seed);
      this.plasticity = new Plasticity(network);
    }

    /**
     * Shows a sample, with normalised weights; again, and more intensely, if it causes too few
     * spikes.
     *
     * @param x inputs in [0, 1]
     * @param number of the sample in the whole of training, from 0: what is learned depends on this
     *     and on what was learned before
     * @return the response to the last presentation
     */
    public Response learn(float[] x, long number) {
      int intensity = CompetitiveModel.INTENSITY;
      Response response = show(x, number, intensity);
      while (response.spikes() < CompetitiveModel.LEAST_SPIKES
          && intensity < CompetitiveModel.MOST_INTENSITY) {
        intensity++;
        response = show(x, number, intensity);
      }
      return response;
    }

    private Response show(float[] x, long number, int intensity) {
      network.normalise();
      Response response = presentation.learn(x, number, intensity, plasticity);
      float[] thresholds = network.sharedThresholds();
      for (int n = 0; n < thresholds.length; n++) {
        thresholds[n] *= THRESHOLD_DECAY;
      }
      return response;
    }
  }
}
