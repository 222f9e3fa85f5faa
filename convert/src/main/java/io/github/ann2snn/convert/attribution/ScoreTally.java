package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.convert.attribution.Attribution.Score;

/** Counts what becomes a {@link Score}; samples come in their order. */
final class ScoreTally {
  private int samples;
  private int annCorrect;
  private int snnCorrect;
  private int agreed;
  private double logitError;

  /**
   * @param logits of the ANN
   * @param snnLogits their counterparts
   * @param prediction class of the spiking network
   */
  void add(int label, float[] logits, double[] snnLogits, int prediction) {
    int expected = Inference.argmax(logits, 0, logits.length);
    samples++;
    annCorrect += expected == label ? 1 : 0;
    snnCorrect += prediction == label ? 1 : 0;
    agreed += prediction == expected ? 1 : 0;
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      sum += Math.abs(snnLogits[c] - logits[c]);
    }
    logitError += sum / logits.length;
  }

  Score score() {
    return new Score(
        samples,
        (double) annCorrect / samples,
        (double) snnCorrect / samples,
        (double) agreed / samples,
        logitError / samples);
  }
}
