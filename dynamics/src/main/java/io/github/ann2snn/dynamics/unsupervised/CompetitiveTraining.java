package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.NeuronClasses.Responses;
import io.github.ann2snn.dynamics.unsupervised.Presentation.Shared;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/**
 * Lets a network learn window by window, pass after pass over the same samples in the same order.
 * Labels are used for nothing but to tell how well it would classify meanwhile.
 */
public final class CompetitiveTraining {
  private static final int WINDOW = 10_000;

  private final SampleSource source;
  private final long seed;
  private final int threads;

  /** Samples of a window: a pass, or 10,000 where it has more. */
  private final int window;

  /**
   * @param source the samples, at least one
   * @param seed of the input spikes
   * @param threads number of threads, at least 1; what is learned does not depend on it
   * @throws IllegalArgumentException if there is no sample, or {@code threads} is not positive
   */
  public CompetitiveTraining(SampleSource source, long seed, int threads) {
    Refusal.when(source.size() == 0, "there is no sample to learn from");
    this.source = source;
    Refusal.when(threads < 1, "threads is %s, expected at least 1", threads);
    this.seed = seed;
    this.threads = threads;
    this.window = Math.min(WINDOW, source.size());
  }

  /**
   * Learns up to the end of the window that begins at a state.
   *
   * @param state whose network changes, and which is of no use afterwards
   * @param most number of samples at which learning ends in any case
   * @param progress told how many samples are learned so far
   * @return the state at the end
   * @throws InterruptedException if the thread is interrupted; no thread is left behind
   */
  public LearningState advance(LearningState state, long most, LongConsumer progress)
      throws InterruptedException {
    CompetitiveNetwork network = state.network();
    float[] tiles = network.tiles();
    long end = Math.min(most, (state.presented() / window + 1) * window);
    Tally tally = new Tally(state.classes(), network.neurons());
    new Crew(network, tiles, seed, threads)
        .learn(
            state.presented(),
            end,
            (learning, from, to, leads) -> {
              float[] input = new float[network.inputs()];
              for (long k = from; k < to; k++) {
                if (Thread.currentThread().isInterrupted()) {
                  throw new CancellationException();
                }
                int sample = (int) (k % source.size());
                source.read(sample, input);
                int[] counts = learning.learn(input, k);
                if (leads) {
                  tally.take(source.label(sample), counts);
                  progress.accept(k + 1);
                }
              }
            });
    network.setTiles(tiles);
    List<LearningState.Window> windows = new ArrayList<>(state.windows());
    if (state.presented() > 0) {
      windows.add(new LearningState.Window((int) (end - state.presented()), tally.correct));
    }
    return new LearningState(network, tally.responses.classes(), end, windows, state.facts());
  }

  /** How samples are classified, by the classes of the window before. */
  private static final class Tally {
    private final NeuronClasses classes;
    private final Responses responses;
    private int correct;

    Tally(NeuronClasses classes, int neurons) {
      this.classes = classes;
      this.responses = new Responses(classes.classes(), neurons);
    }

    void take(int label, int[] counts) {
      NeuronClasses.Vote vote = classes.vote();
      for (int n = 0; n < counts.length; n++) {
        vote.fired(n, counts[n]);
      }
      correct += vote.prediction() == label ? 1 : 0;
      responses.take(label, counts);
    }
  }

  /** A member's part in letting a network learn from samples, one after another. */
  static final class CompetitiveLearning {
    private static final float THRESHOLD_DECAY =
        (float)
            StrictMath.exp(
                -(CompetitiveModel.PRESENTATION_MS + CompetitiveModel.PAUSE_MS)
                    / CompetitiveModel.THRESHOLD_TAU_MS);

    private final Presentation presentation;

    CompetitiveLearning(Shared shared, Agreement.Member member) {
      this.presentation = new Presentation(shared, member);
    }

    /**
     * Shows a sample, with normalised weights; again, and more intensely, if it causes too few
     * spikes.
     *
     * @param x inputs in [0, 1]
     * @param number of the sample in the whole of training, from 0: what is learned depends on this
     *     and on what was learned before
     * @return how often each neuron fired at the last presentation; changed by the next call
     */
    int[] learn(float[] x, long number) {
      int intensity = CompetitiveModel.INTENSITY;
      int[] counts = show(x, number, intensity);
      while (Arrays.stream(counts).sum() < CompetitiveModel.LEAST_SPIKES
          && intensity < CompetitiveModel.MOST_INTENSITY) {
        intensity++;
        counts = show(x, number, intensity);
      }
      return counts;
    }

    private int[] show(float[] x, long number, int intensity) {
      int[] counts = presentation.learn(x, number, intensity);
      presentation.decayThresholds(THRESHOLD_DECAY);
      return counts;
    }
  }
}
