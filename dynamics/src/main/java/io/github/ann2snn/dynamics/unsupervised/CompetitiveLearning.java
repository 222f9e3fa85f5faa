package io.github.ann2snn.dynamics.unsupervised;

/** Lets a network learn from samples, one after another. Not for several threads at once. */
public final class CompetitiveLearning {
  private final CompetitiveNetwork network;
  private final Presentation presentation;
  private final Plasticity plasticity;
  private final PoissonSpikes spikes;
  private final float thresholdDecay;

  /**
   * @param network changes
   * @param seed of the input spikes
   */
  public CompetitiveLearning(CompetitiveNetwork network, long seed) {
    CompetitiveModel model = network.model();
    this.network = network;
    this.presentation = new Presentation(network);
    this.plasticity = new Plasticity(network);
    this.spikes = new PoissonSpikes(model, seed);
    this.thresholdDecay =
        (float)
            StrictMath.exp(-(model.presentationMs() + model.pauseMs()) / model.thresholdTauMs());
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
    int intensity = network.model().intensity();
    Response response = show(x, number, intensity);
    while (response.spikes() < network.model().leastSpikes()
        && intensity < network.model().mostIntensity()) {
      intensity++;
      response = show(x, number, intensity);
    }
    return response;
  }

  private Response show(float[] x, long number, int intensity) {
    network.normalise();
    Response response = presentation.learn(spikes.of(x, number, intensity), plasticity);
    float[] thresholds = network.sharedThresholds();
    for (int n = 0; n < thresholds.length; n++) {
      thresholds[n] *= thresholdDecay;
    }
    return response;
  }
}
