package io.github.ann2snn.convert.attribution;

/**
 * What one sample did.
 *
 * @param arriving per layer but the first, the spikes that each input of its connection gets
 * @param spikes per layer that fires, the spikes of each neuron
 * @param currents per layer that fires, the mean current into each neuron in thresholds per step
 * @param logits of the spiking network
 * @param prediction class of the spiking network
 * @param effects per hidden layer and {@link ErrorTerm#own} term, what it does to the output
 */
record SampleAnalysis(
    int[][] arriving,
    int[][] spikes,
    double[][] currents,
    double[] logits,
    int prediction,
    SampleEffect[][] effects) {
  /**
   * @param meanAbsolute mean magnitude of the change of a logit
   * @param changed whether the largest is another
   */
  record SampleEffect(double meanAbsolute, boolean changed) {}
}
