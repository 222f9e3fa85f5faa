package io.github.ann2snn.train.step;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, algorithm 1): x̂ = (x - μ) / √(σ² + ε), and γ x̂ +
 * β. In training μ and σ² are those of the batch, and the gradient of x is γ / √(σ² + ε) (g - mean
 * g - x̂ mean(g x̂)). The statistics that are kept approach those of the batch by a tenth; that
 * update is their gradient, as in Deeplearning4j.
 */
final class BatchNormLayer implements StepLayer {
  private static final double EPSILON = 1e-5;

  /** What statistics keep of themselves. */
  private static final double DECAY = 0.9;

  private final Flow in;
  private final Flow out;
  private final int channels;
  private final int positions;
  private final Parameters gamma;
  private final Parameters beta;
  private final Parameters mean;
  private final Parameters variance;
  private final float[] deviations;
  private final double[] means;
  private final double[] variances;

  BatchNormLayer(Flow in, Flow out, int channels, Parameters.Taker parameters) {
    this.in = in;
    this.out = out;
    this.channels = channels;
    this.positions = in.width() / channels;
    this.gamma = parameters.take(channels);
    this.beta = parameters.take(channels);
    this.mean = parameters.take(channels);
    this.variance = parameters.take(channels);
    this.deviations = new float[channels];
    this.means = new double[channels];
    this.variances = new double[channels];
  }

  @Override
  public boolean isSampleWise() {
    return false;
  }

  private int at(int sample, int channel) {
    return sample * in.width() + channel * positions;
  }

  @Override
  public void forward(Part part) {
    IntStream.range(0, channels).parallel().forEach(c -> forward(part, c));
  }

  private void forward(Part part, int c) {
    if (part.batch().isTraining()) {
      measure(part.to(), c);
    } else {
      means[c] = mean.numbers().buffer().get(c);
      variances[c] = variance.numbers().buffer().get(c);
    }
    float center = (float) means[c];
    float deviation = (float) Math.sqrt(variances[c] + EPSILON);
    float scale = gamma.numbers().buffer().get(c);
    float shift = beta.numbers().buffer().get(c);
    deviations[c] = deviation;
    float factor = 1 / deviation;
    float[] x = in.values();
    float[] y = out.values();
    for (int sample = 0; sample < part.to(); sample++) {
      int from = at(sample, c);
      for (int i = from; i < from + positions; i++) {
        x[i] = (x[i] - center) * factor;
        y[i] = scale * x[i] + shift;
      }
    }
  }

  private void measure(int rows, int c) {
    double count = (double) rows * positions;
    double sum = 0;
    for (int sample = 0; sample < rows; sample++) {
      int from = at(sample, c);
      sum += Sums.of(in.values(), from, from + positions);
    }
    float center = (float) (sum / count);
    double squares = 0;
    for (int sample = 0; sample < rows; sample++) {
      squares += Sums.squares(in.values(), at(sample, c), positions, center);
    }
    means[c] = sum / count;
    variances[c] = squares / count;
  }

  @Override
  public void backward(Part part) {
    IntStream.range(0, channels).parallel().forEach(c -> backward(part.to(), c));
  }

  private void backward(int rows, int c) {
    float[] normalized = in.values();
    float[] g = out.gradients();
    double byBeta = 0;
    double byGamma = 0;
    for (int sample = 0; sample < rows; sample++) {
      int from = at(sample, c);
      byBeta += Sums.of(g, from, from + positions);
      byGamma += Sums.of(g, from, normalized, from, positions);
    }
    beta.gradients().buffer().put(c, (float) byBeta);
    gamma.gradients().buffer().put(c, (float) byGamma);
    approach(mean, c, means[c]);
    approach(variance, c, variances[c]);
    double count = (double) rows * positions;
    float center = (float) (byBeta / count);
    float slope = (float) (byGamma / count);
    float factor = gamma.numbers().buffer().get(c) / deviations[c];
    float[] made = in.gradients();
    for (int sample = 0; sample < rows; sample++) {
      int from = at(sample, c);
      for (int i = from; i < from + positions; i++) {
        made[i] = factor * (g[i] - center - normalized[i] * slope);
      }
    }
  }

  private static void approach(Parameters kept, int c, double batch) {
    FloatBuffer numbers = kept.numbers().buffer();
    kept.gradients().buffer().put(c, (float) ((1 - DECAY) * (numbers.get(c) - batch)));
  }
}
