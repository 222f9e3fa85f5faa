package io.github.ann2snn.dynamics.unsupervised;

import static io.github.ann2snn.files.SplitMix64.mix;

import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.SplittableRandom;

/** Spikes of inputs, drawn at each step with a probability that is proportional to their values. */
final class PoissonSpikes {
  private final CompetitiveModel model;
  private final long seed;

  PoissonSpikes(CompetitiveModel model, long seed) {
    this.model = model;
    this.seed = seed;
  }

  /**
   * The spikes of a sample, which depend on nothing but what is given here.
   *
   * @param x inputs in [0, 1]
   * @param number of the presentation
   * @param intensity times {@link CompetitiveModel#hertzPerIntensity} is the rate of an input of 1
   */
  SpikeTrain of(float[] x, long number, int intensity) {
    double most = model.hertzPerIntensity() * intensity * model.dtMs() / 1000;
    int[] inputs = new int[x.length];
    double[] probability = new double[x.length];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0) {
        probability[count] = x[i] * most;
        inputs[count++] = i;
      }
    }
    SplittableRandom random = new SplittableRandom(mix(mix(mix(seed) + number) + intensity));
    SpikeTrain train = new SpikeTrain(x.length, model.steps());
    for (int t = 0; t < model.steps(); t++) {
      for (int k = 0; k < count; k++) {
        if (random.nextDouble() < probability[k]) {
          train.fire(inputs[k]);
        }
      }
      train.endStep();
    }
    return train;
  }
}
